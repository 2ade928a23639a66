import type { Policy } from "../law/model/policy";
import type { Exemption } from "../law/model/register";
import type { Tenant } from "../law/model/tenant";
import { type Comparison, compare } from "./compare";

/** Changes of policies that you undo to close what a change opens, and what stays open. */
export interface Undo {
  /** The policies before and after; `now` is undefined if the policy was removed. */
  readonly policies: readonly { readonly was: Policy; readonly now: Policy | undefined }[];
  /** The comparison of the tenant before with the undone one. */
  readonly after: Comparison["kind"];
  /** Whether something stays open, because of groups, roles, locations or people. */
  readonly leavesOpen: boolean;
}

/** The most comparisons to find the changes that needn't be undone. */
const MOST_COMPARISONS = 4;

/**
 * The changes of policies to undo so that nothing is newly open. A few comparisons leave out the changes that needn't be undone. A new
 * policy needn't be undone, since it only stops people.
 * @returns undefined if no policy was changed or removed
 */
export function undoOf(before: Tenant, after: Tenant, exemptions: readonly Exemption[] = []): Undo | undefined {
  const now = new Map(after.policies.map((policy) => [policy.id, policy]));
  const changed = before.policies
    .map((was) => ({ was, now: now.get(was.id) }))
    .filter((one) => one.now === undefined || one.now.written.in("") !== one.was.written.in(""));
  if (changed.length === 0) return undefined;
  const against = (undone: Undo["policies"]): Comparison => compare(before, withUndone(after, undone), exemptions);
  const all = against(changed);
  if (all.opened.length > 0) return { policies: changed, after: all.kind, leavesOpen: true };
  const { undone, comparison } = leastToUndo(changed, all, against);
  return { policies: undone, after: comparison.kind, leavesOpen: false };
}

/**
 * Fewer changes to undo with the same result, as a few comparisons find them. They try to keep the first changes first.
 * @param all the comparison if all of them are undone
 * @param against the comparison if some of them are undone; undefined if that isn't known
 */
export function leastToUndo<Change>(
  changes: readonly Change[],
  all: Comparison,
  against: (undone: readonly Change[]) => Comparison | undefined,
): { readonly undone: readonly Change[]; readonly comparison: Comparison } {
  let undone = changes;
  let comparison = all;
  for (const one of changes.slice(0, MOST_COMPARISONS)) {
    if (undone.length === 1) break;
    const others = undone.filter((other) => other !== one);
    const without = against(others);
    if (without === undefined || without.opened.length > 0 || without.kind === "unknown") continue;
    undone = others;
    comparison = without;
  }
  return { undone, comparison };
}

function withUndone(tenant: Tenant, undone: Undo["policies"]): Tenant {
  const back = new Map(undone.map(({ was }) => [was.id, was]));
  const kept = tenant.policies.map((policy) => back.get(policy.id) ?? policy);
  const gone = undone.filter(({ now }) => now === undefined).map(({ was }) => was);
  return { ...tenant, policies: [...kept, ...gone] };
}
