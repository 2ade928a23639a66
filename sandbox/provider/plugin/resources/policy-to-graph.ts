import { type Fields, fieldsOf, isList, isUnset, recordsOf, textOf, textsOf, type Value } from "../values";
import { sessionToGraph } from "./session-controls";

/**
 * A policy as it is sent to Graph: conditions always whole, with what is unset as an empty list or null. Some fields
 * are left out when they are unset (`insiderRiskLevels`, `clientApplications`, `authenticationStrength`): so does the
 * official plugin, and a Graph that merges keeps what it has there.
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
  const applications = fieldsOf(conditions, "applications");
  return {
    applications: {
      excludeApplications: textsOf(applications, "excludedApplications"),
      includeApplications: textsOf(applications, "includedApplications"),
      includeUserActions: textsOf(applications, "includedUserActions"),
    },
    authenticationFlows: flowsToGraph(textsOf(conditions, "authenticationFlowTransferMethods")),
    clientAppTypes: textsOf(conditions, "clientAppTypes"),
    ...optional("clientApplications", clientApplicationsToGraph(fieldsOf(conditions, "clientApplications"))),
    devices: devicesToGraph(fieldsOf(conditions, "devices")),
    ...optional("insiderRiskLevels", textOf(conditions, "insiderRiskLevels") || undefined),
    locations: includeExclude(fieldsOf(conditions, "locations"), "Locations"),
    platforms: includeExclude(fieldsOf(conditions, "platforms"), "Platforms"),
    servicePrincipalRiskLevels: textsOf(conditions, "servicePrincipalRiskLevels"),
    signInRiskLevels: textsOf(conditions, "signInRiskLevels"),
    userRiskLevels: textsOf(conditions, "userRiskLevels"),
    users: usersToGraph(fieldsOf(conditions, "users")),
  };
}

/** Whether a block sets nothing. The official plugin sends none then, and shows it as missing at each preview. */
const saysNothing = (block: Fields): boolean =>
  Object.values(block).every((value) => isUnset(value) || (isList(value) && value.length === 0));

/** A field that is left out rather than sent empty. */
const optional = (name: string, value: Value | undefined): Fields => (value === undefined ? {} : { [name]: value });

const flowsToGraph = (methods: readonly string[]): Fields | null =>
  methods.length === 0 ? null : { transferMethods: methods.join(",") };

const filterToGraph = (filter: Fields | undefined): Fields | undefined =>
  filter && { mode: textOf(filter, "mode"), rule: textOf(filter, "rule") };

function clientApplicationsToGraph(clients: Fields | undefined): Fields | undefined {
  if (clients === undefined || saysNothing(clients)) return undefined;
  return {
    excludeServicePrincipals: textsOf(clients, "excludedServicePrincipals"),
    includeServicePrincipals: textsOf(clients, "includedServicePrincipals"),
    servicePrincipalFilter: filterToGraph(fieldsOf(clients, "filter")) ?? null,
  };
}

const devicesToGraph = (devices: Fields | undefined): Fields | null =>
  devices === undefined || saysNothing(devices)
    ? null
    : optional("deviceFilter", filterToGraph(fieldsOf(devices, "filter")));

const includeExclude = (block: Fields | undefined, what: string): Fields | null =>
  block === undefined || saysNothing(block)
    ? null
    : { [`exclude${what}`]: textsOf(block, `excluded${what}`), [`include${what}`]: textsOf(block, `included${what}`) };

function usersToGraph(users: Fields | undefined): Fields {
  return {
    excludeGroups: textsOf(users, "excludedGroups"),
    excludeGuestsOrExternalUsers: guestsToGraph(recordsOf(users, "excludedGuestsOrExternalUsers")[0]),
    excludeRoles: textsOf(users, "excludedRoles"),
    excludeUsers: textsOf(users, "excludedUsers"),
    includeGroups: textsOf(users, "includedGroups"),
    includeGuestsOrExternalUsers: guestsToGraph(recordsOf(users, "includedGuestsOrExternalUsers")[0]),
    includeRoles: textsOf(users, "includedRoles"),
    includeUsers: textsOf(users, "includedUsers"),
  };
}

/** Graph has one object here; of a longer list the official plugin sends the first entry only. */
function guestsToGraph(guests: Fields | undefined): Fields | null {
  if (guests === undefined || textsOf(guests, "guestOrExternalUserTypes").length === 0) return null;
  return {
    externalTenants: tenantsToGraph(recordsOf(guests, "externalTenants")[0]),
    guestOrExternalUserTypes: textsOf(guests, "guestOrExternalUserTypes").join(","),
  };
}

function tenantsToGraph(tenants: Fields | undefined): Fields | null {
  if (tenants === undefined) return null;
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
  const strength = textOf(grant, "authenticationStrengthPolicyId").split("/").at(-1);
  const reference = { "@odata.type": "#microsoft.graph.authenticationStrengthPolicy", id: strength };
  return {
    ...(strength ? { authenticationStrength: reference } : {}),
    builtInControls: textsOf(grant, "builtInControls"),
    customAuthenticationFactors: textsOf(grant, "customAuthenticationFactors"),
    operator: textOf(grant, "operator"),
    termsOfUse: textsOf(grant, "termsOfUses"),
  };
}
