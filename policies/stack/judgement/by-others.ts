import { at } from "../../../src/law/json/at-path";
import { groupId } from "../../../src/law/model/ids";
import type { Snapshot } from "../../settings/snapshot";
import type { Change, Effect } from "../effects/change";
import type { Relevant } from "../effects/relevant";
import { GROUPS, idsIn } from "../objects/entra-objects";
import type { ResourceGraph } from "../objects/resource-graph";

/** What others may do from now on, once a change is made: nobody can foresee whom they let in. */
export interface ByOthers {
  readonly effect: Effect;
  /** The group whose managers decide; `undefined` for the administrators of a unit. */
  readonly manager: string | undefined;
}

/**
 * A change may give others power over a group. It may also add another stack's group to one whose members get in; that group may be
 * empty today. Groups that the tenant doesn't have are unknown anyway, so they aren't listed here.
 * @param made policies that the stack adds, which may leave out what one that changes didn't
 */
export function doneByOthers(
  { kind, id, effect, isPowerOnly }: Change,
  relevant: Relevant,
  { tenant, json }: Pick<Snapshot, "tenant" | "json">,
  graph: ResourceGraph,
  made: readonly Effect[] = [],
): readonly ByOthers[] {
  const anybody = { kind: "membership", of: "groups", does: "adds", who: undefined, tenantWide: true } as const;
  const letsIn = (object: string, manager?: string): ByOthers => ({ effect: { ...anybody, object }, manager });
  if (isPowerOnly === true) {
    const groups = kind !== "groups" ? [] : id === undefined ? [...relevant.groups] : [id];
    return groups.filter((group) => relevant.groups.has(group)).map((group) => letsIn(group));
  }
  const others = (ids: readonly (string | undefined)[], before: readonly string[]): readonly string[] =>
    ids
      .filter((one) => one !== undefined)
      .filter((one) => tenant.groups?.has(groupId(one)) === true && !graph.hasId(one, GROUPS) && !before.includes(one));
  const membersOf = (group: string): readonly string[] => tenant.groups?.get(groupId(group))?.members ?? [];
  switch (effect?.kind) {
    case "members":
      return others(effect.members ?? [], membersOf(effect.group)).map((one) => letsIn(effect.group, one));
    case "membership": {
      if (effect.does === "removes") return [];
      const holders = (tenant.roleAssignments ?? []).filter(({ role }) => role === effect.object);
      const before = effect.of === "groups" ? membersOf(effect.object) : holders.map(({ principal }) => principal);
      const byAnybody = { ...effect, does: "adds", who: undefined } as const;
      return others([effect.who], before).map((one) => ({ effect: byAnybody, manager: one }));
    }
    case "policy": {
      const excludedBy = (policies: readonly unknown[]) =>
        policies.flatMap((policy) => idsIn(at(policy, ["conditions", "users", "excludeGroups"])));
      const after = [effect, ...made].flatMap((one) => ("json" in one ? [one.json] : []));
      return others(excludedBy(after), excludedBy(json.policies ?? [])).map((one) => letsIn(one, one));
    }
    default:
      return [];
  }
}
