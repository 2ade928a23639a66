import { names } from "../../law/applications";
import { isEnforced, stopsWithoutMfa } from "../../law/grant";
import type { GroupId } from "../../law/model/ids";
import type { Policy } from "../../law/model/policy";
import type { Tenant } from "../../law/model/tenant";
import { every, not, some, type Truth, truthOf } from "../../law/model/truth";

/** A group that a policy of the control excludes, or one inside it: whoever changes it changes the exclusion. */
export interface ExcludedGroup {
  readonly id: GroupId;
  /** From the group that is excluded to this one, both included. */
  readonly path: readonly GroupId[];
  /** Whether a policy that excludes it is one of the control for certain. */
  readonly isCertain: boolean;
}

/**
 * Whether a policy is one of this control: it is on, stops whoever hasn't passed MFA, and is about Azure management. Whom it is
 * about, and under which conditions, doesn't matter: what it leaves out stays left out.
 */
export function isOfTheControl(policy: Policy): Truth {
  const { include, exclude, filter, otherTarget } = policy.applications;
  const isAbout = some([names(include), filter === "none" || filter === "exclude" ? "no" : "unclear"]);
  const isLeftIn = every([not(names(exclude)), filter === "none" || filter === "include" ? "yes" : "unclear"]);
  return every([
    truthOf(!policy.workloadIdentitiesOnly && !otherTarget),
    isEnforced(policy),
    stopsWithoutMfa(policy.grant),
    isAbout,
    isLeftIn,
  ]);
}

/** The groups that policies of the control exclude, and those inside them, each by its shortest path. */
export function excludedGroupsIn({ policies, groups }: Tenant): readonly ExcludedGroup[] {
  const found = new Map<GroupId, ExcludedGroup>();
  for (const isCertain of [true, false]) {
    const these = policies.filter((policy) => isOfTheControl(policy) === (isCertain ? "yes" : "unclear"));
    const ids = [...new Set(these.flatMap(({ users }) => [...users.exclude.groups]))].sort();
    const waiting = ids.map((id): ExcludedGroup => ({ id, path: [id], isCertain }));
    for (const group of waiting) {
      if (found.has(group.id)) continue;
      found.set(group.id, group);
      for (const id of groupsIn(group.id, groups)) waiting.push({ ...group, id, path: [...group.path, id] });
    }
  }
  return [...found.values()];
}

/** The groups that are directly in a group, those that aren't listed too. */
function groupsIn(id: GroupId, groups: Tenant["groups"]): readonly GroupId[] {
  const group = groups?.get(id);
  const listed = (group?.members ?? []).filter((member): member is GroupId => groups?.has(member as GroupId) === true);
  return [...listed, ...(group?.unlisted ?? [])];
}
