import {
  addToUsers,
  changeConditions,
  changePolicy,
  ENGINEER,
  GLOBAL_ADMINISTRATOR,
  madeId,
  putObject,
} from "../portal";
import type { Scenario } from "../scenario";

/** What somebody does to the stack's own policy. */
export const POLICY_SCENARIOS = {
  disable: {
    does: "switches the policy off",
    look: "drift names who gets in now, and `up` puts it right",
    play: (portal) => changePolicy(portal, { state: "disabled" }),
  },
  "report-only": {
    does: "puts the policy back to report-only, `for the weekend`",
    look: "it still logs, and stops nobody: drift says so",
    play: (portal) => changePolicy(portal, { state: "enabledForReportingButNotEnforced" }),
  },
  delete: {
    does: "deletes the policy",
    look: "`up` makes a new one; Entra would keep the old one for 30 days",
    play: ({ directory, policy }) => directory.remove("policies", policy.id),
  },
  "exclude-person": {
    does: `excludes ${ENGINEER.name} from the policy`,
    look: "one person gets in, and the register knows nothing of it",
    play: (portal) => addToUsers(portal, "excludeUsers", ENGINEER.id),
  },
  "exclude-role": {
    does: "excludes the role Global Administrator from the policy",
    look: "the most powerful accounts are out: drift names them one by one",
    play: (portal) => addToUsers(portal, "excludeRoles", GLOBAL_ADMINISTRATOR),
  },
  "exclude-guests": {
    does: "excludes all guests and external users from the policy",
    look: "people whom no directory lists get in too",
    play: (portal) => changeConditions(portal, { users: { excludeGuestsOrExternalUsers: EVERY_GUEST } }),
  },
  "insider-risk": {
    does: "adds the condition insider risk `elevated` to the policy",
    look: "`up` does nothing about it, for the plugin doesn't see it: drift prints the request that does",
    play: (portal) => changeConditions(portal, { insiderRiskLevels: "elevated" }),
  },
  "client-apps": {
    does: "narrows the policy to browsers",
    look: "the Azure CLI gets in with a password alone",
    play: (portal) => changeConditions(portal, { clientAppTypes: ["browser"] }),
  },
  platforms: {
    does: "narrows the policy to Windows and macOS",
    look: "whoever says that he uses Linux gets in",
    play: (portal) =>
      changeConditions(portal, { platforms: { includePlatforms: ["windows", "macOS"], excludePlatforms: [] } }),
  },
  "trusted-locations": {
    does: "excludes all trusted locations from the policy",
    look: "a password alone is enough from the headquarters",
    play: (portal) =>
      changeConditions(portal, { locations: { includeLocations: ["All"], excludeLocations: ["AllTrusted"] } }),
  },
  "or-device": {
    does: "lets a compliant device do in place of MFA",
    look: "one of the two is enough, so a stolen laptop opens Azure",
    play: (portal) =>
      changePolicy(portal, { grantControls: { operator: "OR", builtInControls: ["mfa", "compliantDevice"] } }),
  },
  strength: {
    does: "replaces MFA by an authentication strength that allows a password alone",
    look: "the policy is on and asks everybody for something: read what it comes to",
    play: async (portal) => {
      await putObject(portal, "authenticationStrengthPolicies", WEAK_STRENGTH.id, WEAK_STRENGTH);
      await changePolicy(portal, {
        grantControls: { operator: "OR", builtInControls: [], authenticationStrength: { id: WEAK_STRENGTH.id } },
      });
    },
  },
} as const satisfies { readonly [name: string]: Scenario };

const EVERY_GUEST = {
  guestOrExternalUserTypes:
    "internalGuest,b2bCollaborationGuest,b2bCollaborationMember,b2bDirectConnectUser,otherExternalUser,serviceProvider",
  externalTenants: { "@odata.type": "#microsoft.graph.conditionalAccessAllExternalTenants", membershipKind: "all" },
};

const WEAK_STRENGTH = {
  "@odata.type": "#microsoft.graph.authenticationStrengthPolicy",
  id: madeId(1),
  displayName: "Whatever works",
  description: null,
  policyType: "custom",
  requirementsSatisfied: "none",
  allowedCombinations: ["password", "fido2"],
};
