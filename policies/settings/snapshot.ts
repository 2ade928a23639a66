import { asList, asObject, isObject, type JsonObject } from "../../src/law/json/json-object";
import { groupId } from "../../src/law/model/ids";
import type { Tenant, User } from "../../src/law/model/tenant";
import { readTenant } from "../../src/tenant/graph/tenant";
import { guidsIn } from "../../src/text/guid";
import { memoize } from "../../src/text/memoize";

/** A tenant at some point in time. */
export interface Snapshot {
  readonly tenant: Tenant;
  /** The tenant's id in lower case, if the snapshot has it. */
  readonly tenantId: string | undefined;
  /** Its lists in Graph's form, for changes to be merged into; empty if the snapshot lacks the list. */
  readonly json: Readonly<
    Record<"policies" | "namedLocations" | "authenticationStrengthPolicies", readonly JsonObject[]>
  >;
  /** The membership rules of groups, by id in lower case. */
  readonly membershipRules: ReadonlyMap<string, string>;
}

/** Reads a snapshot that `azmfa snapshot` wrote, or policies alone. @throws Error with everything that can't be used */
export function readSnapshot(json: unknown): Snapshot {
  const read = readTenant(json);
  if (read.ok) return snapshotOf(read.tenant, json);
  const problems = read.errors.map(({ field, why }) => `\n  ${field}: ${why}`).join("");
  throw new Error(`tenant-stays-closed.tenant: the snapshot can't be used:${problems}`);
}

function snapshotOf(tenant: Tenant, json: unknown): Snapshot {
  const file = isObject(json) ? json : { policies: json };
  const rules = membershipRules(listIn(file["groups"]));
  return {
    tenant: { ...tenant, groups: tenant.groups && withGroupsInRules(tenant.groups, rules) },
    tenantId: guidsIn(String(asObject(file["source"])?.["tenant"] ?? ""))[0],
    json: {
      policies: listIn(file["policies"] ?? file["value"]),
      namedLocations: listIn(file["namedLocations"]),
      authenticationStrengthPolicies: listIn(file["authenticationStrengthPolicies"]),
    },
    membershipRules: rules,
  };
}

/** The ids of the users of a tenant by user principal name in lower case. */
export const idsByName = memoize(
  ({ users = [] }: Tenant) =>
    new Map(users.map(({ id, userPrincipalName }) => [userPrincipalName?.toLowerCase(), id] as const)),
);

/** The users of a tenant by id. Tenants that differ in something else share the index. */
export const usersById = ({ users = [] }: Pick<Tenant, "users">): ReadonlyMap<string, User> => indexOf(users);

const indexOf = memoize((users: readonly User[]) => new Map<string, User>(users.map((user) => [user.id, user])));

/** A list, or a page of Graph with a list. */
const listIn = (value: unknown): readonly JsonObject[] =>
  (asList(isObject(value) ? value["value"] : value) ?? []).filter(isObject);

const membershipRules = (groups: readonly JsonObject[]): Snapshot["membershipRules"] =>
  new Map(
    groups.flatMap(({ id, membershipRule: rule }) =>
      typeof id === "string" && typeof rule === "string" ? [[id.toLowerCase(), rule] as const] : [],
    ),
  );

/**
 * Groups with the groups in their `memberOf` rules nested. A person who joins such an inner group joins the outer group too.
 * @see Microsoft Entra, "Group membership in a dynamic group (memberOf)": `user.memberof -any (group.objectId -in [...])`
 */
function withGroupsInRules(
  groups: NonNullable<Tenant["groups"]>,
  rules: Snapshot["membershipRules"],
): NonNullable<Tenant["groups"]> {
  const named = [...rules].filter(([, rule]) => /\bmemberof\b/i.test(rule));
  if (named.length === 0) return groups;
  const after = new Map(groups);
  for (const [id, rule] of named) {
    const group = after.get(groupId(id));
    const inner = guidsIn(rule).filter((one) => after.has(groupId(one)));
    if (group === undefined) continue;
    const mayHoldOthers = group.mayHoldOthers || group.members === undefined;
    after.set(group.id, { ...group, members: [...new Set([...(group.members ?? []), ...inner])], mayHoldOthers });
  }
  return after;
}

/** Stands for a snapshot if there is none: nothing in it is known. */
export const NO_SNAPSHOT = readSnapshot({ policies: [] });
