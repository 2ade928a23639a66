import { type RegisterOnDay, registerOnDay } from "../model/register";
import { renderFinding } from "../report/human/finding";
import { tooFarReviews } from "../report/reviews";
import { type IsoDate, isoDate } from "../text/iso-date";
import { quoted } from "../text/printable";
import { type Result, resultOf } from "../text/result";
import type { Given, Host, OptionSpecs } from "./command";
import { loadRegister } from "./register";

/** What commands that judge tenants have in common. */
export const JUDGING_OPTIONS = {
  exclusions: { kind: "text", value: "FILE", help: "the register of people who may be uncovered; nobody without it" },
  on: { kind: "text", value: "YYYY-MM-DD", help: "the day on which reviews are judged; today without it" },
  format: { kind: "choice", choices: ["human", "json"], help: "human is the default" },
} as const satisfies OptionSpecs;

/** Who is exempt on which day, and how results are printed. */
export interface Judging {
  readonly day: IsoDate;
  readonly register: RegisterOnDay | undefined;
  readonly json: boolean;
}

/**
 * Says on standard error which reviews are too far off. A JSON result has no key for it; a report for people says it
 * itself.
 */
export function warnBesideJson({ json, register }: Judging, { err }: Host): void {
  if (!json) return;
  for (const finding of register === undefined ? [] : tooFarReviews(register)) err(`${renderFinding(finding)}\n`);
}

/** Reads the options and the register that they name. @returns them, or everything that is wrong, as lines for people */
export async function judgingOf(given: Given, { today }: Host): Promise<Result<Judging, string>> {
  const file = given.text("exclusions");
  const register = file === undefined ? undefined : await loadRegister(file);
  const written = given.text("on");
  const day = written === undefined ? today : isoDate(written);
  const errors = [
    ...(day === undefined ? [`azmfa: --on ${quoted(written ?? "")} is no day; write YYYY-MM-DD`] : []),
    ...(register?.ok === false ? register.errors : []),
  ];
  return resultOf(() => {
    const known = day ?? today;
    return {
      day: known,
      register: register?.ok ? registerOnDay(register.value, known) : undefined,
      json: given.text("format") === "json",
    };
  }, errors);
}
