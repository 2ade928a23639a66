/** Ids that read as what they are. */
export const userId = (number: number): string => `aaaaaaaa-0000-4000-8000-${String(number).padStart(12, "0")}`;
export const groupId = (number: number): string => `cccccccc-0000-4000-8000-${String(number).padStart(12, "0")}`;

interface Given {
  readonly id?: string;
  readonly displayName?: string;
  readonly state?: string;
  readonly users?: object;
  readonly conditions?: object;
  readonly grantControls?: object | null;
}

/** A policy that requires MFA of everybody for Azure management, but for what is said otherwise. */
export function aPolicy({
  id = "eeeeeeee-0000-4000-8000-000000000001",
  displayName = "Require MFA for Azure management",
  state = "enabled",
  users = {},
  conditions = {},
  grantControls = { operator: "OR", builtInControls: ["mfa"] },
}: Given = {}): object {
  return {
    id,
    displayName,
    state,
    conditions: {
      users: { includeUsers: ["All"], ...users },
      applications: { includeApplications: ["797f4846-ba00-4fd7-ba43-dac1f8f63013"] },
      clientAppTypes: ["all"],
      ...conditions,
    },
    grantControls,
  };
}

/** A directory of people called `person-1`, `person-2` … */
export const people = (count: number): readonly object[] =>
  Array.from({ length: count }, (_, index) => ({
    id: userId(index + 1),
    userPrincipalName: `person-${index + 1}@contoso.example`,
    userType: "Member",
    accountEnabled: true,
  }));

/** A tenant of which everything is known. */
export const aTenant = (policies: readonly object[], known: object = {}): object => ({
  policies,
  namedLocations: [],
  authenticationStrengthPolicies: [],
  users: people(2),
  groups: [],
  roleAssignments: [],
  ...known,
});

/** A register that declares each of these, `user: <id>` or `group: <id>`. */
export function aRegister(entries: readonly string[], reviewBy = "2027-01-31"): string {
  const fields = [
    "kind: break-glass",
    "reason: Emergency access",
    "owner: identity-team@contoso.example",
    "approvedBy: ciso@contoso.example",
    `reviewBy: ${reviewBy}`,
  ];
  return `exclusions:\n${entries.map((entry) => `  - ${[entry, ...fields].join("\n    ")}\n`).join("")}`;
}
