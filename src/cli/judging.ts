import { readFile } from "node:fs/promises";
import { type Register, type RegisterOnDay, registerOnDay } from "../law/model/register";
import { renderFinding } from "../report/finding";
import { FORMATS, type Format } from "../report/render";
import { whyNotReadable } from "../tenant/file/file-problem";
import { readRegister } from "../tenant/register/read-register";
import { type IsoDate, isoDate } from "../text/iso-date";
import { printable, quoted } from "../text/printable";
import type { JudgedRegister } from "../verifier/exemptions";
import { ifUnknownAreEmpty, prove } from "../verifier/prove";
import { asOfDay, type Judgement } from "../words/judgement";
import { overdueReviews, tooFarReviews } from "../words/reviews";
import { type Given, type Host, type OptionSpecs, Refused } from "./command";

export const FORMAT_OPTION = {
  format: { kind: "choice", choices: FORMATS, help: "human is the default; markdown and html are to share" },
} as const satisfies OptionSpecs;

/** What commands that judge tenants have in common. */
export const JUDGING_OPTIONS = {
  exclusions: { kind: "text", value: "FILE", help: "the register of people who may be uncovered; nobody without it" },
  on: {
    kind: "text",
    value: "YYYY-MM-DD",
    help: "the day on which reviews are judged; today without it",
    check: (text) => isoDate(text) === undefined && `${quoted(text)}: invalid date. Use YYYY-MM-DD`,
  },
  ...FORMAT_OPTION,
} as const satisfies OptionSpecs;

/** Who is exempt on which day, and how results are printed. */
export interface Judging {
  readonly day: IsoDate;
  /** That day, where it isn't today. */
  readonly otherDay: IsoDate | undefined;
  readonly register: RegisterOnDay | undefined;
  readonly format: Format;
}

/** The format that is asked for, of those that every report has. */
export const formatIn = (given: Given): Format => FORMATS.find((format) => format === given.text("format")) ?? "human";

/** Reads the options and the register that they name. @throws Refused with everything that is wrong with the register */
export async function judgingOf(given: Given, { today }: Host): Promise<Judging> {
  const file = given.text("exclusions");
  const day = isoDate(given.text("on") ?? today) ?? today;
  const register = file === undefined ? undefined : registerOnDay(await loadRegister(file), day);
  return { day, otherDay: day === today ? undefined : day, register, format: formatIn(given) };
}

/** Says on standard error that the day isn't today, and which entries of the register exempt nobody: for results that don't say so. */
export function sayHowJudged({ otherDay, register }: Judging, { err }: Host): void {
  if (otherDay !== undefined) err(`azmfa: ${asOfDay(otherDay)}\n`);
  for (const finding of register ? [...overdueReviews(register), ...tooFarReviews(register)] : [])
    err(`${renderFinding(finding)}\n`);
}

/** The report of a verdict or a comparison says how it was judged; its JSON has no place for reviews that are too far ahead. */
export function sayWhatJsonLeavesOut({ format, register }: Judging, host: Host): void {
  if (format !== "json" || register === undefined) return;
  for (const finding of tooFarReviews(register)) host.err(`${renderFinding(finding)}\n`);
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

/** Reads a register. @param name what messages call it @throws Refused with everything that is wrong with it */
export async function loadRegister(path: string, name = path): Promise<Register> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw new Refused(`${printable(name)}: ${whyNotReadable(error)}`);
  });
  const read = readRegister({ file: name, bytes });
  if (read.ok) return read.value;
  throw new Refused(...read.errors.map(renderFinding));
}
