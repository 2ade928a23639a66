import { at } from "../../../src/law/json/json-object";
import { groupId } from "../../../src/law/model/ids";
import type { Tenant } from "../../../src/law/model/tenant";
import { present } from "../../../src/text/present";
import type { Snapshot } from "../../settings/snapshot";
import type { Change, Effect } from "../effects/change";
import type { Relevant } from "../effects/relevant";
import { GROUPS, idsIn } from "../objects/entra-objects";
import type { ResourceGraph } from "../objects/resource-graph";

/** What others can do after a change. The pack can't foresee the people that they let in, so these may be anybody. */
export interface LaterEffect {
  readonly effect: Effect;
  /** The group whose managers can do it; `undefined` for the administrators of a unit. */
  readonly manager: string | undefined;
}

/**
 * What others can do after a change: it gives them power over a relevant group, or it puts another stack's group, which may be
 * empty today, where its members get in. The members of groups that the tenant doesn't have are unknown anyway.
 * @param newPolicies policies that the stack adds: they may exclude what a changed policy no longer excludes
 */
export function laterEffects(
  { kind, id, does, effect }: Change,
  relevant: Relevant,
  { tenant, json }: Snapshot,
  graph: ResourceGraph,
  newPolicies: readonly Effect[] = [],
): readonly LaterEffect[] {
  if (does === "empowers") {
    const groups = kind !== "groups" ? [] : id === undefined ? [...relevant.groups] : [id];
    return groups.filter((group) => relevant.groups.has(group)).map((group) => letsAnybodyInto(group));
  }
  const newlyThere = (ids: readonly (string | undefined)[], before: readonly string[] = []): readonly string[] =>
    present(ids).filter((one) => isOfOtherStack(one, tenant, graph) && !before.includes(one));
  const membersOf = (group: string): readonly string[] | undefined => tenant.groups?.get(groupId(group))?.members;
  switch (effect?.kind) {
    case "members":
      return newlyThere(effect.members ?? [], membersOf(effect.group)).map((one) => letsAnybodyInto(effect.group, one));
    case "membership": {
      if (effect.does === "removes") return [];
      const holders = (tenant.roleAssignments ?? []).filter(({ role }) => role === effect.object);
      const before = effect.of === "groups" ? membersOf(effect.object) : holders.map(({ principal }) => principal);
      const byAnybody = { ...effect, does: "adds", who: undefined } as const;
      return newlyThere([effect.who], before).map((one) => ({ effect: byAnybody, manager: one }));
    }
    case "policy": {
      const excludedBy = (policies: readonly unknown[]) =>
        policies.flatMap((policy) => idsIn(at(policy, ["conditions", "users", "excludeGroups"])));
      const after = [effect, ...newPolicies].flatMap((one) => ("json" in one ? [one.json] : []));
      return newlyThere(excludedBy(after), excludedBy(json.policies ?? [])).map((one) => letsAnybodyInto(one, one));
    }
    default:
      return [];
  }
}

const ANYBODY_JOINS = { kind: "membership", of: "groups", does: "adds", who: undefined, tenantWide: true } as const;

const letsAnybodyInto = (object: string, manager?: string): LaterEffect => ({
  effect: { ...ANYBODY_JOINS, object },
  manager,
});

/** Whether the tenant has the group, and the stack doesn't manage it. */
const isOfOtherStack = (id: string, { groups }: Tenant, graph: ResourceGraph): boolean =>
  groups?.has(groupId(id)) === true && !graph.hasId(id, GROUPS);
