import { type Fields, fieldsOf, textOf, textsOf } from "../values";
import { sessionFromGraph } from "./session-controls";

/**
 * A policy from Graph in a program's terms. What the official plugin has no field for is dropped here, and so stays
 * unseen: application filters, authentication contexts, conditions of another name.
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
  const applications = fieldsOf(conditions, "applications");
  const [clients, devices] = [fieldsOf(conditions, "clientApplications"), fieldsOf(conditions, "devices")];
  return {
    applications: {
      includedApplications: textsOf(applications, "includeApplications"),
      excludedApplications: textsOf(applications, "excludeApplications"),
      includedUserActions: textsOf(applications, "includeUserActions"),
    },
    users: usersFromGraph(fieldsOf(conditions, "users")),
    clientAppTypes: textsOf(conditions, "clientAppTypes"),
    authenticationFlowTransferMethods: flags(fieldsOf(conditions, "authenticationFlows"), "transferMethods"),
    clientApplications: clients && clientApplicationsFromGraph(clients),
    devices: devices && { filter: filterFromGraph(fieldsOf(devices, "deviceFilter")) },
    locations: includeExclude(fieldsOf(conditions, "locations"), "Locations"),
    platforms: includeExclude(fieldsOf(conditions, "platforms"), "Platforms"),
    servicePrincipalRiskLevels: textsOf(conditions, "servicePrincipalRiskLevels"),
    signInRiskLevels: textsOf(conditions, "signInRiskLevels"),
    userRiskLevels: textsOf(conditions, "userRiskLevels"),
    insiderRiskLevels: textOf(conditions, "insiderRiskLevels"),
  };
}

/** Several values that Graph writes as one text with commas. The official plugin keeps a space behind one. */
function flags(fields: Fields | undefined, name: string): string[] {
  const text = textOf(fields, name);
  return text === "" ? [] : text.split(",");
}

const clientApplicationsFromGraph = (clients: Fields): Fields => ({
  includedServicePrincipals: textsOf(clients, "includeServicePrincipals"),
  excludedServicePrincipals: textsOf(clients, "excludeServicePrincipals"),
  filter: filterFromGraph(fieldsOf(clients, "servicePrincipalFilter")),
});

const filterFromGraph = (filter: Fields | undefined): Fields | null =>
  filter === undefined ? null : { mode: textOf(filter, "mode"), rule: textOf(filter, "rule") };

const includeExclude = (block: Fields | undefined, what: string): Fields | undefined =>
  block && {
    [`included${what}`]: textsOf(block, `include${what}`),
    [`excluded${what}`]: textsOf(block, `exclude${what}`),
  };

function usersFromGraph(users: Fields | undefined): Fields | undefined {
  if (users === undefined) return undefined;
  const outputs: Record<string, Fields[string]> = {};
  for (const direction of ["include", "exclude"]) {
    for (const what of ["Users", "Groups", "Roles"])
      outputs[`${direction}d${what}`] = textsOf(users, `${direction}${what}`);
    const guests = fieldsOf(users, `${direction}GuestsOrExternalUsers`);
    outputs[`${direction}dGuestsOrExternalUsers`] = guests === undefined ? [] : [guestsFromGraph(guests)];
  }
  return outputs;
}

function guestsFromGraph(guests: Fields): Fields {
  const tenants = fieldsOf(guests, "externalTenants");
  return {
    guestOrExternalUserTypes: flags(guests, "guestOrExternalUserTypes").map((type) => type.trim()),
    // One without anything where Graph has none: so the official plugin does it, and then shows it at each preview.
    externalTenants: [{ membershipKind: textOf(tenants, "membershipKind"), members: textsOf(tenants, "members") }],
  };
}

function grantFromGraph(grant: Fields): Fields {
  const strength = textOf(fieldsOf(grant, "authenticationStrength"), "id");
  return {
    operator: textOf(grant, "operator"),
    builtInControls: textsOf(grant, "builtInControls"),
    authenticationStrengthPolicyId: strength && `/policies/authenticationStrengthPolicies/${strength}`,
    customAuthenticationFactors: textsOf(grant, "customAuthenticationFactors"),
    termsOfUses: textsOf(grant, "termsOfUse"),
  };
}
