import type { JsonObject } from "../law/json/json-object";
import type { DirectoryChange } from "../law/model/evidence";
import type { Advice } from "../law/model/finding";
import type { UserId } from "../law/model/ids";
import type { Tenant } from "../law/model/tenant";
import type { TenantProblemCode } from "../tenant/live/tenant-problem";
import type { ChangedBypass, Comparison } from "../verifier/compare";
import type { Verdict } from "../verifier/verdict";
import type { Difference, Noise } from "./differences";
import type { ExclusionDrift } from "./exclusions";
import type { Repair } from "./policy-fields";
import type { Step } from "./stack";

/** Why something could not be decided, and what to do about it; with a code where the tenant doesn't say it. */
export type Problem = Advice & { readonly code?: TenantProblemCode };

/** Something that was read, or the reason why not. */
export type Read<T> =
  | { readonly kind: "read"; readonly value: T }
  | { readonly kind: "failed"; readonly problem: Problem };

export type DriftReport = {
  readonly stack: string;
  /** Where the tenant's Graph is, for requests to send there. */
  readonly graph: string;
  /** `deployment`: the preview failed, so that the last deployment stood for the code. */
  readonly comparedWith: "code" | "deployment";
  readonly policies: readonly PolicyReport[];
  /** Changes that the engine would make to anything else than a policy. */
  readonly otherChanges: readonly Step[];
  readonly exclusions: readonly ExclusionDrift[];
  /** Policies of the tenant that are called like the stack's and aren't it. */
  readonly namesakes: readonly Namesake[];
  /** Whether security defaults are on, where a policy is to be enforced and isn't; `undefined` where it doesn't matter, or isn't known. */
  readonly securityDefaults: "on" | "off" | undefined;
  /** What isn't as it was when the snapshot `file` was taken; `undefined` without one. */
  readonly since:
    | { readonly file: string; readonly changes: readonly ObjectChange[]; readonly notComparable: readonly string[] }
    | undefined;
  readonly problems: readonly Problem[];
  /** Only where there is drift. */
  readonly meaning: Meaning | undefined;
  readonly whoChanged: WhoChanged | undefined;
};

/** What was done last to each object that drifted, as the audit log has it; that it can't be read fails nothing. */
export type WhoChanged = Read<{
  readonly objects: readonly {
    readonly id: string;
    readonly name: string;
    readonly last: DirectoryChange | undefined;
  }[];
  /** How many more drifted than the log was asked about. */
  readonly notAsked: number;
}>;

/** A report of nothing found yet: what is known of a stack goes over it. */
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

export type PolicyReport = {
  readonly name: string;
  readonly id: string | undefined;
  readonly displayName: string;
} & (
  | ComparedPolicy
  /** `notShown`: the preview doesn't say whether `pulumi up` creates it again. */
  | { readonly kind: "deleted"; readonly code: JsonObject; readonly recreation: "up" | "refused" | "notShown" }
  /** The stack has deployed it, and the code doesn't have it any more. */
  | { readonly kind: "undeclared" }
  | { readonly kind: "unknown"; readonly problem: Problem }
);

export type ComparedPolicy = {
  readonly kind: "compared";
  readonly tenant: JsonObject;
  readonly code: JsonObject;
  readonly differences: readonly JudgedDifference[];
  readonly noise: readonly Noise[];
  /** Puts right what differs; `undefined` when nothing does, or the code's values aren't all shown. */
  readonly request: GraphRequest | undefined;
  /** What its strength has come to, when that is no MFA any more. */
  readonly weakStrength: string | undefined;
  readonly problems: readonly Problem[];
};

export type JudgedDifference = Difference & {
  readonly repair: Repair;
  /**
   * `code`: the tenant still has what was deployed last; the code has changed and isn't deployed yet. `unknown`: the state has the
   * tenant's value from a refresh, so that either may have changed.
   */
  readonly changed: "tenant" | "code" | "unknown";
  /** v1.0 of Graph doesn't show it. */
  readonly onlyInBeta: boolean;
};

/** A request that somebody can paste into Graph Explorer or `az rest`. */
export type GraphRequest = { readonly method: "PATCH"; readonly path: string; readonly body: JsonObject };

/** `help` says what to do about it; `undefined` where the stack's settings accept it. */
export type Namesake = Readonly<Record<"id" | "displayName" | "state", string>> & { readonly help: string | undefined };

/** An object of the tenant that isn't as it was when the snapshot was taken. */
export type ObjectChange = {
  /** The tenant file's own key; a role's holders stand under `roleAssignments`, and settings are one object without an id. */
  readonly list:
    | "policies"
    | "namedLocations"
    | "authenticationStrengthPolicies"
    | "groups"
    | "roleAssignments"
    | "securityDefaults"
    | "conditionalAccessSettings";
  /** In small letters; of a role, its template's. */
  readonly id: string;
  readonly displayName: string | undefined;
  readonly kind: "added" | "removed" | "changed";
  /** With the value now as `tenant` and the one then as `code`. */
  readonly fields: readonly Difference[];
};

/** What of the drift has an effect of its own. */
export type Drifted = JudgedDifference | PolicyReport | ExclusionDrift | ObjectChange;

/** One thing that drifted, and how to make a tenant file what it should be in this. */
export type TenantChange = {
  /** What is said of it; more than one where two readings found the same. */
  readonly drifted: readonly Drifted[];
  /** The authentication strength that it is about. */
  readonly strength?: string;
  readonly undo: (file: JsonObject) => JsonObject;
};

/**
 * What a change does to who needs MFA. `weakens`: some sign-in gets through that was stopped; `mayWeaken`: one may, for something isn't known or
 * understood; `unknown`: it could not be decided; `strengthens`: it stops some and opens none; `neutral`: neither.
 */
export type EffectKind = "weakens" | "mayWeaken" | "unknown" | "strengthens" | "neutral";

export type Effect = {
  readonly kind: EffectKind;
  readonly opened: readonly ChangedBypass[];
  /** People whom the register exempts, who got in without MFA before and don't after. Empty where people aren't known by name. */
  readonly shutOut: readonly UserId[];
  /** Whether somebody with a stolen password can, or may, register a method who couldn't before. */
  readonly registering: boolean;
};

export type Meaning = {
  /** As the tenant is now. */
  readonly verdict: Verdict;
  readonly tenant: Tenant;
  /** What the verdict would be if the tenant were as it should be. */
  readonly asCoded: Verdict["kind"];
  /** All of the drift together: sign-ins that should be stopped, or may be, and get through now; and the other way round. */
  readonly together: Effect;
  /** Each thing that drifted by itself, in a tenant that is as it should be but for that. Not there where there are too many. */
  readonly alone: ReadonlyMap<Drifted, Effect>;
  /** What to do first; only where the drift opens something, or may, and it could be checked what comes of it. */
  readonly undo: DriftUndo | undefined;
  /** Parts of the tenant that may not be read, so that the cautious reading holds for them. */
  readonly notKnown: readonly Problem[];
};

/** What to do first so that nothing is open that shouldn't be, and what comes of it. */
export type DriftUndo = {
  /** None of them needlessly, as far as was looked. */
  readonly acts: readonly Act[];
  /** What the tenant is after them, against what it should be. */
  readonly after: Comparison["kind"];
};

/** One thing to do that undoes some of the drift, all of it at once. */
export type Act = { readonly undoes: readonly Drifted[] } & (
  | { readonly kind: "pulumiUp" }
  /** The printed request: it sets every field of the policy that differs. */
  | { readonly kind: "request"; readonly policy: PolicyReport }
  /** Security defaults off: what has to be done before `pulumi up` can enforce anything. */
  | { readonly kind: "securityDefaultsOff" }
  /** What is done by hand, in the portal or with Graph. */
  | { readonly kind: "byHand" }
);

/** Whether anything in the tenant isn't as the code says. */
export function hasDrift(report: DriftReport): boolean {
  const { policies, otherChanges, exclusions, since } = report;
  const changes = [...otherChanges, ...exclusions, ...(since?.changes ?? [])];
  return changes.length > 0 || policies.some(isDrift) || hasOrphan(report);
}

/** Whether the tenant has a policy of the stack's name that nobody manages or accepts. */
const hasOrphan = ({ namesakes }: DriftReport): boolean => namesakes.some(({ help }) => help !== undefined);

function isDrift(policy: PolicyReport): boolean {
  if (policy.kind === "compared") return policy.differences.length > 0 || policy.weakStrength !== undefined;
  return policy.kind !== "unknown";
}

/** Everything that could not be decided, of single policies too. */
export const problemsIn = ({ policies, problems }: DriftReport): readonly Problem[] => [
  ...problems,
  ...policies.flatMap(problemsOf),
];

function problemsOf(policy: PolicyReport): readonly Problem[] {
  if (policy.kind === "unknown") return [policy.problem];
  return policy.kind === "compared" ? policy.problems : [];
}

/** Which drift makes the exit status 1: all of it, or only what lets somebody in. */
export type FailOn = "any" | "weakened";

/**
 * 0: no drift; 1: drift; 2: could not tell. A failed preview is 2, for then nobody knows what the code says; except
 * where the tenant has a policy that nobody manages: it stops the preview, and is drift whatever the code says.
 * @param failOn with `weakened` drift that lets nobody in is 0, and one whose meaning isn't known is 2
 */
export function exitStatus(report: DriftReport, failOn: FailOn = "any"): 0 | 1 | 2 {
  if (report.comparedWith === "deployment" && !hasOrphan(report)) return 2;
  const drifted = failOn === "any" ? hasDrift(report) : weakens(report);
  if (drifted === true) return 1;
  return drifted === undefined || problemsIn(report).length > 0 ? 2 : 0;
}

/** Whether the drift lets somebody in, or may; `undefined` where that isn't known. */
function weakens(report: DriftReport): boolean | undefined {
  if (!hasDrift(report)) return false;
  const { kind, registering } = report.meaning?.together ?? {};
  if (registering === true) return true;
  if (kind === undefined || kind === "unknown") return undefined;
  return kind === "weakens" || kind === "mayWeaken";
}
