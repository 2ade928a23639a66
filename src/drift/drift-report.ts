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
  /** What could not be told. */
  readonly problems: readonly Problem[];
  /** Only where there is drift. */
  readonly meaning: Meaning | undefined;
};

export type Namesake = {
  readonly id: string;
  readonly displayName: string;
  readonly state: string;
  /** What to do about it; `undefined` where the stack's settings accept it. */
  readonly help: string | undefined;
};

/** Whether anything in the tenant isn't as the code says. */
export function hasDrift(report: Omit<DriftReport, "meaning">): boolean {
  const { policies, otherChanges, exclusions } = report;
  return otherChanges.length > 0 || exclusions.length > 0 || policies.some(isDrift) || hasOrphan(report);
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
    case "undecided":
      return false;
  }
}

/** Everything that could not be told, of single policies too. */
export function problemsIn({ policies, problems }: DriftReport): readonly Problem[] {
  return [...problems, ...policies.flatMap(problemsOf)];
}

function problemsOf(policy: PolicyReport): readonly Problem[] {
  if (policy.kind === "undecided") return [policy.problem];
  return policy.kind === "compared" ? policy.problems : [];
}

/**
 * 0: no drift; 1: drift; 2: it could not be told. A failed preview is 2, for then nobody knows what the code says; except
 * beside a policy that nobody manages, which stops the preview and is drift whatever the code says.
 */
export function exitStatus(report: DriftReport): 0 | 1 | 2 {
  if (report.comparedWith === "deployment" && !hasOrphan(report)) return 2;
  if (hasDrift(report)) return 1;
  return problemsIn(report).length > 0 ? 2 : 0;
}
