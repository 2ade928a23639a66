import { aPolicy, groupId, userId } from "../../cli/a-tenant";
import { altered, firstPage, MISSING, notWhollyRead } from "../altered";
import { type Case, type Fact, itAnswers, itsDoubtsAreLawful } from "../law-of-doubt";
import { COMPLIANT_REGISTER, compliantTenant } from "../tenants/compliant";

const GOOD = compliantTenant();
const GLOBAL_ADMINISTRATOR = "62e90394-69f5-4237-9190-012177145e10";
const DEVICES = groupId(7);
const BOTH = [userId(1), userId(2)];

const withPolicies = (...policies: readonly object[]): object =>
  altered(GOOD, { policies: [...(GOOD as { policies: readonly object[] }).policies, ...policies] });
const block = (users: object = {}, conditions: object = {}, id = "b"): object =>
  aPolicy({
    id,
    displayName: "Block",
    users,
    conditions,
    grantControls: { operator: "OR", builtInControls: ["block"] },
  });
const forThemAlone = (users: object = { includeUsers: BOTH }): object =>
  aPolicy({
    id: "own",
    displayName: "Keys for break-glass",
    users: { includeUsers: [], ...users },
    grantControls: { operator: "OR", authenticationStrength: { id: "00000000-0000-0000-0000-000000000004" } },
  });
const group = (id: string, members: unknown): object => ({ id, displayName: `group ${id.slice(-1)}`, members });

const GUESTS = {
  guestOrExternalUserTypes: "b2bCollaborationGuest",
  externalTenants: { "@odata.type": "#microsoft.graph.conditionalAccessAllExternalTenants", membershipKind: "all" },
};

const BY_GROUP = COMPLIANT_REGISTER.replace(`user: ${userId(1)}`, `group: ${groupId(8)}`).replace(
  / {2}- user: [\s\S]*?(?= {2}- group: \S+001)/,
  "",
);

const CASES: readonly Case[] = [
  ["both are good", GOOD, "passed", /^2 break-glass/],
  [
    "they are disabled, and one is synchronized",
    altered(GOOD, {
      "users.0.accountEnabled": false,
      "users.1.accountEnabled": false,
      "users.1.onPremisesSyncEnabled": true,
    }),
    "failed",
    /break-glass-1 is disabled\. break-glass-2 is disabled and is synchronized/,
  ],
  [
    "the policy that carries the control asks them for MFA",
    altered(GOOD, { "policies.0.conditions.users.excludeUsers": [] }),
    "failed",
    /^None of .*break-glass-1 and break-glass-2: each has to do MFA because of "Require MFA .*"\.$/,
  ],
  [
    "a second policy for everybody forgets them",
    withPolicies(aPolicy({ id: "2", displayName: "Forgets" })),
    "failed",
    /has to do MFA because of "Forgets"/,
  ],
  ["a policy for them alone asks for a key that they have", withPolicies(forThemAlone()), "passed", /^2 break-glass/],
  [
    "a policy for them alone asks for a key, and one has no method",
    altered(withPolicies(forThemAlone()), { "userRegistrationDetails.1.isMfaRegistered": false }),
    "failed",
    /break-glass-2 has no method registered for the MFA that "Keys for break-glass" requires/,
  ],
  ...Object.entries({
    everybody: { includeUsers: ["All"] },
    "another person": { includeUsers: [...BOTH, userId(3)] },
    guests: { includeUsers: [...BOTH, "GuestsOrExternalUsers"] },
    "guests of a type": { includeUsers: BOTH, includeGuestsOrExternalUsers: GUESTS },
    "holders of a role": { includeUsers: BOTH, includeRoles: [GLOBAL_ADMINISTRATOR] },
    "a group with somebody else in it": { includeUsers: BOTH, includeGroups: [groupId(6), DEVICES] },
    "a group that may hold others": { includeUsers: BOTH, includeGroups: [groupId(5)] },
  }).map(
    ([others, users]): Case => [
      `a policy of the same kind that is for ${others} too asks them`,
      altered(withPolicies(forThemAlone(users)), {
        "groups.1": group(DEVICES, [{ id: userId(1) }, { id: userId(3) }]),
        "groups.2": group(groupId(6), [{ id: userId(1) }]),
        "groups.3": {
          ...group(groupId(5), [{ id: userId(1) }]),
          "members@odata.nextLink": "https://graph.invalid/next",
        },
      }),
      "failed",
      /has to do MFA because of "Keys for break-glass"/,
    ],
  ),
  [
    "only protocols of mail are left to them",
    withPolicies(
      block({}, { clientAppTypes: ["browser"] }),
      block({}, { clientAppTypes: ["mobileAppsAndDesktopClients"] }, "c"),
    ),
    "failed",
    /is stopped by "Block"/,
  ],
  [
    "they are declared by their group",
    altered(GOOD, {
      "groups.1": group(
        groupId(8),
        BOTH.map((id) => ({ id })),
      ),
      "policies.0.conditions.users.excludeGroups": [groupId(1), groupId(8)],
    }),
    "passed",
    /^2 break-glass/,
    BY_GROUP,
  ],
  [
    "the group that declares them holds one",
    altered(GOOD, {
      "groups.1": group(groupId(8), [{ id: userId(1) }]),
      "policies.0.conditions.users.excludeGroups": [groupId(1), groupId(8)],
    }),
    "failed",
    /^1 of the register's 1 break-glass account is/,
    BY_GROUP,
  ],
  [
    "their entries are overdue",
    GOOD,
    "failed",
    /The review of 2 break-glass entries is overdue/,
    COMPLIANT_REGISTER.replaceAll("2027-01-31", "2025-01-31"),
  ],
  [
    "there are three, and of one nothing is known",
    altered(GOOD, {
      "users.2.accountEnabled": MISSING,
      "policies.0.conditions.users.excludeUsers": [...BOTH, userId(3)],
    }),
    "passed",
    /^2 break-glass/,
    `${COMPLIANT_REGISTER}${COMPLIANT_REGISTER.slice("exclusions:\n".length).split("  - ")[1]?.replace(/^/, "  - ").replace(userId(1), userId(3))}`,
  ],
];

const enabled = (value: unknown): object => altered(GOOD, { "users.0.accountEnabled": value });
const synchronised = (value: unknown): object => altered(GOOD, { "users.0.onPremisesSyncEnabled": value });
const named = (value: unknown): object => altered(GOOD, { "users.0.userPrincipalName": value });
const stateOfBlock = (state: unknown): object => withPolicies({ ...block(), state });
const membersOfBlocked = (members: unknown, rest: object = {}): object =>
  altered(withPolicies(block({ includeUsers: [], includeGroups: [DEVICES] })), {
    "groups.1": { ...group(DEVICES, members), ...rest },
  });
const membersOfExcluded = (members: unknown): object =>
  altered(withPolicies(block({ excludeGroups: [DEVICES] })), { "groups.1": group(DEVICES, members) });
const holders = (roleAssignments: unknown): object =>
  altered(withPolicies(block({ excludeRoles: [GLOBAL_ADMINISTRATOR] })), { roleAssignments });
const hold = BOTH.map((principalId) => ({
  principalId,
  roleDefinitionId: GLOBAL_ADMINISTRATOR,
  directoryScopeId: "/",
}));
const placesBlocked = (namedLocations: unknown): object =>
  altered(withPolicies(block({}, { locations: { includeLocations: [groupId(9)] } })), { namedLocations });
const everywhere = ["0.0.0.0/1", "128.0.0.0/1", "::/0"].map((cidrAddress) => ({
  "@odata.type": `#microsoft.graph.iPv${cidrAddress.includes(":") ? 6 : 4}CidrRange`,
  cidrAddress,
}));
const place = (ipRanges: unknown): object => ({
  "@odata.type": "#microsoft.graph.ipNamedLocation",
  id: groupId(9),
  ipRanges,
});
const strength = (allowedCombinations: unknown): object =>
  withPolicies(
    aPolicy({
      id: "own",
      users: { includeUsers: BOTH },
      grantControls: {
        operator: "OR",
        authenticationStrength: { id: groupId(9), policyType: "custom", allowedCombinations },
      },
    }),
  );
const method = (value: unknown): object =>
  altered(withPolicies(forThemAlone()), { "userRegistrationDetails.0.isMfaRegistered": value });
const methods = (value: unknown): object => altered(withPolicies(forThemAlone()), { userRegistrationDetails: value });
const declaredGroup = (members: unknown): object =>
  altered(GOOD, {
    "groups.1": group(groupId(8), members),
    "policies.0.conditions.users.excludeGroups": [groupId(1), groupId(8)],
  });

const FACTS: readonly Fact[] = [
  [
    "whether an account is enabled",
    /User\.Read\.All/,
    [enabled(true), enabled(false)],
    [enabled(MISSING), enabled(null), enabled("yes")],
  ],
  [
    "where an account is mastered",
    /User\.Read\.All/,
    [synchronised(null), synchronised(false), synchronised(true)],
    [synchronised(MISSING), synchronised("yes")],
  ],
  [
    "whether an account is the tenant's own",
    /User\.Read\.All/,
    [named("a@contoso.example"), named("a_b#EXT#@contoso.example")],
    [named(MISSING), named(null), named(5)],
  ],
  [
    "the directory's users",
    /User\.Read\.All/,
    [GOOD, altered(GOOD, { users: [] }), enabled(false)],
    [
      altered(GOOD, { users: MISSING }),
      altered(GOOD, { users: null }),
      firstPage(GOOD, "users", 1),
      notWhollyRead(GOOD, "users", 1),
      altered(GOOD, { "users.0": "break-glass-1" }),
    ],
  ],
  [
    "which policies there are",
    /Policy\.Read\.All/,
    [GOOD, withPolicies(block())],
    [
      altered(GOOD, { policies: MISSING }),
      altered(GOOD, { policies: null }),
      firstPage(GOOD, "policies", 1),
      notWhollyRead(GOOD, "policies", 1),
      withPolicies({ ...block(), state: "sometimes" }),
    ],
  ],
  [
    "what a policy says",
    /check what isn't known or understood in/,
    [stateOfBlock("enabled"), stateOfBlock("disabled")],
    [
      stateOfBlock(MISSING),
      stateOfBlock(null),
      stateOfBlock("sometimes"),
      stateOfBlock(1),
      withPolicies(block({}, { weather: { is: "bad" } })),
      withPolicies(aPolicy({ id: "b", grantControls: { operator: "OR", builtInControls: ["sobriety"] } })),
      withPolicies(block({ excludeUsers: ["somebody"] })),
      withPolicies(block({}, { platforms: { includePlatforms: ["all"], excludePlatforms: ["toaster"] } })),
    ],
  ],
  [
    "who is in a group that a policy blocks",
    /GroupMember\.Read\.All/,
    [membersOfBlocked([]), membersOfBlocked(BOTH.map((id) => ({ id })))],
    [
      membersOfBlocked(MISSING),
      membersOfBlocked(null),
      membersOfBlocked([], { "members@odata.nextLink": "https://graph.invalid/next" }),
      membersOfBlocked([{ "@odata.type": "#microsoft.graph.group", id: groupId(99) }]),
    ],
  ],
  [
    "who is in a group that a block excludes",
    /GroupMember\.Read\.All/,
    [membersOfExcluded([]), membersOfExcluded(BOTH.map((id) => ({ id })))],
    [membersOfExcluded(MISSING), membersOfExcluded(null), membersOfExcluded("everybody")],
  ],
  [
    "who holds a role that a block excludes",
    /RoleManagement\.Read\.Directory/,
    [holders([]), holders(hold)],
    [holders(MISSING), holders(null), firstPage(holders(hold), "roleAssignments", 0)],
  ],
  [
    "the places from which they are blocked",
    /Policy\.Read\.All|check/,
    [placesBlocked([place(everywhere)]), placesBlocked([place(everywhere.slice(0, 1))])],
    [
      placesBlocked(MISSING),
      placesBlocked(null),
      placesBlocked([place(null)]),
      placesBlocked([]),
      placesBlocked([place([{ cidrAddress: "somewhere" }])]),
    ],
  ],
  [
    "the combinations of a strength that is asked of them",
    /check what/,
    [strength(["fido2"]), strength(["x509CertificateMultiFactor"])],
    [strength(MISSING), strength(null), strength([]), strength(["telepathy"])],
  ],
  [
    "whether an account that is asked for MFA has a method",
    /AuditLog\.Read\.All/,
    [method(true), method(false)],
    [
      method(MISSING),
      methods(MISSING),
      methods([]),
      method(null),
      methods(null),
      notWhollyRead(withPolicies(forThemAlone()), "userRegistrationDetails", 0),
      method("yes"),
    ],
  ],
];

const OF_A_GROUP: readonly Fact[] = [
  [
    "who is in the group that the register declares",
    /GroupMember\.Read\.All/,
    [declaredGroup([]), declaredGroup(BOTH.map((id) => ({ id })))],
    [
      declaredGroup(MISSING),
      declaredGroup(null),
      altered(GOOD, { groups: MISSING }),
      altered(GOOD, { groups: [] }),
      declaredGroup([{ "@odata.type": "#microsoft.graph.group", id: groupId(99) }]),
    ],
  ],
];

describe("whether there are two ways back in", () => {
  itAnswers("break-glass", CASES);
  itsDoubtsAreLawful("break-glass", COMPLIANT_REGISTER, FACTS);
  itsDoubtsAreLawful("break-glass", BY_GROUP, OF_A_GROUP);
});
