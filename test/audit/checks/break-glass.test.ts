import { aPolicy, groupId, userId } from "../../cli/a-tenant";
import { altered, firstPage, MISSING, notWhollyRead } from "../altered";
import { assertAnswer, type Fact, itsDoubtsAreLawful } from "../law-of-doubt";
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

interface Case {
  readonly title: string;
  readonly tenant: object;
  readonly register?: string;
  readonly answer: "passed" | "failed" | "unknown";
  readonly because: RegExp;
}

const BY_GROUP = COMPLIANT_REGISTER.replace(`user: ${userId(1)}`, `group: ${groupId(8)}`).replace(
  / {2}- user: [\s\S]*?(?= {2}- group: \S+001)/,
  "",
);

const CASES: readonly Case[] = [
  { title: "both are good", tenant: GOOD, answer: "passed", because: /^2 break-glass/ },
  {
    title: "they are disabled, and one is synchronized",
    tenant: altered(GOOD, {
      "users.0.accountEnabled": false,
      "users.1.accountEnabled": false,
      "users.1.onPremisesSyncEnabled": true,
    }),
    answer: "failed",
    because: /break-glass-1 is disabled\. break-glass-2 is disabled and is synchronized/,
  },
  {
    title: "the policy that carries the control asks them for MFA",
    tenant: altered(GOOD, { "policies.0.conditions.users.excludeUsers": [] }),
    answer: "failed",
    because: /^None of .*break-glass-1 and break-glass-2: each is asked for MFA by "Require MFA .*"\.$/,
  },
  {
    title: "a second policy for everybody forgets them",
    tenant: withPolicies(aPolicy({ id: "2", displayName: "Forgets" })),
    answer: "failed",
    because: /asked for MFA by "Forgets"/,
  },
  {
    title: "a policy for them alone asks for a key that they have",
    tenant: withPolicies(forThemAlone()),
    answer: "passed",
    because: /^2 break-glass/,
  },
  {
    title: "a policy for them alone asks for a key, and one has no method",
    tenant: altered(withPolicies(forThemAlone()), { "userRegistrationDetails.1.isMfaRegistered": false }),
    answer: "failed",
    because: /break-glass-2 has no method registered for the MFA that "Keys for break-glass" asks it for/,
  },
  {
    title: "a policy of the same kind that is for others too asks them",
    tenant: withPolicies(forThemAlone({ includeUsers: [...BOTH, userId(3)] })),
    answer: "failed",
    because: /is asked for MFA by "Keys for break-glass"/,
  },
  {
    title: "only protocols of mail are left to them",
    tenant: withPolicies(
      block({}, { clientAppTypes: ["browser"] }),
      block({}, { clientAppTypes: ["mobileAppsAndDesktopClients"] }, "c"),
    ),
    answer: "failed",
    because: /is stopped by "Block"/,
  },
  {
    title: "they are declared by their group",
    tenant: altered(GOOD, {
      "groups.1": group(
        groupId(8),
        BOTH.map((id) => ({ id })),
      ),
      "policies.0.conditions.users.excludeGroups": [groupId(1), groupId(8)],
    }),
    register: BY_GROUP,
    answer: "passed",
    because: /^2 break-glass/,
  },
  {
    title: "the group that declares them holds one",
    tenant: altered(GOOD, {
      "groups.1": group(groupId(8), [{ id: userId(1) }]),
      "policies.0.conditions.users.excludeGroups": [groupId(1), groupId(8)],
    }),
    register: BY_GROUP,
    answer: "failed",
    because: /^1 of the register's 1 break-glass account is/,
  },
  {
    title: "their entries are overdue",
    tenant: GOOD,
    register: COMPLIANT_REGISTER.replaceAll("2027-01-31", "2025-01-31"),
    answer: "failed",
    because: /The review of 2 break-glass entries is overdue/,
  },
  {
    title: "there are three, and of one nothing is known",
    tenant: altered(GOOD, {
      "users.2.accountEnabled": MISSING,
      "policies.0.conditions.users.excludeUsers": [...BOTH, userId(3)],
    }),
    register: `${COMPLIANT_REGISTER}${COMPLIANT_REGISTER.slice("exclusions:\n".length).split("  - ")[1]?.replace(/^/, "  - ").replace(userId(1), userId(3))}`,
    answer: "passed",
    because: /^2 break-glass/,
  },
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
  {
    name: "whether an account is enabled",
    unknowable: {
      missing: [enabled(MISSING)],
      null: [enabled(null)],
      "in part": "it is one value",
      "not understood": [enabled("yes")],
    },
    readings: [enabled(true), enabled(false)],
    asks: /User\.Read\.All/,
  },
  {
    name: "where an account is mastered",
    unknowable: {
      missing: [synchronised(MISSING)],
      null: "null means that it never was synchronised",
      "in part": "it is one value",
      "not understood": [synchronised("yes")],
    },
    readings: [synchronised(null), synchronised(false), synchronised(true)],
    asks: /User\.Read\.All/,
  },
  {
    name: "whether an account is the tenant's own",
    unknowable: {
      missing: [named(MISSING)],
      null: [named(null)],
      "in part": "it is one value",
      "not understood": [named(5)],
    },
    readings: [named("a@contoso.example"), named("a_b#EXT#@contoso.example")],
    asks: /User\.Read\.All/,
  },
  {
    name: "the directory's users",
    unknowable: {
      missing: [altered(GOOD, { users: MISSING })],
      null: [altered(GOOD, { users: null })],
      "in part": [firstPage(GOOD, "users", 1), notWhollyRead(GOOD, "users", 1)],
      "not understood": [altered(GOOD, { "users.0": "break-glass-1" })],
    },
    readings: [GOOD, altered(GOOD, { users: [] }), enabled(false)],
    asks: /User\.Read\.All/,
  },
  {
    name: "which policies there are",
    unknowable: {
      missing: [altered(GOOD, { policies: MISSING })],
      null: [altered(GOOD, { policies: null })],
      "in part": [firstPage(GOOD, "policies", 1), notWhollyRead(GOOD, "policies", 1)],
      "not understood": [withPolicies({ ...block(), state: "sometimes" })],
    },
    readings: [GOOD, withPolicies(block())],
    asks: /Policy\.Read\.All/,
  },
  {
    name: "what a policy says",
    unknowable: {
      missing: [stateOfBlock(MISSING)],
      null: [stateOfBlock(null)],
      "in part": "an object is there as a whole",
      "not understood": [
        stateOfBlock("sometimes"),
        stateOfBlock(1),
        withPolicies(block({}, { weather: { is: "bad" } })),
        withPolicies(aPolicy({ id: "b", grantControls: { operator: "OR", builtInControls: ["sobriety"] } })),
        withPolicies(block({ excludeUsers: ["somebody"] })),
        withPolicies(block({}, { platforms: { includePlatforms: ["all"], excludePlatforms: ["toaster"] } })),
      ],
    },
    readings: [stateOfBlock("enabled"), stateOfBlock("disabled")],
    asks: /look at what isn't known or understood in/,
  },
  {
    name: "who is in a group that a policy blocks",
    unknowable: {
      missing: [membersOfBlocked(MISSING)],
      null: [membersOfBlocked(null)],
      "in part": [membersOfBlocked([], { "members@odata.nextLink": "https://graph.invalid/next" })],
      "not understood": [membersOfBlocked([{ "@odata.type": "#microsoft.graph.group", id: groupId(99) }])],
    },
    readings: [membersOfBlocked([]), membersOfBlocked(BOTH.map((id) => ({ id })))],
    asks: /GroupMember\.Read\.All/,
  },
  {
    name: "who is in a group that a block leaves out",
    unknowable: {
      missing: [membersOfExcluded(MISSING)],
      null: [membersOfExcluded(null)],
      "in part": "as with one that is blocked",
      "not understood": [membersOfExcluded("everybody")],
    },
    readings: [membersOfExcluded([]), membersOfExcluded(BOTH.map((id) => ({ id })))],
    asks: /GroupMember\.Read\.All/,
  },
  {
    name: "who holds a role that a block leaves out",
    unknowable: {
      missing: [holders(MISSING)],
      null: [holders(null)],
      "in part": [firstPage(holders(hold), "roleAssignments", 0)],
      "not understood": "what isn't understood is refused",
    },
    readings: [holders([]), holders(hold)],
    asks: /RoleManagement\.Read\.Directory/,
  },
  {
    name: "the places from which they are blocked",
    unknowable: {
      missing: [placesBlocked(MISSING)],
      null: [placesBlocked(null), placesBlocked([place(null)])],
      "in part": [placesBlocked([])],
      "not understood": [placesBlocked([place([{ cidrAddress: "somewhere" }])])],
    },
    readings: [placesBlocked([place(everywhere)]), placesBlocked([place(everywhere.slice(0, 1))])],
    asks: /Policy\.Read\.All|look at/,
  },
  {
    name: "the combinations of a strength that is asked of them",
    unknowable: {
      missing: [strength(MISSING)],
      null: [strength(null)],
      "in part": [strength([])],
      "not understood": [strength(["telepathy"])],
    },
    readings: [strength(["fido2"]), strength(["x509CertificateMultiFactor"])],
    asks: /look at/,
  },
  {
    name: "whether an account that is asked for MFA has a method",
    unknowable: {
      missing: [method(MISSING), methods(MISSING), methods([])],
      null: [method(null), methods(null)],
      "in part": [notWhollyRead(withPolicies(forThemAlone()), "userRegistrationDetails", 0)],
      "not understood": [method("yes")],
    },
    readings: [method(true), method(false)],
    asks: /AuditLog\.Read\.All/,
  },
];

const OF_A_GROUP: readonly Fact[] = [
  {
    name: "who is in the group that the register declares",
    unknowable: {
      missing: [declaredGroup(MISSING)],
      null: [declaredGroup(null)],
      "in part": [altered(GOOD, { groups: MISSING }), altered(GOOD, { groups: [] })],
      "not understood": [declaredGroup([{ "@odata.type": "#microsoft.graph.group", id: groupId(99) }])],
    },
    readings: [declaredGroup([]), declaredGroup(BOTH.map((id) => ({ id })))],
    asks: /GroupMember\.Read\.All/,
  },
];

describe("whether there are two ways back in", () => {
  for (const { title, tenant, register = COMPLIANT_REGISTER, answer, because } of CASES)
    it(`${title}: ${answer}`, () => assertAnswer("break-glass", { tenant, register }, answer, because));

  itsDoubtsAreLawful("break-glass", COMPLIANT_REGISTER, FACTS);
  itsDoubtsAreLawful("break-glass", BY_GROUP, OF_A_GROUP);
});
