import type { JsonObject } from "../../src/json/json-object";
import { groupId } from "../../src/model/ids";
import type { Tenant } from "../../src/model/tenant";

/** Membership rules by group, ids in lower case. */
export type MembershipRules = ReadonlyMap<string, string>;

export const membershipRules = (groups: readonly JsonObject[]): MembershipRules =>
  new Map(
    groups.flatMap(({ id, membershipRule: rule }) =>
      typeof id === "string" && typeof rule === "string" ? [[id.toLowerCase(), rule] as const] : [],
    ),
  );

/** `user.department -eq "Sales"` reads `department`; in lower case. */
export const attributesReadBy = (rule: string): ReadonlySet<string> =>
  new Set([...rule.matchAll(/user\.([A-Za-z0-9_]+)/g)].map(([, name]) => (name ?? "").toLowerCase()));

const GUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

/**
 * Whoever joins a group that a rule takes its members from joins the rule's group too: the former is read as nested.
 * @see Microsoft Entra, "Group membership in a dynamic group (memberOf)": `user.memberof -any (group.objectId -in [...])`
 */
export function withGroupsInRules(
  groups: NonNullable<Tenant["groups"]>,
  rules: MembershipRules,
): NonNullable<Tenant["groups"]> {
  const named = [...rules].filter(([, rule]) => /\bmemberof\b/i.test(rule));
  if (named.length === 0) return groups;
  const after = new Map(groups);
  for (const [id, rule] of named) {
    const group = after.get(groupId(id));
    const inner = (rule.match(GUID) ?? []).map((one) => one.toLowerCase()).filter((one) => after.has(groupId(one)));
    if (group?.members !== undefined)
      after.set(group.id, { ...group, members: [...new Set([...group.members, ...inner])] });
  }
  return after;
}
