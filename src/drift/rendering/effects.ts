import type { ExplainedTenant } from "../../words/explained-tenant";
import { describeSignIn, tellerOf } from "../../words/sign-in";
import { describeUncovered } from "../../words/uncovered";
import type { Effect, EffectKind } from "../change/effect";
import type { Paint } from "./pen";

const WORDS: Readonly<Record<EffectKind, string>> = {
  weakens: "weakens",
  mayWeaken: "may weaken",
  unknown: "could not be judged",
  strengthens: "strengthens",
  neutral: "neutral",
};

/** What a difference does to who needs MFA, and whether it stops exempt people. */
export const effectWords = ({ kind, shutOut }: Effect): string =>
  `${WORDS[kind]}${shutOut.length === 0 ? "" : ", and stops people whom the register lets in"}`;

/** A line that may end in such words, with the first of them in the colour that it deserves. */
export function painted(line: string, kind: EffectKind, paint: Paint): string {
  const word = WORDS[kind];
  const at = line.lastIndexOf(word);
  if (at === -1 || kind === "neutral") return line;
  const colour = kind === "strengthens" ? paint.green : kind === "weakens" ? paint.red : paint.yellow;
  return `${line.slice(0, at)}${colour(word)}${line.slice(at + word.length)}`;
}

/** The first way in that a difference opens by itself: who, and how; nothing where it opens none. */
export function wayIn(
  { opened }: Effect,
  { directory, context }: ExplainedTenant,
): readonly (readonly [label: string, text: string])[] {
  const [first, ...others] = opened;
  if (first === undefined) return [];
  const how = describeSignIn(first.signIn, first.alsoTrueFor, tellerOf(context.tenant));
  const more = others.length === 0 ? "" : `; and ${others.length} more`;
  return [
    ["opens", describeUncovered(first, directory)],
    ["with", `${how}${more}`],
  ];
}
