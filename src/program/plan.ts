import type { Severity } from "../law/model/finding";
import { type Register, registerOnDay } from "../law/model/register";
import { renderFinding } from "../report/finding";
import { readRegister } from "../tenant/register/read-register";
import type { IsoDate } from "../text/iso-date";
import { overdueReviews, tooFarReviews } from "../words/reviews";
import { stoppedBreakGlass } from "./break-glass";
import { type DeclaredValues, declaredValues } from "./declared-values";
import type { Directory } from "./directory";
import { firstRegister, undeclaredBreakGlass } from "./first-register";
import { lockOutRisks, lookUpExclusions } from "./lock-out";
import { namesakeFindings } from "./namesakes";
import type { OwnPolicies } from "./own-policies";
import { readSettings, registerOf, type SettingSource, type Settings, settingChange } from "./settings";

/** Everything outside that a plan depends on. */
export type RunningStack = {
  readonly settings: SettingSource;
  /** The bytes of a file given relative to the project's folder; `undefined` when there is none. */
  readonly readFile: (path: string) => Uint8Array | undefined;
  readonly directory: Directory;
  readonly ownPolicies: () => Promise<OwnPolicies>;
  readonly today: IsoDate;
};

export type Plan = {
  readonly kind: "deploy";
  readonly settings: Settings;
  readonly register: Register;
  readonly values: DeclaredValues;
  readonly notes: readonly string[];
  readonly warnings: readonly string[];
};

/** Why nothing is deployed: one message for the person who ran it. */
export type Refusal = { readonly kind: "refuse"; readonly message: string; readonly warnings: readonly string[] };

/** From the stack's settings and the register to the policy's values, or to the reasons against deploying it. */
export async function planDeployment(stack: RunningStack): Promise<Plan | Refusal> {
  const read = readSettings(stack.settings);
  const file = registerOf(stack.settings);
  const bytes = file === undefined ? undefined : stack.readFile(file);
  const register = file === undefined ? undefined : readRegister({ file, bytes });
  if (read.ok && register?.ok) return judge(read.value, register.value, stack);
  const inRegister = register === undefined || register.ok ? [] : register.errors.map(renderFinding);
  if (read.ok && bytes === undefined && read.value.breakGlass.length > 0)
    return refuse("the exclusions register is missing", [firstRegister(read.value.exclusions, read.value.breakGlass)]);
  if (read.ok) return refuse("the exclusions register can't be used", inRegister);
  const inSettings = read.errors.map(renderFinding);
  const either = inRegister.length > 0 ? ["the exclusions register can't be used either:"] : [];
  return refuse("the stack's settings can't be used", [...inSettings, ...either, ...inRegister]);
}

/**
 * Enforcing stops at any risk of a lock-out; report-only locks nobody out, so there it is only said. Making a policy stops at
 * another one of its name; changing the stack's own doesn't, so that the way back stays open.
 */
async function judge(settings: Settings, register: Register, stack: RunningStack): Promise<Plan | Refusal> {
  const day = settings.asOf ?? stack.today;
  const onDay = registerOnDay(register, day);
  const reviews = [...overdueReviews(onDay), ...tooFarReviews(onDay)].map(renderFinding);
  const enforced = settings.enforcement === "enforced";
  const [lookUps, own, inTenant] = await Promise.all([
    lookUpExclusions(register, stack.directory),
    stack.ownPolicies(),
    stack.directory.policies(),
  ]);
  const beside = [
    ...namesakeFindings({
      settings,
      source: stack.settings,
      own,
      inTenant,
      hasSameEffect: (policy) => loadVerified().hasSameEffect(policy),
    }),
    ...stoppedBreakGlass(lookUps, own, inTenant, (...question) => loadVerified().stoppedBy(...question)),
  ];
  const risks = lockOutRisks(lookUps, enforced ? "error" : "warning").map(renderFinding);
  const said = (severity: Severity) => beside.filter((one) => one.severity === severity).map(renderFinding);
  const undeclared = undeclaredBreakGlass(settings, register) ?? [];
  const [seconds, warnings] = [said("error"), [reviews, undeclared, said("warning")].flat()];
  if (enforced && risks.length > 0) return refuse(LOCK_OUT, [...risks, ...seconds, wayBack(stack.settings)], warnings);
  if (seconds.length > 0) return refuse(SECOND, seconds, warnings);
  return {
    kind: "deploy",
    settings,
    register,
    values: declaredValues(settings, register),
    notes: [
      ...(day === stack.today ? [] : [`reviews are judged as of ${day} (asOf); today is ${stack.today}`]),
      ...said("note"),
    ],
    warnings: risks.length > 0 ? [...warnings, [NOT_YET, ...risks].join("\n\n")] : warnings,
  };
}

/** The verifier, which takes its time to load, is asked only about other policies than the stack's own. */
const loadVerified = () => require("./verified") as typeof import("./verified");

const LOCK_OUT = "enforcing this policy could lock you out of Azure, so nothing was changed";
const SECOND = "this would make a second policy of the same name, so nothing was changed";
const NOT_YET = "report-only locks nobody out, but enforcing would be stopped by:";

const MOST_REASONS = 100;

function refuse(summary: string, reasons: readonly string[], warnings: readonly string[] = []): Refusal {
  const shown = reasons.slice(0, MOST_REASONS);
  const rest = reasons.length > shown.length ? [`and ${reasons.length - shown.length} more`] : [];
  return { kind: "refuse", message: [`${summary}:`, ...shown, ...rest].join("\n\n"), warnings };
}

const wayBack = (source: SettingSource): string =>
  `Report-only stays possible meanwhile:\n  ${settingChange(source, "enforcement", "report-only")}`;
