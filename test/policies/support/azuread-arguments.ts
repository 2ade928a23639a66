type Json = { readonly [key: string]: unknown };

const isJson = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value);

const object = (value: unknown): Json => (isJson(value) ? value : {});

/** Drops what says nothing, as a person would who writes the program. */
const said = (json: Json): Json =>
  Object.fromEntries(Object.entries(json).filter(([, value]) => value !== undefined && value !== null));

const renamed = (value: unknown): Json =>
  said(
    Object.fromEntries(
      Object.entries(object(value)).map(([key, inner]) => [key.replace(/^(include|exclude)(?=[A-Z])/, "$1d"), inner]),
    ),
  );

const flags = (value: unknown): unknown => (typeof value === "string" ? value.split(",") : value);

function guests(value: unknown): readonly Json[] | undefined {
  if (!isJson(value)) return undefined;
  const tenants = value["externalTenants"];
  return [
    said({
      guestOrExternalUserTypes: flags(value["guestOrExternalUserTypes"]),
      externalTenants: isJson(tenants)
        ? [said({ membershipKind: tenants["membershipKind"], members: tenants["members"] })]
        : undefined,
    }),
  ];
}

function users(value: unknown): Json {
  const { includedGuestsOrExternalUsers, excludedGuestsOrExternalUsers, ...rest } = renamed(value);
  return said({
    ...rest,
    includedGuestsOrExternalUsers: guests(includedGuestsOrExternalUsers),
    excludedGuestsOrExternalUsers: guests(excludedGuestsOrExternalUsers),
  });
}

function applications(value: unknown): Json {
  const { applicationFilter, includeAuthenticationContextClassReferences: _, ...rest } = object(value);
  return said({ ...renamed(rest), filter: applicationFilter });
}

function conditions(value: unknown): Json {
  const from = object(value);
  const filter = object(from["devices"])["deviceFilter"];
  return said({
    users: users(from["users"]),
    applications: applications(from["applications"]),
    clientAppTypes: from["clientAppTypes"] ?? [],
    platforms: isJson(from["platforms"]) ? renamed(from["platforms"]) : undefined,
    locations: isJson(from["locations"]) ? renamed(from["locations"]) : undefined,
    devices: isJson(filter) ? { filter } : undefined,
    signInRiskLevels: from["signInRiskLevels"],
    userRiskLevels: from["userRiskLevels"],
    servicePrincipalRiskLevels: from["servicePrincipalRiskLevels"],
    insiderRiskLevels: from["insiderRiskLevels"],
    authenticationFlowTransferMethods: flags(object(from["authenticationFlows"])["transferMethods"]),
    clientApplications: from["clientApplications"],
  });
}

function grantControls(value: unknown): Json | undefined {
  if (!isJson(value)) return undefined;
  const strength = object(value["authenticationStrength"])["id"];
  return said({
    operator: value["operator"],
    builtInControls: value["builtInControls"],
    termsOfUses: value["termsOfUse"],
    customAuthenticationFactors: value["customAuthenticationFactors"],
    authenticationStrengthPolicyId: strength && `/policies/authenticationStrengthPolicies/${strength}`,
  });
}

/** A policy in Graph's form, as arguments of the azuread package: what a team would write in its program. */
export const azureadArguments = (policy: Json): Json =>
  said({
    displayName: policy["displayName"],
    state: policy["state"],
    conditions: conditions(policy["conditions"]),
    grantControls: grantControls(policy["grantControls"]),
  });
