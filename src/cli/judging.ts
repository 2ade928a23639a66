import { readFile } from "node:fs/promises";
import type { Finding } from "../law/model/finding";
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

/** Says on standard error that the day isn't today, and which entries of the register exempt nobody: for results that don't say so. */
export function sayHowJudged({ otherDay, register }: Judging, host: Host): void {
  if (otherDay !== undefined) host.err(`azmfa: ${asOfDay(otherDay)}\n`);
  sayReviews(register, host);
}

/** Says on standard error which entries of the register exempt nobody. */
export function sayReviews(register: RegisterOnDay | undefined, host: Host): void {
  if (register !== undefined) sayFindings([...overdueReviews(register), ...tooFarReviews(register)], host);
}

/** The report of a verdict or a comparison says how it was judged; its JSON has no place for reviews that are too far ahead. */
export function sayWhatJsonLeavesOut({ format, register }: Judging, host: Host): void {
  if (format === "json" && register !== undefined) sayFindings(tooFarReviews(register), host);
}

function sayFindings(findings: readonly Finding[], { err }: Host): void {
  for (const finding of findings) err(`${renderFinding(finding)}\n`);
}

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
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => error);
  if (bytes instanceof Error && bytes.code !== "ENOENT")
    return { ok: false, errors: [`${printable(file)}: ${whyNotReadable(bytes)}`] };
  const read = readRegister({ file, bytes: bytes instanceof Error ? undefined : bytes });
  if (read.ok) return read;
  const [first, ...rest] = read.errors;
  return { ok: false, errors: [renderFinding(first), ...rest.map(renderFinding)] };
}
