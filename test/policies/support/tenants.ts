import { addresses } from "../../cli/a-tenant";
import {
  AZURE_MANAGEMENT,
  BASELINE_POLICY,
  BREAK_GLASS,
  CUSTOM_STRENGTH,
  EXCLUDED_GROUP,
  EXCLUDED_ROLE,
  INNER_GROUP,
  ORDINARY_USER,
  OTHER_GROUP,
  SECOND_USER,
  TRUSTED_LOCATION,
} from "./ids";

/** The protected objects, for the setting of `protected-baseline`. */
export const PROTECTED = {
  policies: [BASELINE_POLICY],
  users: [BREAK_GLASS],
  groups: [EXCLUDED_GROUP],
  roles: [EXCLUDED_ROLE],
  locations: [TRUSTED_LOCATION],
  strengths: [CUSTOM_STRENGTH],
};

const user = (id: string) => ({
  id,
  displayName: id.slice(-2),
  userPrincipalName: `${id.slice(0, 4)}-${id.slice(-2)}@contoso.example`,
  userType: "Member",
});

/** A tenant whose one policy leaves out a group, within it another one, and a role; anyone who is in them isn't asked for MFA. */
export const aTenant = () => ({
  policies: [
    {
      id: BASELINE_POLICY,
      displayName: "MFA for Azure management",
      state: "enabled",
      conditions: {
        clientAppTypes: ["all"],
        users: { includeUsers: ["All"], excludeGroups: [EXCLUDED_GROUP], excludeRoles: [EXCLUDED_ROLE] },
        applications: { includeApplications: [AZURE_MANAGEMENT] },
        locations: { includeLocations: ["All"], excludeLocations: [TRUSTED_LOCATION] },
      },
      grantControls: { operator: "OR", builtInControls: [], authenticationStrength: { id: CUSTOM_STRENGTH } },
    },
  ],
  namedLocations: [addresses(TRUSTED_LOCATION, [], { displayName: "HQ" })],
  authenticationStrengthPolicies: [{ id: CUSTOM_STRENGTH, policyType: "custom", allowedCombinations: ["fido2"] }],
  users: [BREAK_GLASS, ORDINARY_USER, SECOND_USER].map(user),
  groups: [
    { id: EXCLUDED_GROUP, displayName: "excluded", members: [{ id: BREAK_GLASS }, { id: INNER_GROUP }] },
    { id: INNER_GROUP, displayName: "inner", members: [] as object[] },
    {
      id: OTHER_GROUP,
      displayName: "unrelated",
      members: [{ id: SECOND_USER }],
      membershipRule: 'user.department -eq "Sales"',
    },
  ],
  roleAssignments: [] as object[],
});
