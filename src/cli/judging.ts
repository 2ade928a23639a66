import { readFile } from "node:fs/promises";
import { type Register, type RegisterOnDay, registerOnDay } from "../law/model/register";
import { renderFinding } from "../report/finding";
import { FORMATS, type Format } from "../report/render";
import { whyNotReadable } from "../tenant/file/file-problem";
import { readRegister } from "../tenant/register/read-register";
import { type IsoDate, isoDate } from "../text/iso-date";
import { printable, quoted } from "../text/printable";
import { type Result, resultOf } from "../text/result";
import type { JudgedRegister } from "../verifier/exemptions";
import { ifUnknownAreEmpty, prove } from "../verifier/prove";
import { asOfDay, type Judgement } from "../words/judgement";
import { overdueReviews, tooFarReviews } from "../words/reviews";
import type { Given, Host, OptionSpecs } from "./command";

/** What commands that judge tenants have in common. */
export const JUDGING_OPTIONS = {
  exclusions: { kind: "text", value: "FILE", help: "the register of people who may be uncovered; nobody without it" },
  on: { kind: "text", value: "YYYY-MM-DD", help: "the day on which reviews are judged; today without it" },
  format: { kind: "choice", choices: FORMATS, help: "human is the default; markdown and html are to share" },
} as const satisfies OptionSpecs;

/** Who is exempt on which day, and how results are printed. */
export interface Judging {
  readonly day: IsoDate;
  /** That day, where it isn't today. */
  readonly otherDay: IsoDate | undefined;
  readonly register: RegisterOnDay | undefined;
  readonly format: Format;
}

/** Something about how a tenant was judged: that the day isn't today, and which entries of the register exempt nobody. */
type HowJudged = "day" | "overdue" | "too far ahead";

/** Says on standard error what the result doesn't say by itself of how it was judged. */
export function sayHowJudged({ otherDay, register }: Judging, { err }: Host, itself: readonly HowJudged[]): void {
  if (otherDay !== undefined && !itself.includes("day")) err(`azmfa: ${asOfDay(otherDay)}\n`);
  if (register === undefined) return;
  const overdue = itself.includes("overdue") ? [] : overdueReviews(register);
  const tooFar = itself.includes("too far ahead") ? [] : tooFarReviews(register);
  for (const finding of [...overdue, ...tooFar]) err(`${renderFinding(finding)}\n`);
}

/** A report of a verdict or a comparison for people says all of it; in JSON it has the ids of overdue entries. */
export const saidByVerdict = ({ format }: Judging): readonly HowJudged[] =>
  format === "json" ? ["day", "overdue"] : ["day", "overdue", "too far ahead"];

/** Reads the options and the register that they name. @returns them, or everything that is wrong, as lines for people */
export async function judgingOf(given: Given, { today }: Host): Promise<Result<Judging, string>> {
  const file = given.text("exclusions");
  const register = file === undefined ? undefined : await loadRegister(file);
  const written = given.text("on");
  const day = written === undefined ? today : isoDate(written);
  const errors = [
    ...(day === undefined ? [`azmfa: --on ${quoted(written ?? "")}: invalid date. Use YYYY-MM-DD`] : []),
    ...(register?.ok === false ? register.errors : []),
  ];
  return resultOf(() => {
    const known = day ?? today;
    return {
      day: known,
      otherDay: known === today ? undefined : known,
      register: register?.ok ? registerOnDay(register.value, known) : undefined,
      format: FORMATS.find((format) => format === given.text("format")) ?? "human",
    };
  }, errors);
}

/** The verdict on a tenant that was read, with what every report of it says. */
export function judgementOn(
  file: string,
  { tenant, notes }: Pick<Judgement, "tenant" | "notes">,
  register: JudgedRegister | undefined,
  { now }: Host,
): Judgement {
  const started = now();
  const verdict = prove(tenant, register?.exemptions);
  const elapsedMs = now() - started;
  const ifUnknownGroupsEmpty = ifUnknownAreEmpty(verdict, tenant, register?.exemptions);
  return { file, tenant, notes, verdict, register, ifUnknownGroupsEmpty, assumed: [], assumedInWords: [], elapsedMs };
}

/** Reads the register that `--exclusions` names. @returns it, or every error as text for people */
export async function loadRegister(file: string): Promise<Result<Register, string>> {
  let bytes: Uint8Array | undefined;
  try {
    bytes = await readFile(file);
  } catch (error) {
    if (!isMissing(error)) return { ok: false, errors: [`${printable(file)}: ${whyNotReadable(error)}`] };
  }
  const read = readRegister({ file, bytes });
  if (read.ok) return read;
  const [first, ...rest] = read.errors;
  return { ok: false, errors: [renderFinding(first), ...rest.map(renderFinding)] };
}

/** The reader of registers says of a file that isn't there how to make one. */
const isMissing = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === "ENOENT";
