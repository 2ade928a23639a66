import assert from "node:assert/strict";
import { type Properties, type Resource, UNRESOLVED } from "../../policies/stack/objects/resource";
import * as ids from "./support/ids";
import { aPolicy, askingFor, IN_STACK, policyArguments } from "./support/policies";
import { anEntry } from "./support/register";
import { made, RESOURCE, reference, update } from "./support/requests";
import { aResource, aStack, reportedOfResource, reportedOfStack, settingsOf } from "./support/stacks";
import { aTenant, PROTECTED } from "./support/tenants";

const { BREAK_GLASS, EXCLUDED_GROUP, EXCLUDED_ROLE, NEWER, ORDINARY_USER, OTHER_GROUP } = ids;

type Configuration = { readonly [rule: string]: object };
/** A program and the pack's configuration, as they are before and after somebody takes the advice. */
type Case = readonly [program: readonly Resource[], configuration: Configuration];

const approving = (...users: readonly string[]) => ({
  "approved-exclusions": {
    register: { exclusions: users.map((user) => anEntry({ user }, { kind: "exception" })) },
  },
});
const reviewedBy = (reviewBy: string, who: object = { user: ORDINARY_USER }) => ({
  "approved-exclusions": { register: { exclusions: [anEntry(who, { kind: "exception", reviewBy })] } },
});
const withTenant = (excluded: object = {}) => {
  const { groups, ...rest } = aTenant();
  const changed = groups.map((group) => (group.id === EXCLUDED_GROUP ? { ...group, ...excluded } : group));
  return { "tenant-stays-closed": { tenant: { ...rest, groups: changed } } };
};
const SNAPSHOT = withTenant();
const TWO = withTenant({ members: [{ id: BREAK_GLASS }, { id: ids.SECOND_USER }] });
const LISTED = { "protected-baseline": { protected: PROTECTED } };
const SALES = withTenant({ membershipRule: 'user.department -eq "Sales"' });

const named = (type: string, name: string, properties: Properties) => aResource(type, properties, { name });
const joining = (groupObjectId: unknown, memberObjectId: unknown = ORDINARY_USER) =>
  named("GroupMember", "join", { groupObjectId, memberObjectId });
const user = (department: unknown) => named("User", "new", { userPrincipalName: "n@contoso.example", department });
const role = (roleDefinitionId: string) =>
  made(`roleManagement/directory/roleAssignments`, {
    roleDefinitionId,
    principalId: ORDINARY_USER,
    directoryScopeId: "/",
  });
const federation = (federatedIdpMfaBehavior: string) =>
  made("domains/contoso.example/federationConfiguration", { federatedIdpMfaBehavior });
const inStack = (...program: readonly Resource[]): Case => [program, IN_STACK];
const excluding = aPolicy({ users: { excludedUsers: [ORDINARY_USER] } });
const leavingOut = aPolicy({ users: { excludedGroups: [EXCLUDED_GROUP] } });
const bare = (options: Partial<Resource["options"]>) => ({ options: { protect: true, ignoreChanges: [], ...options } });
const deployed = policyArguments();

/** The advice, in words that the pack prints; what caused it; and the same with the advice taken. */
const ADVICE: readonly (readonly [advice: string, before: Case, after: Case])[] = [
  ["take this out", [[joining(EXCLUDED_GROUP)], SNAPSHOT], [[], SNAPSHOT]],
  [
    "have the people approved in the register",
    [[joining(EXCLUDED_GROUP)], { ...SNAPSHOT, ...approving(BREAK_GLASS) }],
    [[joining(EXCLUDED_GROUP)], { ...SNAPSHOT, ...approving(BREAK_GLASS, ORDINARY_USER) }],
  ],
  [
    "first declare a policy that requires MFA of the same people (`dependsOn`)",
    [[aPolicy({ state: "disabled" }, { name: "old", properties: policyOff() })], SNAPSHOT],
    [
      [named("ConditionalAccessPolicy", "new", deployed), named("ConditionalAccessPolicy", "old", policyOff())],
      SNAPSHOT,
    ],
  ],
  [
    "write literal attributes that the membership rule doesn't match",
    [[user(UNRESOLVED)], SALES],
    [[user("Support")], SALES],
  ],
  ["write unknown values as literals", [[joining(UNRESOLVED)], SNAPSHOT], [[joining(OTHER_GROUP)], SNAPSHOT]],
  [
    "add people one by one in place of a group of another stack",
    [[joining(EXCLUDED_GROUP, OTHER_GROUP)], { ...SNAPSHOT, ...approving(BREAK_GLASS, ids.SECOND_USER) }],
    [[joining(EXCLUDED_GROUP, ids.SECOND_USER)], { ...SNAPSHOT, ...approving(BREAK_GLASS, ids.SECOND_USER) }],
  ],
  [
    "assign the role by its template's id",
    [[update(`directoryRoles/${NEWER}/members/$ref`, reference(ORDINARY_USER))], SNAPSHOT],
    [[role("88d8e3e3-8f55-4a1e-953a-9b9898b8876b")], SNAPSHOT],
  ],
  ["leave it to the stack that owns the guarantee", [[joining(EXCLUDED_GROUP)], LISTED], [[], LISTED]],
  [
    "leave this setting to the owners of the tenant",
    [[federation("acceptIfMfaDoneByFederatedIdp")], LISTED],
    [[], LISTED],
  ],
  [
    "take this resource out, and make the change in the resource that manages the object",
    inStack(
      aPolicy({}, { properties: { ...deployed, objectId: NEWER } }),
      aResource(RESOURCE, { url: "identity/conditionalAccess/policies", id: NEWER, body: {} }, { name: "second" }),
    ),
    inStack(aPolicy({}, { properties: { ...deployed, objectId: NEWER } })),
  ],
  ["set the state to enabled", inStack(aPolicy({ state: "disabled" })), inStack(aPolicy())],
  [
    "require mfa, or an authentication strength",
    inStack(aPolicy({ grantControls: { operator: "OR", builtInControls: ["mfa", "compliantDevice"] } })),
    inStack(aPolicy({ grantControls: { operator: "AND", builtInControls: ["mfa", "compliantDevice"] } })),
  ],
  [
    "include All users",
    inStack(aPolicy({ users: { includedUsers: [], includedRoles: [EXCLUDED_ROLE] } })),
    inStack(aPolicy()),
  ],
  [
    "include the Windows Azure Service Management API",
    inStack(aPolicy({ applications: { includedApplications: ["MicrosoftAdminPortals"] } })),
    inStack(aPolicy()),
  ],
  [
    "use a policy for users",
    inStack(
      aPolicy({ conditions: { clientApplications: { includedServicePrincipals: ["ServicePrincipalsInMyTenant"] } } }),
    ),
    inStack(aPolicy()),
  ],
  ["refer to resources of this stack", inStack(aPolicy({ state: UNRESOLVED })), inStack(aPolicy())],
  [
    "an authentication strength of this stack or the snapshot",
    inStack(askingFor(ids.CUSTOM_STRENGTH)),
    [[askingFor(ids.CUSTOM_STRENGTH)], { ...IN_STACK, ...SNAPSHOT }],
  ],
  ["take the exclusion out", inStack(excluding), inStack(aPolicy())],
  [
    "hold the review and have a date within a year approved",
    [[excluding], { ...IN_STACK, ...reviewedBy("2026-08-31") }],
    [[excluding], { ...IN_STACK, ...reviewedBy("2027-08-31") }],
  ],
  [
    "take the exclusion out, or have it approved",
    [[leavingOut], { ...IN_STACK, ...TWO, ...approving(BREAK_GLASS) }],
    [[leavingOut], { ...IN_STACK, ...TWO, ...reviewedBy("2027-08-31", { group: EXCLUDED_GROUP }) }],
  ],
  [
    "or have it approved in the pack's register",
    inStack(excluding),
    [[excluding], { ...IN_STACK, ...approving(ORDINARY_USER) }],
  ],
  ["declare the ConditionalAccessPolicy that carries the guarantee", inStack(), inStack(aPolicy())],
  [
    "take these properties out of ignoreChanges",
    inStack(aPolicy({}, bare({ ignoreChanges: ["state"] }))),
    inStack(aPolicy({}, bare({ ignoreChanges: ["displayName"] }))),
  ],
  [
    "set `protect: true`",
    inStack(aPolicy({}, { ...bare({ protect: false }), properties: { ...deployed, objectId: NEWER } })),
    inStack(aPolicy({}, { properties: { ...deployed, objectId: NEWER } })),
  ],
  [
    "have the pack's owner set a later report-only-deadline.reportOnlyUntil",
    [[reportOnly()], { ...IN_STACK, "report-only-deadline": { reportOnlyUntil: "2026-08-01" } }],
    [[reportOnly()], { ...IN_STACK, "report-only-deadline": { reportOnlyUntil: "2026-10-01" } }],
  ],
];

function policyOff(): Properties {
  return { ...policyArguments({ state: "disabled" }), objectId: ids.BASELINE_POLICY };
}

function reportOnly(): Resource {
  return aPolicy({ state: "enabledForReportingButNotEnforced" });
}

const CONDITIONS: Readonly<Record<string, Properties>> = {
  "apply it to all client app types": { clientAppTypes: ["browser"] },
  "apply it to all locations": { locations: { includedLocations: ["All"], excludedLocations: ["AllTrusted"] } },
  "apply it to all platforms": { platforms: { includedPlatforms: ["all"], excludedPlatforms: ["linux"] } },
  "remove its device filter": { devices: { filter: { mode: "exclude", rule: 'device.model -eq "x"' } } },
  "remove its condition on sign-in risk": { signInRiskLevels: ["high"] },
  "remove its condition on authentication flows": { authenticationFlowTransferMethods: ["deviceCodeFlow"] },
};

/** What the pack prints of a whole preview. */
const found = ([program, configuration]: Case) => {
  const settings = settingsOf(configuration);
  return [
    ...program.flatMap((one, index) => reportedOfResource(one, settings, program.slice(0, index + 1))),
    ...reportedOfStack(aStack(program), settings),
  ].map(({ finding: { message, help } }) => ({ message, help }));
};

describe("the pack's advice", () => {
  const onConditions = Object.entries(CONDITIONS).map(
    ([advice, conditions]) => [advice, inStack(aPolicy({ conditions })), inStack(aPolicy())] as const,
  );
  for (const [advice, before, after] of [...ADVICE, ...onConditions]) {
    it(`is printed: ${advice}`, () =>
      assert.ok(
        found(before).some(({ help }) => help.includes(advice)),
        JSON.stringify(found(before)),
      ));
    it(`helps: ${advice}`, () => assert.deepEqual(found(after), []));
  }
});
