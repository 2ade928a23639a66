import { aPolicy, groupId, userId } from "../../cli/a-tenant";
import { compliantTenant, registerEntry } from "./compliant";

/** The compliant tenant as a file: list by list. */
interface File {
  readonly policies: readonly object[];
  readonly users: readonly { readonly id: string }[];
  readonly groups: readonly object[];
  readonly [key: string]: unknown;
}

const MANAGED = "Microsoft-managed: multifactor authentication for admins";
const state = "enabledForReportingButNotEnforced";
const REFUSED = "Graph refused it: the application has no permission";

const compliant = (): File => compliantTenant() as File; // as it is written there

const EXCLUDED = { excludeUsers: [userId(1), userId(2)], excludeGroups: [groupId(1)] };

/** Proved by one policy on the API alone, and with something amiss in everything that is looked at besides. */
export function muchBesides(): object {
  const tenant = compliant();
  return {
    ...tenant,
    policies: [
      aPolicy({ users: EXCLUDED }),
      { ...aPolicy({ id: "managed", displayName: MANAGED, state }), createdDateTime: "2026-09-01T00:00:00Z" },
    ],
    users: [
      ...tenant.users.map((user) => (user.id === userId(1) ? { ...user, accountEnabled: false } : user)),
      { id: userId(9), displayName: "agent", "@odata.type": "#microsoft.graph.agentUser" },
    ],
    groups: tenant.groups.map((group) => ({
      ...group,
      isAssignableToRole: false,
      isManagementRestricted: null,
      groupTypes: ["DynamicMembership"],
      visibility: "Public",
      owners: [{ id: userId(3) }],
    })),
    userRegistrationDetails: tenant.users.map(({ id }) => ({ id, isMfaRegistered: false, methodsRegistered: [] })),
    accessReviews: [],
  };
}

/** A break-glass account whose review is overdue, a group whose review is too far ahead, and an entry that nothing makes use of. */
export const LAPSED_REGISTER = `exclusions:
${[
  registerEntry(`user: ${userId(1)}`, "break-glass", "Emergency access; sealed FIDO2 key"),
  registerEntry(`user: ${userId(2)}`, "break-glass", "Emergency access; sealed FIDO2 key", "2026-08-31"),
  registerEntry(`group: ${groupId(1)}`, "service-account", "Directory synchronization", "2028-01-31"),
  registerEntry(`user: ${userId(3)}`, "exception", "Lost the phone"),
].join("")}`;

/** What a reader with too few permissions brings home: without people, licences and reviews, each with the reason. */
export function littleRead(): object {
  const { users, subscribedSkus, accessReviews, ...rest } = compliant();
  return {
    ...rest,
    notRead: [
      { key: "users", why: REFUSED, role: "User.Read.All" },
      { key: "subscribedSkus", why: REFUSED, role: "LicenseAssignment.Read.All" },
      { key: "accessReviews", why: "the tenant has no licence for it" },
    ],
  };
}
