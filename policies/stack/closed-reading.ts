import { readNamedLocation } from "../../src/adapters/graph/named-location";
import { readPolicy } from "../../src/adapters/graph/policy";
import { at } from "../../src/json/at-path";
import { asList, asObject, type JsonObject } from "../../src/json/json-object";
import { groupId } from "../../src/model/ids";
import type { Group, Tenant } from "../../src/model/tenant";
import type { Snapshot } from "../settings/snapshot";
import { byId } from "./graph-form";
import { memoize } from "./memoize";

/**
 * The snapshot read as kindly as it can be: a group or a role that it doesn't explain holds nobody, a location has no
 * addresses, and a strength is always MFA. The careful reading takes all of these for open, and then there may be nothing
 * left that a change could open.
 * @returns `undefined` where the snapshot explains everything
 */
export const closedReading = memoize((snapshot: Snapshot): Snapshot | undefined => {
  const { tenant, json } = snapshot;
  const groups = groupsToClose(tenant);
  const strengths = strengthsToClose(json);
  const locations = locationsToClose(tenant);
  const isWhole = groups.length + strengths.length + locations.length === 0 && tenant.roleAssignments !== undefined;
  if (isWhole) return undefined;
  const closed = [...(json.authenticationStrengthPolicies ?? []), ...strengths];
  const namedLocations = [...without(json.namedLocations ?? [], locations), ...locations];
  return {
    ...snapshot,
    json: { ...json, authenticationStrengthPolicies: closed, namedLocations },
    tenant: {
      ...tenant,
      groups: new Map([...(tenant.groups ?? []), ...groups.map((group) => [group.id, group] as const)]),
      roleAssignments: tenant.roleAssignments ?? [],
      policies: strengths.length === 0 ? tenant.policies : policiesWith(closed, snapshot),
      locations: new Map(namedLocations.map(readNamedLocation).map((location) => [location.id, location])),
    },
  };
});

const without = (list: readonly JsonObject[], others: readonly JsonObject[]): readonly JsonObject[] => {
  const ids = new Set(others.map(({ id }) => id));
  return list.filter(({ id }) => !ids.has(String(id).toLowerCase()));
};

function locationsToClose({ policies, locations }: Tenant): readonly JsonObject[] {
  const named = policies.flatMap(({ conditions: { network: condition } }) =>
    condition.kind === "any" ? [] : [...condition.include.ids, ...condition.exclude.ids],
  );
  return [...new Set(named)]
    .filter((id) => (locations?.get(id)?.extent.kind ?? "unread") === "unread")
    .map((id) => ({ id, "@odata.type": "#microsoft.graph.ipNamedLocation", ipRanges: [] }));
}

/** Groups that policies name or that are known, and that may hold somebody whom nobody knows. */
function groupsToClose({ policies, groups }: Tenant): readonly Group[] {
  const named = policies.flatMap(({ users }) => [...users.include.groups, ...users.exclude.groups]);
  const ids = new Set([...named, ...(groups?.keys() ?? [])]);
  return [...ids]
    .map((id) => groups?.get(id) ?? { id, displayName: undefined, members: undefined, mayHoldOthers: false })
    .filter(({ members, mayHoldOthers }) => members === undefined || mayHoldOthers)
    .map((group): Group => ({ ...group, id: groupId(group.id), members: group.members ?? [], mayHoldOthers: false }));
}

function strengthsToClose({ policies, authenticationStrengthPolicies }: Snapshot["json"]): readonly JsonObject[] {
  const known = byId(authenticationStrengthPolicies ?? []);
  return (policies ?? [])
    .map((policy) => asObject(at(policy, ["grantControls", "authenticationStrength"])))
    .filter((strength) => strength !== undefined && asList(strength["allowedCombinations"]) === undefined)
    .map((strength) => String(strength?.["id"]))
    .filter((id) => !known.has(id.toLowerCase()))
    .map((id) => ({ id, policyType: "custom", requirementsSatisfied: "mfa", allowedCombinations: ["fido2"] }));
}

function policiesWith(strengths: readonly JsonObject[], { tenant, json }: Snapshot): Tenant["policies"] {
  const context = { users: tenant.users && new Set(tenant.users.map(({ id }) => id)), strengths: byId(strengths) };
  return (json.policies ?? []).map((policy) => readPolicy(policy, { name: String(policy["id"]), ...context }));
}
