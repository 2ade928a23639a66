import type { JsonObject } from "../law/json/json-object";
import type { Tenant } from "../law/model/tenant";
import type { Comparison } from "../verifier/compare";
import { leastToUndo } from "../verifier/undo";
import type { Effect } from "./change/effect";
import type { Drifted, TenantChange } from "./change/stack-changes";
import type { PolicyReport } from "./policy/policy-report";
import { isByUp } from "./policy/repair";

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

/** What to do first so that nothing is open that shouldn't be, and what comes of it. */
export interface DriftUndo {
  /** None of them needlessly, as far as was looked. */
  readonly acts: readonly Act[];
  /** What the tenant is after them, against what it should be. */
  readonly after: Comparison["kind"];
}

/** How the tenant is judged with some of the changes undone; undefined where it can't be read. */
export interface Undoing {
  readonly policies: readonly PolicyReport[];
  readonly changes: readonly TenantChange[];
  readonly alone: ReadonlyMap<Drifted, Effect>;
  readonly wanted: JsonObject;
  readonly actual: Tenant;
  readonly read: (file: JsonObject) => Tenant | undefined;
  /** The tenant as it should be against another one. */
  readonly against: (tenant: Tenant) => Comparison;
  /** What is open in a tenant and isn't in another. */
  readonly opens: (before: Tenant, after: Tenant) => boolean;
}

/**
 * What to do about drift that opens something. Each way of doing it counts with all that it undoes: `pulumi up` puts right
 * whatever it sees, not one field.
 * @returns undefined where the changes don't make up all that is open, so that it can't be said what undoing them does
 */
export function undoOfDrift(undoing: Undoing): DriftUndo | undefined {
  const { changes, wanted, actual, read, against, opens, policies, alone } = undoing;
  const without = (acts: readonly Act[]): Tenant | undefined => {
    const undone = new Set(acts.flatMap(({ undoes }) => undoes));
    const left = changes.filter(({ drifted }) => !undone.has(drifted));
    return read(left.reduce((file, { apply }) => apply(file), wanted));
  };
  const everything = without([]);
  if (everything === undefined || opens(everything, actual)) return undefined;
  const after = (acts: readonly Act[]): Comparison | undefined => {
    const tenant = without(acts);
    return tenant && against(tenant);
  };
  const all = actsFor(policies, changes);
  const suspects = all.filter(({ undoes }) => undoes.some((drifted) => mayOpen(alone.get(drifted))));
  for (const acts of [suspects, all]) {
    const comparison = after(acts);
    if (acts.length === 0 || comparison === undefined || comparison.opened.length > 0) continue;
    const least = leastToUndo(acts, comparison, after);
    return { acts: least.undone.flatMap(withItsCondition), after: least.comparison.kind };
  }
  return undefined;
}

/** `pulumi up` with what has to come before it: the last of these acts is to be done first. */
const withItsCondition = (act: Act): readonly Act[] =>
  act.kind === "pulumiUp" && act.undoes.some(isRefused) ? [act, { kind: "securityDefaultsOff", undoes: [] }] : [act];

const isRefused = (drifted: Drifted): boolean =>
  ("repair" in drifted && drifted.repair === "refused") ||
  ("recreation" in drifted && drifted.recreation === "refused");

/** One that wasn't judged by itself may. */
const mayOpen = (effect: Effect | undefined): boolean => effect?.kind !== "neutral" && effect?.kind !== "strengthens";

/** By hand first, so that what needs no undoing by hand is found first. */
function actsFor(policies: readonly PolicyReport[], changes: readonly TenantChange[]): readonly Act[] {
  const ofTheStack = policies.map((policy) => ({ policy, ...repairsOf(policy) }));
  const seen = ofTheStack.flatMap(({ byEngine }) => byEngine);
  const requests = ofTheStack.flatMap(({ policy, byRequest }): readonly Act[] =>
    byRequest.length === 0 ? [] : [{ kind: "request", policy, undoes: byRequest }],
  );
  const told = new Set<Drifted>([...seen, ...requests.flatMap(({ undoes }) => undoes)]);
  const byHand = changes.flatMap(({ drifted }): readonly Act[] =>
    told.has(drifted) ? [] : [{ kind: "byHand", undoes: [drifted] }],
  );
  return [...byHand, ...requests, ...(seen.length === 0 ? [] : [{ kind: "pulumiUp", undoes: seen } as const])];
}

/** What of a policy's drift `pulumi up` puts right, and what the printed request does, if there is one. */
function repairsOf(policy: PolicyReport): {
  readonly byEngine: readonly Drifted[];
  readonly byRequest: readonly Drifted[];
} {
  if (policy.kind === "deleted") return { byEngine: policy.recreation === "notShown" ? [] : [policy], byRequest: [] };
  if (policy.kind !== "compared") return { byEngine: [], byRequest: [] };
  const byEngine = policy.differences.filter(isByUp);
  const isEnough = byEngine.length === policy.differences.length;
  return { byEngine, byRequest: isEnough ? [] : policy.differences };
}
