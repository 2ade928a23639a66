import { at } from "../../../src/law/json/json-object";
import { groupId } from "../../../src/law/model/ids";
import { present } from "../../../src/text/present";
import type { Snapshot } from "../../settings/snapshot";
import { GROUPS, idsIn } from "../objects/entra-objects";
import type { ResourceGraph } from "../objects/resource-graph";
import { type Effect, effectOf } from "./change";

/**
 * What others can do after an effect that puts a group of another stack, which may be empty today, where its members get in:
 * the people who manage this group can add anybody. The members of groups that the tenant doesn't have are unknown anyway.
 * @param newPolicies policies that the stack adds: they may exclude what a changed policy no longer excludes
 */
export function laterEffects(
  effect: Effect,
  { tenant: { groups, roleAssignments = [] }, json }: Snapshot,
  graph: ResourceGraph,
  newPolicies: readonly Effect[] = [],
): readonly Effect[] {
  const newlyThere = (ids: readonly (string | undefined)[], before: readonly string[] = []): readonly string[] =>
    present(ids).filter((id) => groups?.has(groupId(id)) && !graph.hasId(id, GROUPS) && !before.includes(id));
  if ("of" in effect) {
    const after = effect.kind === "members" ? (effect.members ?? []) : [effect.who];
    const holders = roleAssignments.filter(({ role }) => role === effect.object).map(({ principal }) => principal);
    const before = effect.of === "roles" ? holders : groups?.get(groupId(effect.object))?.members;
    const { of, object } = effect;
    return newlyThere(after, before).flatMap(() => effectOf(of, object, "adds", undefined, "/") ?? []);
  }
  if (effect.kind !== "policy") return [];
  const excludedBy = (policies: readonly unknown[]) =>
    policies.flatMap((policy) => idsIn(at(policy, ["conditions", "users", "excludeGroups"])));
  const after = [effect, ...newPolicies].flatMap((one) => ("json" in one ? [one.json] : []));
  return newlyThere(excludedBy(after), excludedBy(json.policies)).flatMap((id) => effectOf("groups", id, "adds") ?? []);
}
