import type { JsonObject } from "../law/json/json-object";
import type { DirectoryChange } from "../law/model/evidence";
import type { Advice } from "../law/model/finding";
import type { UserId } from "../law/model/ids";
import type { Exemption } from "../law/model/register";
import type { Tenant } from "../law/model/tenant";
import type { TenantSettings } from "../tenant/live/live-tenant";
import type { Answer, TenantProblemCode } from "../tenant/live/tenant-problem";
import type { ChangedBypass, Comparison } from "../verifier/compare";
import type { Verdict } from "../verifier/verdict";
import type { Change, ExclusionChange, ObjectChange, PolicyChange, PolicyIdentity, UndoableChange } from "./change";
import type { Noise } from "./policy-fields";
import type { Step } from "./stack";

/** Why something could not be decided, and what to do about it. The code is there if the tenant is the reason. */
export type Problem = Advice & { readonly code?: TenantProblemCode };

/** All that the drift check found. */
export type DriftReport = {
  readonly stack: string;
  /** The address of the tenant's Graph, for requests to send there. */
  readonly graph: string;
  /** `deployment`: the preview failed, so the last deployment stands for the code. */
  readonly comparedWith: "code" | "deployment";
  readonly policies: readonly PolicyReport[];
  /** Changes that the engine would make to resources other than policies. */
  readonly otherChanges: readonly Step[];
  readonly exclusions: readonly ExclusionChange[];
  /** Other policies of the tenant with the display name of the stack's policy. `help` is missing if the stack's settings accept it. */
  readonly namesakes: readonly (Record<"id" | "displayName" | "state", string> & { help: string | undefined })[];
  /** Whether security defaults are on, if they keep a policy from being enforced; `undefined` if they don't matter or aren't known. */
  readonly securityDefaults: "on" | "off" | undefined;
  /** What has changed since the snapshot `file` was taken; `undefined` without a snapshot. */
  readonly since:
    | { readonly file: string; readonly changes: readonly ObjectChange[]; readonly notComparable: readonly string[] }
    | undefined;
  readonly problems: readonly Problem[];
  /** What the drift means for sign-ins; `undefined` without drift. */
  readonly meaning: Meaning | undefined;
  readonly whoChanged: WhoChanged | undefined;
};

/** The last change to each object that drifted, from the audit log. The check goes on if the log can't be read. */
type WhoChanged = Answer<{
  readonly objects: readonly {
    readonly id: string;
    readonly name: string;
    readonly last: DirectoryChange | undefined;
  }[];
  /** How many more objects drifted than the log was asked about. */
  readonly notAsked: number;
}>;

/** A report without findings, to be filled in. */
export const nothingFound = (stack: string): DriftReport => ({
  stack,
  graph: "",
  comparedWith: "code",
  policies: [],
  otherChanges: [],
  exclusions: [],
  namesakes: [],
  securityDefaults: undefined,
  since: undefined,
  problems: [],
  meaning: undefined,
  whoChanged: undefined,
});

/** One policy of the stack, compared with the code. */
export type PolicyReport = {
  readonly policy: PolicyIdentity;
  /** `undeclared`: the stack deployed it, and the code no longer declares it. `unknown`: it could not be compared. */
  readonly kind: "compared" | "deleted" | "undeclared" | "unknown";
  readonly changes: readonly PolicyChange[];
  /** The policy that the code asks for, in Graph's words; `undefined` if the code doesn't declare it or isn't known. */
  readonly code: JsonObject | undefined;
  readonly noise: readonly Noise[];
  /** Sets every field that differs; `undefined` if none does, or if the preview hides some of the code's values. */
  readonly request: GraphRequest | undefined;
  readonly problems: readonly Problem[];
};

/** A request to paste into Graph Explorer or `az rest`. */
export type GraphRequest = { readonly method: "PATCH"; readonly path: string; readonly body: JsonObject };

/** What a change does to sign-ins. */
export type Effect = {
  /**
   * `weakens`: a sign-in gets through that was stopped. `mayWeaken`: one may, depending on something that isn't known or understood.
   * `unknown`: could not be decided. `strengthens`: it stops sign-ins and lets none through. `neutral`: neither.
   */
  readonly kind: "weakens" | "mayWeaken" | "unknown" | "strengthens" | "neutral";
  readonly opened: readonly ChangedBypass[];
  /** People that the register exempts who could sign in without MFA before and can't now. Empty if the file doesn't name people. */
  readonly shutOut: readonly UserId[];
  /** Whether someone with a stolen password can, or may, register a method and couldn't before. */
  readonly registering: boolean;
};

/** What the drift means for sign-ins. */
export type Meaning = {
  /** For the tenant as it is now. */
  readonly verdict: Verdict;
  readonly tenant: Tenant;
  readonly exemptions: readonly Exemption[];
  /** The people among the exempt ones who have a break-glass account. */
  readonly breakGlass: ReadonlySet<UserId>;
  /** Break-glass accounts that can't sign in any more: a policy blocks them, or asks for what such an account can't give. */
  readonly lockedOut: readonly UserId[];
  /** Sign-ins that the tenant blocks and the code doesn't, with MFA or without. Clients that can't reach the API don't count. */
  readonly blocked: readonly ChangedBypass[];
  /** Whether nobody but exempt people can sign in any more, not even with MFA. */
  readonly blocksOthers: boolean;
  /** The verdict if the tenant were as it should be. */
  readonly asCoded: Verdict["kind"];
  /** All changes together, compared with the tenant as it should be. */
  readonly together: Effect;
  /** Each change by itself, in a tenant that is otherwise as it should be, by what undoes it. Incomplete if there are too many. */
  readonly alone: ReadonlyMap<UndoableChange["undo"], Effect>;
  /** What to do first. Only if the drift opens something, or may, and the result could be checked. */
  readonly undo: RepairPlan | undefined;
  /** Parts of the tenant that could not be read, so they are judged cautiously. */
  readonly notKnown: readonly Problem[];
};

/** What to do first so that nothing is open that shouldn't be, and the result of it. */
export type RepairPlan = {
  /** As few as a few comparisons could find. The last one comes first. */
  readonly steps: readonly Remedy[];
  /** How the tenant then compares with what it should be. */
  readonly after: Comparison["kind"];
};

/** One step that undoes some of the changes, all of them at once. */
export type Remedy =
  | { readonly kind: "pulumiUp"; readonly undoes: readonly PolicyChange[] }
  /** The printed request: it sets every field of the policy that differs. */
  | {
      readonly kind: "request";
      readonly policy: PolicyIdentity;
      readonly undoes: readonly (PolicyChange & { kind: "field" })[];
    }
  /** Turn security defaults off, before `pulumi up` can enforce anything. */
  | { readonly kind: "securityDefaultsOff"; readonly undoes: readonly [] }
  /** By hand, in the portal or with Graph. */
  | { readonly kind: "byHand"; readonly undoes: readonly [UndoableChange] };

/** Every change of the stack's policies, of exclusions, and since the snapshot. */
export const changesIn = ({ policies, exclusions, since }: DriftReport): readonly Change[] => [
  ...policies.flatMap(({ changes }) => changes),
  ...exclusions,
  ...(since?.changes ?? []),
];

/** What a change does by itself; `undefined` if it affects no sign-in, or wasn't judged. */
export const effectAlone = (change: Change, meaning: Meaning | undefined): Effect | undefined =>
  "undo" in change ? meaning?.alone.get(change.undo) : undefined;

/** Whether anything in the tenant isn't as the code says. */
export const hasDrift = (report: DriftReport): boolean =>
  changesIn(report).length > 0 ||
  report.policies.some(({ kind }) => kind === "undeclared") ||
  report.otherChanges.length > 0 ||
  hasOrphan(report);

/** Whether the tenant has another policy with the stack's name that the settings don't accept. */
const hasOrphan = ({ namesakes }: DriftReport): boolean => namesakes.some(({ help }) => help !== undefined);

/** Everything that could not be decided, also about single policies. */
export const problemsIn = ({ policies, problems }: DriftReport): readonly Problem[] => [
  ...problems,
  ...policies.flatMap((policy) => policy.problems),
];

/**
 * 0: no drift; 1: drift; 2: could not tell. A failed preview is 2, because the code's values aren't known then. The exception is another
 * policy with the stack's name: it makes the preview fail, and is drift even if the code isn't known.
 * @param failOn with `weakened`, drift that opens nothing is 0, and drift whose meaning isn't known is 2
 */
export function exitStatus(report: DriftReport, failOn: "any" | "weakened" = "any"): 0 | 1 | 2 {
  if (report.comparedWith === "deployment" && !hasOrphan(report)) return 2;
  const drifted = failOn === "any" ? hasDrift(report) : weakens(report);
  if (drifted === true) return 1;
  return drifted === undefined || problemsIn(report).length > 0 ? 2 : 0;
}

/** Whether the drift lets someone in, or may; `undefined` if that isn't known. */
function weakens(report: DriftReport): boolean | undefined {
  if (!hasDrift(report)) return false;
  const { kind, registering } = report.meaning?.together ?? {};
  if (registering === true || kind === "weakens" || kind === "mayWeaken") return true;
  return kind === undefined || kind === "unknown" ? undefined : false;
}

/**
 * Adds whether security defaults are on, if a policy should be enforced and isn't. While they are on, Entra enforces no policy and
 * refuses `pulumi up`, which sends each policy as one request.
 * @see Microsoft Entra, "Providing a default level of security": security defaults and Conditional Access exclude one another
 */
export function withSecurityDefaults(report: DriftReport, { securityDefaults }: TenantSettings): DriftReport {
  const { policies } = report;
  if (!policies.some(awaitsEnforcement)) return report;
  const isEnabled = securityDefaults.kind === "read" ? securityDefaults.value["isEnabled"] : undefined;
  const upToDefaults = (policy: PolicyReport): PolicyReport =>
    awaitsEnforcement(policy) ? { ...policy, changes: policy.changes.map(refused) } : policy;
  if (isEnabled === true) return { ...report, securityDefaults: "on", policies: policies.map(upToDefaults) };
  if (isEnabled === false) return { ...report, securityDefaults: "off" };
  const problem = securityDefaults.kind === "failed" ? securityDefaults.problem : NOT_SHOWN;
  return { ...report, problems: [...report.problems, problem] };
}

const NOT_SHOWN: Problem = {
  message: "Graph's answer doesn't say whether security defaults are on",
  help: "Policy.Read.All shows it; while they are on, Entra refuses to enforce a policy",
};

const awaitsEnforcement = ({ code, changes }: PolicyReport): boolean =>
  code?.["state"] === "enabled" &&
  changes.some((change) => change.kind === "deleted" || (change.kind === "field" && change.path === "state"));

/** A change that `pulumi up` can't undo until security defaults are off. */
const refused = (change: PolicyChange): PolicyChange =>
  "repair" in change && change.repair === "repaired" ? { ...change, repair: "refused" } : change;
