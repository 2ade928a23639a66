import { quoted, type RegisterEntry } from "../adapters/register";
import type { Judgement } from "./judgement";

/** What a verdict rests on, doors that the register leaves to others included. */
export function assumptionsBehind({ verdict, register }: Pick<Judgement, "verdict" | "register">): readonly string[] {
  return [...verdict.assumptions, ...(register?.inForce ?? []).flatMap(openDoor)];
}

function openDoor({ principal }: RegisterEntry): readonly string[] {
  if (principal.kind === "user" || principal.members !== undefined) return [];
  return [
    `Every member of the exempt group ${quoted(principal.id)} is exempt: whoever can add members to it opens this door from outside.`,
  ];
}
