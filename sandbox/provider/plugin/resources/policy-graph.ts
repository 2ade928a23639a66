import { type Fields, fieldsOf, isList, isUnset, recordsOf, textOf, textsOf } from "../values";
import { sessionFromGraph, sessionToGraph } from "./session-controls";

/** The lists of texts in each part of a policy, by their names in a program. */
const LISTS = {
  applications: ["includedApplications", "excludedApplications", "includedUserActions"],
  clientApplications: ["includedServicePrincipals", "excludedServicePrincipals"],
  conditions: ["clientAppTypes", "servicePrincipalRiskLevels", "signInRiskLevels", "userRiskLevels"],
  grantControls: ["builtInControls", "customAuthenticationFactors", "termsOfUses"],
  locations: ["includedLocations", "excludedLocations"],
  platforms: ["includedPlatforms", "excludedPlatforms"],
  users: ["includedUsers", "excludedUsers", "includedGroups", "excludedGroups", "includedRoles", "excludedRoles"],
} as const;

const GUESTS = ["includedGuestsOrExternalUsers", "excludedGuestsOrExternalUsers"];

/** `includedUsers` → `includeUsers` */
const inGraph = (name: string): string =>
  name === "termsOfUses" ? "termsOfUse" : name.replace(/^(in|ex)cluded/, "$1clude");

const listsToGraph = (block: Fields | undefined, part: keyof typeof LISTS): Fields =>
  Object.fromEntries(LISTS[part].map((name) => [inGraph(name), textsOf(block, name)]));

const listsFromGraph = (object: Fields | undefined, part: keyof typeof LISTS): Fields =>
  Object.fromEntries(LISTS[part].map((name) => [name, textsOf(object, inGraph(name))]));

/**
 * A policy as it is sent to Graph. Conditions are always complete: an unset list is empty, and any other unset field is null.
 * Like the official plugin it leaves out some unset fields (`insiderRiskLevels`, `clientApplications`, `authenticationStrength`),
 * so a Graph that merges keeps its values.
 */
export function policyToGraph(plan: Fields): Fields {
  return {
    "@odata.type": "#microsoft.graph.conditionalAccessPolicy",
    conditions: conditionsToGraph(fieldsOf(plan, "conditions")),
    displayName: textOf(plan, "displayName"),
    grantControls: grantToGraph(fieldsOf(plan, "grantControls")),
    sessionControls: sessionToGraph(fieldsOf(plan, "sessionControls")),
    state: textOf(plan, "state"),
  };
}

function conditionsToGraph(conditions: Fields | undefined): Fields {
  const users = fieldsOf(conditions, "users");
  const methods = textsOf(conditions, "authenticationFlowTransferMethods");
  const insiderRiskLevels = textOf(conditions, "insiderRiskLevels");
  const [clients, devices, locations, platforms] = ["clientApplications", "devices", "locations", "platforms"].map(
    (name) => saying(fieldsOf(conditions, name)),
  );
  const deviceFilter = filterFrom(devices, "filter");
  const clientApplications = clients && {
    ...listsToGraph(clients, "clientApplications"),
    servicePrincipalFilter: filterFrom(clients, "filter"),
  };
  return {
    ...listsToGraph(conditions, "conditions"),
    applications: listsToGraph(fieldsOf(conditions, "applications"), "applications"),
    authenticationFlows: methods.length === 0 ? null : { transferMethods: methods.join(",") },
    ...(clientApplications && { clientApplications }),
    devices: devices === undefined ? null : deviceFilter === null ? {} : { deviceFilter },
    ...(insiderRiskLevels === "" ? {} : { insiderRiskLevels }),
    locations: locations === undefined ? null : listsToGraph(locations, "locations"),
    platforms: platforms === undefined ? null : listsToGraph(platforms, "platforms"),
    users: {
      ...listsToGraph(users, "users"),
      ...Object.fromEntries(GUESTS.map((name) => [inGraph(name), guestsToGraph(recordsOf(users, name)[0])])),
    },
  };
}

/** The block, or `undefined` if it sets nothing. The official plugin sends no such block, and reports it as missing in every preview. */
function saying(block: Fields | undefined): Fields | undefined {
  const values = Object.values(block ?? {});
  return values.every((value) => isUnset(value) || (isList(value) && value.length === 0)) ? undefined : block;
}

/** A filter for devices or workload identities. Program and Graph write it in the same way. */
function filterFrom(block: Fields | undefined, name: string): Fields | null {
  const filter = fieldsOf(block, name);
  return filter === undefined ? null : { mode: textOf(filter, "mode"), rule: textOf(filter, "rule") };
}

/** The condition on guests. Graph has one object. Of a longer list the official plugin sends only the first entry. */
function guestsToGraph(guests: Fields | undefined): Fields | null {
  const types = textsOf(guests, "guestOrExternalUserTypes");
  if (types.length === 0) return null;
  const tenants = recordsOf(guests, "externalTenants")[0];
  return {
    externalTenants: tenants === undefined ? null : tenantsToGraph(tenants),
    guestOrExternalUserTypes: types.join(","),
  };
}

function tenantsToGraph(tenants: Fields): Fields {
  const membershipKind = textOf(tenants, "membershipKind");
  if (membershipKind !== "enumerated") return { membershipKind };
  return {
    "@odata.type": "#microsoft.graph.conditionalAccessEnumeratedExternalTenants",
    members: textsOf(tenants, "members"),
    membershipKind,
  };
}

function grantToGraph(grant: Fields | undefined): Fields | null {
  if (grant === undefined) return null;
  const id = textOf(grant, "authenticationStrengthPolicyId").split("/").at(-1);
  const authenticationStrength = { "@odata.type": "#microsoft.graph.authenticationStrengthPolicy", id };
  return {
    ...listsToGraph(grant, "grantControls"),
    ...(id ? { authenticationStrength } : {}),
    operator: textOf(grant, "operator"),
  };
}

/**
 * A policy of Graph in the terms of a program. Conditions without a field in the official plugin are dropped, so the plugin
 * doesn't see them: application filters, authentication contexts, and unknown conditions.
 */
export function policyFromGraph(policy: Fields): Fields {
  const [conditions, grant, session] = ["conditions", "grantControls", "sessionControls"].map((name) =>
    fieldsOf(policy, name),
  );
  return {
    objectId: textOf(policy, "id"),
    displayName: textOf(policy, "displayName"),
    state: textOf(policy, "state"),
    conditions: conditions && conditionsFromGraph(conditions),
    grantControls: grant && grantFromGraph(grant),
    sessionControls: session && sessionFromGraph(session),
  };
}

function conditionsFromGraph(conditions: Fields): Fields {
  const [clients, devices, locations, platforms, users] = [
    "clientApplications",
    "devices",
    "locations",
    "platforms",
    "users",
  ].map((name) => fieldsOf(conditions, name));
  return {
    ...listsFromGraph(conditions, "conditions"),
    applications: listsFromGraph(fieldsOf(conditions, "applications"), "applications"),
    users: users && usersFromGraph(users),
    authenticationFlowTransferMethods: flags(fieldsOf(conditions, "authenticationFlows"), "transferMethods"),
    clientApplications: clients && {
      ...listsFromGraph(clients, "clientApplications"),
      filter: filterFrom(clients, "servicePrincipalFilter"),
    },
    devices: devices && { filter: filterFrom(devices, "deviceFilter") },
    locations: locations && listsFromGraph(locations, "locations"),
    platforms: platforms && listsFromGraph(platforms, "platforms"),
    insiderRiskLevels: textOf(conditions, "insiderRiskLevels"),
  };
}

/** The values in a text that Graph separates with commas. The official plugin keeps a space after a comma. */
function flags(fields: Fields | undefined, name: string): string[] {
  const text = textOf(fields, name);
  return text === "" ? [] : text.split(",");
}

function usersFromGraph(users: Fields): Fields {
  const guests = GUESTS.map((name): [string, Fields[]] => {
    const found = fieldsOf(users, inGraph(name));
    return [name, found === undefined ? [] : [guestsFromGraph(found)]];
  });
  return { ...listsFromGraph(users, "users"), ...Object.fromEntries(guests) };
}

function guestsFromGraph(guests: Fields): Fields {
  const tenants = fieldsOf(guests, "externalTenants");
  return {
    guestOrExternalUserTypes: flags(guests, "guestOrExternalUserTypes").map((type) => type.trim()),
    // The official plugin adds an empty block if Graph has none, and then reports it in every preview.
    externalTenants: [{ membershipKind: textOf(tenants, "membershipKind"), members: textsOf(tenants, "members") }],
  };
}

function grantFromGraph(grant: Fields): Fields {
  const strength = textOf(fieldsOf(grant, "authenticationStrength"), "id");
  return {
    ...listsFromGraph(grant, "grantControls"),
    operator: textOf(grant, "operator"),
    authenticationStrengthPolicyId: strength && `/policies/authenticationStrengthPolicies/${strength}`,
  };
}
