import type { GraphObject } from "../json";
import type { Governance } from "../store/store";
import { seedId } from "./ids";

/** The data around the policies of a tenant with these users. */
export const seedGovernance = (users: readonly GraphObject[]): Governance => ({
  roleEligibilitySchedules: [ELIGIBLE],
  userRegistrationDetails: users.map(registration),
  accessReviews: [QUARTERLY_REVIEW],
  directoryAudits: [],
  // Graph's beta version returns these settings even if they were never set.
  conditionalAccessSettings: {
    id: "conditionalAccessSettings",
    modifiedDateTime: null,
    exclusions: { allResourcesExclusions: { userActionExclusions: [] } },
  },
});

/** A user who can activate a role for some time. */
const ELIGIBLE: GraphObject = {
  id: seedId("eligibility", 1),
  principalId: seedId("member", 18),
  roleDefinitionId: "62e90394-69f5-4237-9190-012177145e10",
  directoryScopeId: "/",
  status: "Provisioned",
};

/** A quarterly access review of the group for exclusions. */
const QUARTERLY_REVIEW: GraphObject = {
  id: seedId("review", 1),
  displayName: "Azure MFA exclusions, every quarter",
  status: "InProgress",
  scope: {
    "@odata.type": "#microsoft.graph.accessReviewQueryScope",
    query: `/v1.0/groups/${seedId("group", 9)}/transitiveMembers`,
    queryType: "MicrosoftGraph",
    queryRoot: null,
  },
  instanceEnumerationScope: null,
  settings: {
    autoApplyDecisionsEnabled: true,
    defaultDecision: "Deny",
    instanceDurationInDays: 14,
    recurrence: {
      pattern: { type: "absoluteMonthly", interval: 3 },
      range: { type: "noEnd", numberOfOccurrences: 0, startDate: "2026-01-05", endDate: "9999-12-31" },
    },
  },
};

/** The authentication methods of an account. Accounts of programs, and some people, have none. */
function registration({ id }: GraphObject): GraphObject {
  const methods = methodsOf(id);
  const isRegistered = methods.length > 0;
  return { id, isMfaRegistered: isRegistered, isMfaCapable: isRegistered, methodsRegistered: methods };
}

const UNREGISTERED = [seedId("member", 12), seedId("guest", 4), ...[1, 2, 3].map((n) => seedId("service", n))];
const WITH_KEY = [seedId("breakGlass", 1), seedId("breakGlass", 2), seedId("member", 17)];

function methodsOf(id: string): readonly string[] {
  if (UNREGISTERED.includes(id)) return [];
  return WITH_KEY.includes(id) ? ["fido2SecurityKey"] : ["microsoftAuthenticatorPush", "softwareOneTimePasscode"];
}
