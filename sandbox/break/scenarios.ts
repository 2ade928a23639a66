import type { JsonObject } from "../tenant/json";
import { withDefaults } from "../tenant/policy/defaults";
import {
  AZURE_MANAGEMENT,
  addToUsers,
  BREAK_GLASS,
  changeConditions,
  changePolicy,
  ENGINEER,
  EXCLUSIONS,
  excluded,
  GLOBAL_ADMINISTRATOR,
  HEADQUARTERS,
  madeId,
  NotHere,
  type Portal,
  putObject,
  type Scenario,
} from "./portal";

/** Changes to the stack's own policy. */
const POLICY_SCENARIOS = {
  disable: {
    does: "switches the policy off",
    look: "drift names the people who get in now, and `up` switches the policy on again",
    play: (portal) => changePolicy(portal, { state: "disabled" }),
  },
  "report-only": {
    does: "puts the policy back to report-only, `for the weekend`",
    look: "the policy still logs sign-ins but stops none of them; drift reports it",
    play: (portal) => changePolicy(portal, { state: "enabledForReportingButNotEnforced" }),
  },
  delete: {
    does: "deletes the policy",
    look: "`up` makes a new one; Entra would keep the old one for 30 days",
    play: ({ directory, policy }) => directory.remove("policies", policy.id),
  },
  "exclude-person": {
    does: `excludes ${ENGINEER.name} from the policy`,
    look: "one person gets in who isn't in the register",
    play: (portal) => addToUsers(portal, "excludeUsers", ENGINEER.id),
  },
  "exclude-role": {
    does: "excludes the role Global Administrator from the policy",
    look: "the most powerful accounts no longer need MFA; drift names each of them",
    play: (portal) => addToUsers(portal, "excludeRoles", GLOBAL_ADMINISTRATOR),
  },
  "exclude-guests": {
    does: "excludes all guests and external users from the policy",
    look: "people get in who aren't in your directory at all",
    play: (portal) => changeConditions(portal, { users: { excludeGuestsOrExternalUsers: EVERY_GUEST } }),
  },
  "insider-risk": {
    does: "adds the condition insider risk `elevated` to the policy",
    look: "`up` doesn't undo it, because the plugin can't see this condition; drift prints the request that does",
    play: (portal) => changeConditions(portal, { insiderRiskLevels: "elevated" }),
  },
  "client-apps": {
    does: "narrows the policy to browsers",
    look: "the Azure CLI gets in with a password alone",
    play: (portal) => changeConditions(portal, { clientAppTypes: ["browser"] }),
  },
  "trusted-locations": {
    does: "excludes all trusted locations from the policy",
    look: "a password alone is enough from the headquarters",
    play: (portal) =>
      changeConditions(portal, { locations: { includeLocations: ["All"], excludeLocations: ["AllTrusted"] } }),
  },
  strength: {
    does: "replaces MFA with an authentication strength that allows a password alone",
    look: "the policy is on and asks everyone for something, but a password is enough",
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

/** Changes to people and groups. */
const DIRECTORY_SCENARIOS = {
  "exclude-group": {
    does: `excludes the group ${EXCLUSIONS.name} from the policy, and joins it`,
    look: "every other member of the group gets in as well",
    play: async (portal) => {
      await addToUsers(portal, "excludeGroups", EXCLUSIONS.id);
      await portal.directory.addMember(EXCLUSIONS.id, ENGINEER.id);
    },
  },
  "join-group": {
    does: "joins a group that the policy excludes already",
    look: "no preview shows it; the register's list of members and drift do",
    play: async (portal) => portal.directory.addMember(excludedGroup(portal), ENGINEER.id),
  },
  "disable-break-glass": {
    does: `disables the account ${BREAK_GLASS.name}`,
    look: "one emergency account is left, and `up` refuses to enforce the policy with only one",
    play: ({ directory }) => directory.patch("users", BREAK_GLASS.id, { accountEnabled: false }),
  },
} as const satisfies { readonly [name: string]: Scenario };

function excludedGroup(portal: Portal): string {
  const [group] = excluded(portal, "excludeGroups");
  if (group !== undefined) return group;
  throw new NotHere(`the policy excludes no group that someone could join
  help: add this to config/dev.yaml, run \`npm run sandbox -- up\`, then run this again

  - group: ${EXCLUSIONS.id}
    members: [eeeeeeee-0000-4000-8000-000000000001]
    kind: service-account
    reason: Directory synchronisation signs in without a person
    owner: identity-team@contoso.example
    approvedBy: ciso@contoso.example
    reviewBy: 2027-01-31`);
}

/** Changes around the stack's policy, which itself stays as it is. */
const AROUND_SCENARIOS = {
  "second-policy": {
    does: "makes a second policy of the same name, switched off",
    look: "two policies have the same name; `up` changes only its own, and drift names the other",
    play: (portal) => putObject(portal, "policies", madeId(2), copyOf(portal)),
  },
  "block-policy": {
    does: "makes a policy that blocks everyone, even the break-glass accounts",
    look: "no one gets in without MFA, because no one can sign in any more; drift with --since reports it",
    play: (portal) => putObject(portal, "policies", madeId(3), BLOCK),
  },
  "widen-location": {
    does: `makes the trusted location ${HEADQUARTERS.name} as wide as the internet`,
    look: "neither a preview nor the policy itself shows it; drift with --since does",
    play: ({ directory }) =>
      directory.patch("namedLocations", HEADQUARTERS.id, {
        modifiedDateTime: new Date().toISOString(),
        ipRanges: ["0.0.0.0/1", "128.0.0.0/1"].map((cidrAddress) => ({
          "@odata.type": "#microsoft.graph.iPv4CidrRange",
          cidrAddress,
        })),
      }),
  },
  "security-defaults": {
    does: "turns security defaults on, and switches every policy off because Entra demands it",
    look: "the policy stops no one, and Entra refuses `up` until security defaults are off again",
    play: async ({ directory, data }) => {
      for (const { id, state } of data.policies)
        if (state === "enabled") await directory.patch("policies", id, { state: "disabled" });
      await directory.setSecurityDefaults(true);
    },
  },
} as const satisfies { readonly [name: string]: Scenario };

function copyOf({ policy }: Portal): JsonObject {
  const { id: _id, ...rest } = policy;
  return { ...rest, state: "disabled" };
}

const BLOCK = withDefaults({
  displayName: "Block Azure during the migration",
  state: "enabled",
  conditions: {
    users: { includeUsers: ["All"] },
    applications: { includeApplications: [AZURE_MANAGEMENT] },
    clientAppTypes: ["all"],
  },
  grantControls: { operator: "OR", builtInControls: ["block"] },
});

/** The scenarios of `npm run sandbox -- break` by name, in the order that the list shows. */
export const SCENARIOS: ReadonlyMap<string, Scenario> = new Map<string, Scenario>(
  Object.entries({ ...POLICY_SCENARIOS, ...DIRECTORY_SCENARIOS, ...AROUND_SCENARIOS }),
);
