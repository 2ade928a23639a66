import type { ObjectChange } from "./change/object-change";
import type { ExclusionDrift } from "./exclusions";
import type { Meaning } from "./meaning";
import type { PolicyReport } from "./policy/policy-report";
import type { Step } from "./preview";
import type { Problem } from "./problem";

/** Everything that the drift check has found. */
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
  /** What is compared with a snapshot; `undefined` without one. */
  readonly since: Since | undefined;
  /** What could not be told. */
  readonly problems: readonly Problem[];
  /** Only where there is drift. */
  readonly meaning: Meaning | undefined;
};

/** What isn't as it was when the snapshot was taken, beside the stack's own policies. */
export type Since = {
  /** The snapshot, as it was named. */
  readonly file: string;
  readonly changes: readonly ObjectChange[];
  /** Lists that the snapshot or the tenant doesn't have, so that nothing is known of them. */
  readonly notComparable: readonly string[];
};

export type Namesake = {
  readonly id: string;
  readonly displayName: string;
  readonly state: string;
  /** What to do about it; `undefined` where the stack's settings accept it. */
  readonly help: string | undefined;
};

/** Whether anything in the tenant isn't as the code says. */
export function hasDrift(report: DriftReport): boolean {
  const { policies, otherChanges, exclusions, since } = report;
  const changes = [...otherChanges, ...exclusions, ...(since?.changes ?? [])];
  return changes.length > 0 || policies.some(isDrift) || hasOrphan(report);
}

/** Whether the tenant has a policy of the stack's name that nobody manages or accepts. */
const hasOrphan = ({ namesakes }: Pick<DriftReport, "namesakes">): boolean =>
  namesakes.some(({ help }) => help !== undefined);

function isDrift(policy: PolicyReport): boolean {
  switch (policy.kind) {
    case "compared":
      return policy.differences.length > 0 || policy.weakStrength !== undefined;
    case "deleted":
    case "undeclared":
      return true;
    case "unknown":
      return false;
  }
}

/** Everything that could not be told, of single policies too. */
export function problemsIn({ policies, problems }: DriftReport): readonly Problem[] {
  return [...problems, ...policies.flatMap(problemsOf)];
}

function problemsOf(policy: PolicyReport): readonly Problem[] {
  if (policy.kind === "unknown") return [policy.problem];
  return policy.kind === "compared" ? policy.problems : [];
}

/** Which drift makes the exit status 1: all of it, or only what lets somebody in. */
export type FailOn = "any" | "weakened";

/**
 * 0: no drift; 1: drift; 2: it could not be told. A failed preview is 2, for then nobody knows what the code says; except
 * beside a policy that nobody manages, which stops the preview and is drift whatever the code says.
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
  const kind = report.meaning?.together.kind;
  if (kind === undefined || kind === "unknown") return undefined;
  return kind === "weakens" || kind === "mayWeaken";
}
