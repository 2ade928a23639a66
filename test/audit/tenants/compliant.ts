import { aPolicy, aTenant, groupId, userId } from "../../cli/a-tenant";

const BREAK_GLASS = [userId(1), userId(2)];
const SYNC = groupId(1);

/** A licence with Conditional Access. */
export const LICENCE = {
  skuPartNumber: "SPE_E5",
  capabilityStatus: "Enabled",
  servicePlans: [{ servicePlanName: "AAD_PREMIUM_P2", provisioningStatus: "Success" }],
};

/** A tenant of which everything is known that an audit asks for, and in which everything is as it should be. */
export function compliantTenant(): object {
  const people = ["break-glass-1", "break-glass-2", "engineer-1", "engineer-2", "svc-sync"].map((name, index) => ({
    id: userId(index + 1),
    displayName: name,
    userPrincipalName: `${name}@contoso.example`,
    userType: "Member",
    accountEnabled: true,
    onPremisesSyncEnabled: null,
  }));
  const excluded = { excludeUsers: BREAK_GLASS, excludeGroups: [SYNC] };
  const everything = { applications: { includeApplications: ["All"] } };
  const known = {
    readAt: "2026-09-30T08:00:00Z",
    organization: { id: "0a0a0a0a-0000-4000-8000-000000000009", displayName: "Contoso" },
    users: people,
    groups: [
      {
        id: SYNC,
        displayName: "Directory synchronization",
        members: [{ id: userId(5) }],
        isAssignableToRole: true,
        groupTypes: [],
        visibility: "Private",
        owners: [],
      },
    ],
    securityDefaults: { isEnabled: false },
    subscribedSkus: [LICENCE],
    userRegistrationDetails: people.map(({ id }) => ({
      id,
      isMfaRegistered: true,
      methodsRegistered: ["passKeyDeviceBound"],
    })),
    roleDefinitions: [],
    roleEligibilitySchedules: [],
    conditionalAccessSettings: { exclusions: null },
    accessReviews: [
      {
        id: "ar-1",
        displayName: "Quarterly review of exclusions",
        status: "InProgress",
        scope: { query: `/groups/${SYNC}/transitiveMembers`, queryType: "MicrosoftGraph" },
        settings: { recurrence: { pattern: { type: "absoluteMonthly", interval: 3 }, range: { type: "noEnd" } } },
      },
    ],
    directoryAudits: [],
  };
  return aTenant([aPolicy({ users: excluded, conditions: everything })], known);
}

/** Its register: two break-glass accounts and a service account in a group. */
export const COMPLIANT_REGISTER = `exclusions:
${BREAK_GLASS.map((id) => registerEntry(`user: ${id}`, "break-glass", "Emergency access; sealed FIDO2 key")).join("")}${registerEntry(`group: ${SYNC}`, "service-account", "Directory synchronization")}`;

/** One entry, approved, with the day by which it must be reviewed. */
export function registerEntry(who: string, kind: string, reason: string, reviewBy = "2027-01-31"): string {
  return `  - ${who}
    kind: ${kind}
    reason: ${reason}
    owner: identity-team@contoso.example
    approvedBy: ciso@contoso.example
    reviewBy: ${reviewBy}
`;
}
