import type { UserAssignment } from "../../../src/law/model/policy";
import type { Settings } from "../../settings/settings";
import type { Snapshot } from "../../settings/snapshot";
import { withNested } from "../judgement/relevance";
import { memoize } from "../objects/memoize";
import type { Side } from "./decides";
import { type ReadRule, readMembershipRule } from "./rule";

/** A group with a membership rule that decides about sign-ins. */
export interface RuledGroup {
  readonly id: string;
  readonly rule: ReadRule;
  readonly side: Side;
}

/** The groups with a rule in the snapshot that are protected, or that a policy of the snapshot rests on. */
export const ruledGroups = memoize(({ tenant, protected: objects }: Settings): readonly RuledGroup[] => {
  if (tenant === undefined) return [];
  const [included, excluded] = (["include", "exclude"] as const).map((side) => groupsIn(tenant, side));
  return [...tenant.membershipRules].flatMap(([id, text]) => {
    const [isIncluded, isExcluded] = [included?.has(id), excluded?.has(id)];
    if (!isIncluded && !isExcluded && !objects.groups.has(id)) return [];
    const side = isIncluded === isExcluded ? "both" : isExcluded ? "joins" : "leaves";
    return [{ id, rule: readMembershipRule(text), side }];
  });
});

/** Groups that policies include, or exclude: by id, by a role that they hold, or within another one. */
function groupsIn(snapshot: Snapshot, side: "include" | "exclude"): ReadonlySet<string> {
  const { policies, roleAssignments, groups } = snapshot.tenant;
  const clauses = policies.map(({ users }): UserAssignment => users[side]);
  const roles = new Set<string>(clauses.flatMap((clause) => [...clause.roles]));
  const holders = (roleAssignments ?? []).filter(({ role }) => roles.has(role)).map(({ principal }) => principal);
  return withNested([...clauses.flatMap((clause) => [...clause.groups]), ...holders], groups);
}
