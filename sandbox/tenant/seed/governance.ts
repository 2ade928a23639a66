import type { GraphObject, JsonObject } from "../json";
import { seedId } from "./ids";

/** Administrative units: one of the help desk's, and one whose members not even the tenant's administrators change by the way. */
export function seedAdministrativeUnits(): readonly GraphObject[] {
  return [
    unit(1, "Sales and finance", false, [seedId("member", 12), seedId("member", 15)]),
    unit(2, "Protected accounts", true, [seedId("breakGlass", 1), seedId("breakGlass", 2)]),
  ];
}

function unit(n: number, displayName: string, isMemberManagementRestricted: boolean, memberIds: readonly string[]) {
  return {
    id: seedId("unit", n),
    displayName,
    description: null,
    visibility: null,
    isMemberManagementRestricted,
    memberIds,
  };
}

/** Somebody who may make a role active for a while. */
export function seedEligibilities(): readonly GraphObject[] {
  return [
    {
      id: seedId("eligibility", 1),
      principalId: seedId("member", 18),
      roleDefinitionId: "62e90394-69f5-4237-9190-012177145e10",
      directoryScopeId: "/",
      appScopeId: null,
      memberType: "Direct",
      status: "Provisioned",
    },
  ];
}

/** The exclusion group is reviewed every quarter. */
export function seedAccessReviews(): readonly GraphObject[] {
  const scope = {
    "@odata.type": "#microsoft.graph.accessReviewQueryScope",
    query: `/v1.0/groups/${seedId("group", 9)}/transitiveMembers`,
    queryType: "MicrosoftGraph",
    queryRoot: null,
  };
  const recurrence = {
    pattern: {
      type: "absoluteMonthly",
      interval: 3,
      month: 0,
      dayOfMonth: 0,
      daysOfWeek: [],
      firstDayOfWeek: "sunday",
    },
    range: { type: "noEnd", numberOfOccurrences: 0, startDate: "2026-01-05", endDate: "9999-12-31" },
  };
  const settings = { autoApplyDecisionsEnabled: true, defaultDecision: "Deny", instanceDurationInDays: 14, recurrence };
  const displayName = "Azure MFA exclusions, every quarter";
  return [
    { id: seedId("review", 1), displayName, status: "InProgress", scope, instanceEnumerationScope: null, settings },
  ];
}

/** Somebody hears of it when a break-glass account signs in. */
export function seedDetectionRules(): readonly GraphObject[] {
  const names = '"break-glass-1@contoso.example", "break-glass-2@contoso.example"';
  const queryText = `EntraIdSignInEvents | where AccountUpn in~ (${names}) | where ErrorCode == 0`;
  const queryCondition = { queryText, lastModifiedDateTime: "2026-01-05T08:00:00Z" };
  const displayName = "A break-glass account has signed in";
  return [{ id: "7", displayName, isEnabled: true, queryCondition, schedule: { period: "0" } }];
}

/** Nothing was ever set: beta shows the settings all the same. */
export const seedConditionalAccessSettings = (): JsonObject => ({
  id: "conditionalAccessSettings",
  modifiedDateTime: null,
  exclusions: { allResourcesExclusions: { userActionExclusions: [] } },
});

/** What each account has registered to sign in with: those that sign in by a program, and some people, nothing. */
export const seedRegistrations = (users: readonly GraphObject[]): readonly GraphObject[] =>
  users.map((user) => {
    const methods = methodsOf(user.id);
    const isRegistered = methods.length > 0;
    return {
      id: user.id,
      userPrincipalName: user["userPrincipalName"] ?? null,
      userDisplayName: user["displayName"] ?? null,
      userType: user["userType"] === "Guest" ? "guest" : "member",
      isAdmin: false,
      isMfaRegistered: isRegistered,
      isMfaCapable: isRegistered,
      isPasswordlessCapable: methods.includes("fido2SecurityKey"),
      methodsRegistered: methods,
    };
  });

const UNREGISTERED = [seedId("member", 12), seedId("guest", 4), ...[1, 2, 3].map((n) => seedId("service", n))];
const WITH_KEY = [seedId("breakGlass", 1), seedId("breakGlass", 2), seedId("member", 17)];

function methodsOf(id: string): readonly string[] {
  if (UNREGISTERED.includes(id)) return [];
  return WITH_KEY.includes(id) ? ["fido2SecurityKey"] : ["microsoftAuthenticatorPush", "softwareOneTimePasscode"];
}
