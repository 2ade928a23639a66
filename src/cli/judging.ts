import { Option } from "commander";
import { type RegisterOnDay, registerOnDay } from "../law/model/register";
import type { Tenant } from "../law/model/tenant";
import { loadRegister } from "../program/load-register";
import { FORMATS, type Format } from "../report/render";
import { type IsoDate, isoDate } from "../text/iso-date";
import type { JudgedRegister } from "../verifier/exemptions";
import { ifUnknownAreEmpty, prove } from "../verifier/prove";
import { renderFinding, reviewFindings } from "../words/finding";
import { asOfDay, type Judgement } from "../words/judgement";
import { checked } from "./arguments";
import type { Given, Host } from "./command";

/** For every command that prints a report. */
export const FORMAT_OPTION = new Option("--format <format>", "human is the default").choices(FORMATS);

const isDay = (text: string) => isoDate(text) === undefined && "Use a date such as 2026-10-01.";

/** For every command that judges tenants by a register. */
export const REGISTER_OPTIONS = [
  new Option("--exclusions <file>", "the register of people who may sign in without MFA; without it, nobody may"),
  checked(new Option("--on <YYYY-MM-DD>", "the day on which reviews are judged; the default is today"), isDay),
];

/** The same, with the formats of its report. */
export const JUDGING_OPTIONS = [...REGISTER_OPTIONS, FORMAT_OPTION];

/** Who is exempt on which day. */
export interface Judging {
  readonly day: IsoDate;
  /** The day, if it isn't today. */
  readonly otherDay: IsoDate | undefined;
  readonly register: RegisterOnDay | undefined;
}

/** The requested format. */
export const formatIn = (given: Given): Format => FORMATS.find((format) => format === given.text("format")) ?? "human";

/**
 * Reads the options and the register that they name. Prints that the day isn't today, and which entries of the register exempt nobody.
 * @throws Refused with everything that is wrong with the register
 */
export function judgingOf(given: Given, { today, err }: Host): Judging {
  const file = given.text("exclusions");
  const day = isoDate(given.text("on") ?? today) ?? today;
  const otherDay = day === today ? undefined : day;
  const register = file === undefined ? undefined : registerOnDay(loadRegister(file), day);
  if (otherDay !== undefined) err(`azmfa: ${asOfDay(otherDay)}\n`);
  for (const why of ["overdue", "tooFarAhead"] as const)
    for (const finding of register ? reviewFindings(register, why) : []) err(`${renderFinding(finding)}\n`);
  return { day, otherDay, register };
}

/** The verdict on a tenant, with everything that reports say about it. */
export function judgementOn(
  file: string,
  tenant: Tenant,
  register: JudgedRegister | undefined,
  { now }: Host,
): Judgement {
  const started = now();
  const verdict = prove(tenant, register?.exemptions);
  const elapsedMs = now() - started;
  const ifUnknownGroupsEmpty = ifUnknownAreEmpty(verdict, tenant, register?.exemptions);
  return { file, tenant, verdict, register, ifUnknownGroupsEmpty, assumed: [], assumedInWords: [], elapsedMs };
}
