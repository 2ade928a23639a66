import type { Policy } from "../model/policy";
import type { Tenant } from "../model/tenant";
import { type Comparison, compare } from "./compare";
import type { Exemption } from "./exemptions";

/** Changes of policies whose undoing closes what a change opens, and what is left open after it. */
export interface Undo {
  /** Policies as they are before and after; `now` is undefined where the policy isn't there any more. */
  readonly policies: readonly { readonly was: Policy; readonly now: Policy | undefined }[];
  /** What the undone tenant is against the one before. */
  readonly after: Comparison["kind"];
  /** Whether something is open even so: it comes of groups, roles, locations or people, and not of policies. */
  readonly leavesOpen: boolean;
}

/** How many comparisons it may cost to find out which of several changes need no undoing. */
const MOST_COMPARISONS = 4;

/**
 * The changes of policies to undo so that nothing is newly open, none of them needlessly as far as was looked. A policy that is
 * only there after needn't be undone, since it can stop somebody and let nobody in.
 * @returns undefined where no policy that was there is another now or gone
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
  const { least, comparison } = leastOf(changed, all, against);
  return { policies: least, after: comparison.kind, leavesOpen: false };
}

function leastOf(
  changed: Undo["policies"],
  all: Comparison,
  against: (undone: Undo["policies"]) => Comparison,
): { readonly least: Undo["policies"]; readonly comparison: Comparison } {
  let least = changed;
  let comparison = all;
  for (const one of changed.slice(0, MOST_COMPARISONS)) {
    if (least.length === 1) break;
    const others = least.filter((other) => other !== one);
    const without = against(others);
    if (without.opened.length > 0 || without.kind === "unknown") continue;
    least = others;
    comparison = without;
  }
  return { least, comparison };
}

function withUndone(tenant: Tenant, undone: Undo["policies"]): Tenant {
  const back = new Map(undone.map(({ was }) => [was.id, was]));
  const kept = tenant.policies.map((policy) => back.get(policy.id) ?? policy);
  const gone = undone.filter(({ now }) => now === undefined).map(({ was }) => was);
  return { ...tenant, policies: [...kept, ...gone] };
}
