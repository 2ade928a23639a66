import type { Finding, Severity } from "../law/model/finding";
import { type Register, registerOnDay } from "../law/model/register";
import { readRegister } from "../tenant/register/read-register";
import type { RegisterSource } from "../tenant/register/register-text";
import type { IsoDate } from "../text/iso-date";
import { someOf } from "../text/sentence";
import { renderFinding, reviewFindings } from "../words/finding";
import type { Directory } from "./directory";
import { lockOutRisks, lookUpExclusions, stoppedBreakGlass } from "./lock-out";
import { namesakeFindings } from "./namesakes";
import { readSettings, registerOf, type SettingSource, type Settings, settingChange } from "./settings";
import type { OwnPolicies } from "./stack-policy";

/** Everything outside the program that a plan depends on. */
export type RunningStack = {
  readonly settings: SettingSource;
  /** The bytes of a register, by its path relative to the project's folder. */
  readonly readFile: (path: string) => RegisterSource["bytes"];
  readonly directory: Directory;
  readonly ownPolicies: () => Promise<OwnPolicies>;
  readonly today: IsoDate;
};

/** Settings and a register that no guard speaks against: what the policy is made of. */
export type Approved = { readonly settings: Settings; readonly register: Register };

/** A deployment that nothing speaks against. */
export type Plan = {
  readonly kind: "deploy";
  readonly approved: Approved;
  readonly notes: readonly string[];
  readonly warnings: readonly string[];
};

/** Why nothing is deployed, as one message. */
export type Refusal = { readonly kind: "refuse"; readonly message: string; readonly warnings: readonly string[] };

/** Decides whether to deploy what the stack's settings and register ask for. */
export async function planDeployment(stack: RunningStack): Promise<Plan | Refusal> {
  const read = readSettings(stack.settings);
  const file = registerOf(stack.settings);
  const register = file === undefined ? undefined : readRegister({ file, bytes: stack.readFile(file) });
  if (read.ok && register?.ok) return judge({ settings: read.value, register: register.value }, stack);
  const inRegister = register === undefined || register.ok ? [] : register.errors.map(renderFinding);
  const also = inRegister.length > 0 ? ["the exclusions register can't be used either:", ...inRegister] : [];
  if (!read.ok) return refuse("the stack's settings can't be used", [...read.errors.map(renderFinding), ...also]);
  return refuse("the exclusions register can't be used", inRegister);
}

/**
 * A risk of a lock-out stops an enforced policy. Report-only locks nobody out, so there it is a warning. Another policy with the same
 * name stops the creation of a policy. It doesn't stop a change of the stack's own, so the way back to report-only stays open.
 */
async function judge(approved: Approved, { settings: source, today, ...stack }: RunningStack): Promise<Plan | Refusal> {
  const { settings, register } = approved;
  const [lookUps, own, inTenant] = await Promise.all([
    lookUpExclusions(register, stack.directory),
    stack.ownPolicies(),
    stack.directory.policies(),
  ]);
  const isEnforced = settings.enforcement === "enforced";
  const risks = lockOutRisks(lookUps, isEnforced ? "error" : "warning").map(renderFinding);
  const onDay = registerOnDay(register, settings.asOf ?? today);
  const findings: readonly Finding[] = [
    ...reviewFindings(onDay, "overdue"),
    ...reviewFindings(onDay, "tooFarAhead"),
    ...namesakeFindings({ settings, source, own, inTenant }),
    ...stoppedBreakGlass(lookUps, own.kind === "read" ? own.value : [], inTenant),
  ];
  const said = (severity: Severity) => findings.filter((one) => one.severity === severity).map(renderFinding);
  const [seconds, warnings] = [said("error"), said("warning")];
  if (isEnforced && risks.length > 0) return refuse(LOCK_OUT, [...risks, ...seconds, wayBack(source)], warnings);
  if (seconds.length > 0) return refuse(SECOND, seconds, warnings);
  const isToday = onDay.day === today;
  const notes = [
    ...(isToday ? [] : [`reviews are judged as of ${onDay.day} (asOf); today is ${today}`]),
    ...said("note"),
  ];
  const notYet = risks.length === 0 ? [] : [[NOT_YET, ...risks].join("\n\n")];
  return { kind: "deploy", approved, notes, warnings: [...warnings, ...notYet] };
}

const MOST_REASONS = 100;
const LOCK_OUT = "enforcing this policy could lock you out of Azure, so nothing was changed";
const SECOND = "this would create a second policy with the same name, so nothing was changed";
const NOT_YET = "report-only locks nobody out, but you can't enforce the policy because of:";

function refuse(summary: string, reasons: readonly string[], warnings: readonly string[] = []): Refusal {
  return { kind: "refuse", message: [`${summary}:`, ...someOf(reasons, MOST_REASONS)].join("\n\n"), warnings };
}

const wayBack = (source: SettingSource): string =>
  `You can still deploy the policy as report-only:\n  ${settingChange(source, "enforcement", "report-only")}`;
