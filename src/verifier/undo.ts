import type { UserId } from "../law/model/ids";
import type { Policy } from "../law/model/policy";
import type { Exemption } from "../law/model/register";
import type { Tenant } from "../law/model/tenant";
import { type Comparison, compare } from "./compare";
import { exemptIn } from "./exemptions";
import { prove } from "./prove";

/**
 * People whom the register declares and who get in without MFA after a change, and didn't before: no comparison counts them among what
 * it opens, and whoever decides about the change should know.
 */
export function declaredNewlyIn(before: Tenant, after: Tenant, exemptions: readonly Exemption[]): readonly UserId[] {
  if (exemptions.length === 0) return [];
  const { isExempt } = exemptIn(after, exemptions);
  const then = new Set(prove(before).uncovered.users);
  return prove(after).uncovered.users.filter((id) => isExempt(id) && !then.has(id));
}

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
  const { undone, comparison } = leastToUndo(changed, all, against);
  return { policies: undone, after: comparison.kind, leavesOpen: false };
}

/**
 * Fewer things to undo that do as much, as far as a few comparisons show it: those that come first are tried first.
 * @param all what comes of undoing all of them
 * @param against what comes of undoing some of them; undefined where that isn't known
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
