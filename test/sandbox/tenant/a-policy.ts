type Fields = Record<string, unknown>;

/** A policy that Graph takes; a test says only what matters to it. */
export function aPolicy(changes: Fields = {}, conditions: Fields = {}): Fields {
  return {
    displayName: "Require MFA for Azure management",
    state: "enabledForReportingButNotEnforced",
    conditions: {
      users: { includeUsers: ["All"] },
      applications: { includeApplications: ["797f4846-ba00-4fd7-ba43-dac1f8f63013"] },
      clientAppTypes: ["all"],
      ...conditions,
    },
    grantControls: { operator: "OR", builtInControls: ["mfa"] },
    ...changes,
  };
}
