import type { Severity } from "../law/model/finding";
import { type Register, registerOnDay } from "../law/model/register";
import { readRegister } from "../tenant/register/read-register";
import type { IsoDate } from "../text/iso-date";
import { quoted } from "../text/printable";
import { someOf } from "../text/sentence";
import { overdueReviews, renderFinding, tooFarReviews } from "../words/finding";
import { stoppedBreakGlass } from "./break-glass";
import type { Directory } from "./directory";
import { lockOutRisks, lookUpExclusions } from "./lock-out";
import { namesakeFindings } from "./namesakes";
import { readSettings, registerOf, type SettingSource, type Settings, settingChange } from "./settings";
import type { OwnPolicies } from "./stack-policy";

/** Everything outside the program that a plan depends on. */
export type RunningStack = {
  readonly settings: SettingSource;
  /** The bytes of a file, by its path relative to the project's folder; `undefined` if there is no such file. */
  readonly readFile: (path: string) => Uint8Array | undefined;
  readonly directory: Directory;
  readonly ownPolicies: () => Promise<OwnPolicies>;
  readonly today: IsoDate;
};

/** A deployment that nothing speaks against. */
export type Plan = {
  readonly kind: "deploy";
  readonly settings: Settings;
  readonly register: Register;
  readonly values: DeclaredValues;
  readonly notes: readonly string[];
  readonly warnings: readonly string[];
};

/** Why nothing is deployed, as one message. */
export type Refusal = { readonly kind: "refuse"; readonly message: string; readonly warnings: readonly string[] };

/** Turns the stack's settings and register into the policy's values, or into the reasons against a deployment. */
export async function planDeployment(stack: RunningStack): Promise<Plan | Refusal> {
  const read = readSettings(stack.settings);
  const file = registerOf(stack.settings);
  const bytes = file === undefined ? undefined : stack.readFile(file);
  const register = file === undefined ? undefined : readRegister({ file, bytes });
  if (read.ok && register?.ok) return judge(read.value, register.value, stack);
  const inRegister = register === undefined || register.ok ? [] : register.errors.map(renderFinding);
  if (!read.ok) {
    const either = inRegister.length > 0 ? ["the exclusions register can't be used either:"] : [];
    const inSettings = read.errors.map(renderFinding);
    return refuse("the stack's settings can't be used", [...inSettings, ...either, ...inRegister]);
  }
  return bytes === undefined && read.value.breakGlass.length > 0
    ? refuse("the exclusions register is missing", [firstRegister(read.value)])
    : refuse("the exclusions register can't be used", inRegister);
}

/** A first register for a new stack, as text to save: the break-glass accounts of its settings, with blanks to fill in. */
function firstRegister({ exclusions, breakGlass }: Settings): string {
  const entries = breakGlass.map(
    (id) => `  - user: ${id}
    kind: break-glass
    reason: Emergency access
    owner: # the address of the team that is responsible for the account
    approvedBy: # who approved the exclusion
    reviewBy: # the day of the next access review, YYYY-MM-DD, within a year`,
  );
  return `Save this as ${quoted(exclusions)}, fill in the blanks and commit it:\n\nexclusions:\n${entries.join("\n")}`;
}

/**
 * A risk of a lock-out stops an enforced policy. Report-only locks nobody out, so there it is a warning. Another policy with the same
 * name stops the creation of a policy. It doesn't stop a change of the stack's own, so the way back to report-only stays open.
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
  const aboutOthers = [
    ...namesakeFindings({ settings, source: stack.settings, own, inTenant }),
    ...stoppedBreakGlass(lookUps, own, inTenant),
  ];
  const said = (severity: Severity) => aboutOthers.filter((one) => one.severity === severity).map(renderFinding);
  const risks = lockOutRisks(lookUps, enforced ? "error" : "warning").map(renderFinding);
  const [seconds, warnings] = [said("error"), [...reviews, ...undeclared(settings, register), ...said("warning")]];
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

/** Warnings about users of the setting `breakGlass` that the register doesn't declare as break-glass. */
function undeclared({ breakGlass }: Settings, { file, entries }: Register): readonly string[] {
  const isDeclared = (user: string): boolean =>
    entries.some(({ kind, principal: { kind: of, id } }) => kind === "break-glass" && of === "user" && id === user);
  const warning = (id: string): string =>
    `${quoted(file)} doesn't declare ${quoted(id)} as break-glass, although the setting \`breakGlass\` names it\n  ${ADD_IT}`;
  return breakGlass.filter((id) => !isDeclared(id)).map(warning);
}

const ADD_IT = "help: add the account to the register, or correct the setting";
const MOST_REASONS = 100;
const LOCK_OUT = "enforcing this policy could lock you out of Azure, so nothing was changed";
const SECOND = "this would create a second policy with the same name, so nothing was changed";
const NOT_YET = "report-only locks nobody out, but you can't enforce the policy because of:";

function refuse(summary: string, reasons: readonly string[], warnings: readonly string[] = []): Refusal {
  return { kind: "refuse", message: [`${summary}:`, ...someOf(reasons, MOST_REASONS)].join("\n\n"), warnings };
}

const wayBack = (source: SettingSource): string =>
  `You can still deploy the policy as report-only:\n  ${settingChange(source, "enforcement", "report-only")}`;

const STATES = { enforced: "enabled", "report-only": "enabledForReportingButNotEnforced" } as const;

/** The values of the policy in `index.ts`, in the azuread provider's words. */
export type DeclaredValues = ReturnType<typeof declaredValues>;

/**
 * The policy's values, from the settings and the register. An overdue entry stays excluded: removing someone silently could lock them out.
 * The policy pack rejects the entry instead.
 */
function declaredValues({ displayName, enforcement, grant, ...settings }: Settings, { entries }: Register) {
  const { signInFrequencyHours: frequency } = settings;
  // Sorted, so that the order of entries changes nothing in the tenant. `undefined` declares nothing.
  const excluded = (kind: "user" | "group"): string[] | undefined => {
    const ids = entries.flatMap(({ principal }) => (principal.kind === kind ? [principal.id] : [])).sort();
    return ids.length > 0 ? ids : undefined;
  };
  return {
    displayName,
    state: STATES[enforcement],
    excluded: { users: excluded("user"), groups: excluded("group") },
    /** `undefined`: MFA by any method is enough. */
    strength:
      grant.kind === "mfa"
        ? undefined
        : { operator: "OR", authenticationStrengthPolicyId: `/policies/authenticationStrengthPolicies/${grant.id}` },
    /** `undefined`: the tenant's default applies. */
    signInFrequency: frequency && {
      signInFrequency: frequency.value,
      signInFrequencyPeriod: frequency.period,
      signInFrequencyInterval: "timeBased",
    },
  };
}
