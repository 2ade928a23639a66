import { addresses, aGroup, aPolicy, aRoleOf, GLOBAL_ADMINISTRATOR, groupId, userId } from "../../cli/a-tenant";
import { altered, MISSING, unknowable } from "../altered";
import { type Case, type Fact, itAnswers, itsDoubtsAreLawful } from "../law-of-doubt";
import { COMPLIANT_REGISTER, compliantTenant } from "../tenants/compliant";

const GOOD = compliantTenant();
const BOTH = [userId(1), userId(2)];
const BOTH_INSIDE = BOTH.map((id) => ({ id }));

const good = (changes: { readonly [path: string]: unknown }): object => altered(GOOD, changes);
const withPolicies = (...policies: readonly object[]): object =>
  good({ policies: [...(GOOD as { policies: readonly object[] }).policies, ...policies] });
const block = (users: object = {}, conditions: object = {}, id = "b"): object =>
  aPolicy({
    id,
    displayName: "Block",
    users,
    conditions,
    grantControls: { operator: "OR", builtInControls: ["block"] },
  });
const keysFor = (
  users: object,
  authenticationStrength: object = { id: "00000000-0000-0000-0000-000000000004" },
): object =>
  withPolicies(
    aPolicy({
      id: "own",
      displayName: "Keys",
      users: { includeUsers: [], ...users },
      grantControls: { operator: "OR", authenticationStrength },
    }),
  );
const KEYS = keysFor({ includeUsers: BOTH });
const declaredGroup = (members: unknown): object =>
  good({
    "groups.1": { ...aGroup(8), members },
    "policies.0.conditions.users.excludeGroups": [groupId(1), groupId(8)],
  });

const GUESTS = {
  guestOrExternalUserTypes: "b2bCollaborationGuest",
  externalTenants: { "@odata.type": "#microsoft.graph.conditionalAccessAllExternalTenants", membershipKind: "all" },
};

const [first = "", second = ""] = COMPLIANT_REGISTER.split(/(?=^ {2}- )/m).slice(1);
const BY_GROUP = COMPLIANT_REGISTER.replace(`user: ${userId(1)}`, `group: ${groupId(8)}`).replace(second, "");
const OF_THREE = `${COMPLIANT_REGISTER}${first.replace(userId(1), userId(3))}`;
const OVERDUE = COMPLIANT_REGISTER.replaceAll("2027-01-31", "2025-01-31");

/** People beside the break-glass accounts. */
const OTHERS: Readonly<Record<string, object>> = {
  everybody: { includeUsers: ["All"] },
  "another person": { includeUsers: [...BOTH, userId(3)] },
  guests: { includeUsers: [...BOTH, "GuestsOrExternalUsers"] },
  "guests of a type": { includeUsers: BOTH, includeGuestsOrExternalUsers: GUESTS },
  "holders of a role": { includeUsers: BOTH, includeRoles: [GLOBAL_ADMINISTRATOR] },
  "a group with somebody else in it": { includeUsers: BOTH, includeGroups: [groupId(6), groupId(7)] },
  "a group that may hold others": { includeUsers: BOTH, includeGroups: [groupId(5)] },
};
const groups = {
  "groups.1": aGroup(7, [{ id: userId(1) }, { id: userId(3) }]),
  "groups.2": aGroup(6, [{ id: userId(1) }]),
  "groups.3": aGroup(5, [{ id: userId(1) }], { "members@odata.nextLink": "https://graph.invalid/next" }),
};

const forgets = aPolicy({ id: "2", displayName: "Forgets" });
const [off, local] = ["accountEnabled", "onPremisesSyncEnabled"];
const onlyMail = [
  block({}, { clientAppTypes: ["browser"] }),
  block({}, { clientAppTypes: ["mobileAppsAndDesktopClients"] }, "c"),
];

const CASES: readonly Case[] = [
  ["both are good", GOOD, "passed", /^2 break-glass/],
  [
    "they are disabled, and one is synchronized",
    good({ [`users.0.${off}`]: false, [`users.1.${off}`]: false, [`users.1.${local}`]: true }),
    "failed",
    /break-glass-1 is disabled\. break-glass-2 is disabled and is synchronized/,
  ],
  [
    "the policy that carries the control asks them for MFA",
    good({ "policies.0.conditions.users.excludeUsers": [] }),
    "failed",
    /^The register has 2 .*none is .*break-glass-1 and break-glass-2: each has to do MFA because of "Require MFA .*"\.$/,
  ],
  ["a second policy for everybody forgets them", withPolicies(forgets), "failed", /has to do MFA because of "Forgets"/],
  ["a policy for them alone asks for a key that they have", KEYS, "passed", /^2 break-glass/],
  [
    "a policy for them alone asks for a key, and one has no method",
    altered(KEYS, { "userRegistrationDetails.1.isMfaRegistered": false }),
    "failed",
    /break-glass-2 has no method registered for the MFA that its own policies require/,
  ],
  ...Object.entries(OTHERS).map(
    ([others, users]): Case => [
      `a policy of the same kind that is for ${others} too asks them`,
      altered(keysFor(users), groups),
      ...(["failed", /has to do MFA because of "Keys"/] as const),
    ],
  ),
  ["only protocols of mail are left to them", withPolicies(...onlyMail), "failed", /is stopped by "Block"/],
  ["they are declared by their group", declaredGroup(BOTH_INSIDE), "passed", /^2 break-glass/, BY_GROUP],
  [
    "the group that declares them holds one",
    declaredGroup([{ id: userId(1) }]),
    ...(["failed", /^The register has 1 break-glass account, and 1 is/, BY_GROUP] as const),
  ],
  ["their entries are overdue", GOOD, "failed", /^No register entry in force .* You need 2\.$/, OVERDUE],
  [
    "there are three, and of one nothing is known",
    good({ [`users.2.${off}`]: MISSING, "policies.0.conditions.users.excludeUsers": [...BOTH, userId(3)] }),
    ...(["passed", /^2 break-glass/, OF_THREE] as const),
  ],
];

const of = (path: string) => (value: unknown) => good({ [path]: value });
const [enabled, synchronised, named] = [of(`users.0.${off}`), of(`users.0.${local}`), of("users.0.userPrincipalName")];
const stateOfBlock = (state: unknown): object => withPolicies({ ...block(), state });
const membersOfBlocked = (members: unknown, rest: object = {}): object =>
  altered(withPolicies(block({ includeUsers: [], includeGroups: [groupId(7)] })), {
    "groups.1": { ...aGroup(7), members, ...rest },
  });
const membersOfExcluded = (members: unknown): object =>
  altered(withPolicies(block({ excludeGroups: [groupId(7)] })), { "groups.1": { ...aGroup(7), members } });
const ROLES = [GLOBAL_ADMINISTRATOR];
const held = (roleAssignments: unknown, users: object) => altered(withPolicies(block(users)), { roleAssignments });
const HELD = BOTH.map((id) => aRoleOf(id));
const placesBlocked = (namedLocations: unknown): object =>
  altered(withPolicies(block({}, { locations: { includeLocations: [groupId(9)] } })), { namedLocations });
const EVERYWHERE = ["0.0.0.0/1", "128.0.0.0/1", "::/0"];
const place = (...ranges: readonly string[]): object => addresses(groupId(9), ranges);
const ODD_PLACE = { ...place(), ipRanges: [{ cidrAddress: "somewhere" }] };
const strength = (allowedCombinations: unknown): object =>
  keysFor({ includeUsers: BOTH }, { id: groupId(9), policyType: "custom", allowedCombinations });
const method = (value: unknown): object => altered(KEYS, { "userRegistrationDetails.0.isMfaRegistered": value });
const methods = (value: unknown): object => altered(KEYS, { userRegistrationDetails: value });
const LOST = [{ "@odata.type": "#microsoft.graph.group", id: groupId(99) }];
const [USERS, POLICIES, GROUPS] = [/User\.Read\.All/, /Policy\.Read\.All/, /GroupMember\.Read\.All/];

const FACTS: readonly Fact[] = [
  ["whether an account is enabled", USERS, [true, false].map(enabled), [MISSING, null, "yes"].map(enabled)],
  ["where an account is mastered", USERS, [null, false, true].map(synchronised), [MISSING, "yes"].map(synchronised)],
  [
    "whether an account is the tenant's own",
    USERS,
    ["a@contoso.example", "a_b#EXT#@contoso.example"].map(named),
    [MISSING, null, 5].map(named),
  ],
  [
    "the directory's users",
    USERS,
    [GOOD, good({ users: [] }), enabled(false)],
    [...unknowable(GOOD, "users", 1), good({ "users.0": "break-glass-1" })],
  ],
  [
    "which policies there are",
    POLICIES,
    [GOOD, withPolicies(block())],
    [...unknowable(GOOD, "policies", 1), stateOfBlock("sometimes")],
  ],
  [
    "what a policy says",
    /check what isn't known or understood in/,
    ["enabled", "disabled"].map(stateOfBlock),
    [
      ...[MISSING, null, "sometimes", 1].map(stateOfBlock),
      withPolicies(block({}, { weather: { is: "bad" } })),
      withPolicies(aPolicy({ id: "b", grantControls: { operator: "OR", builtInControls: ["sobriety"] } })),
      withPolicies(block({ excludeUsers: ["somebody"] })),
      withPolicies(block({}, { platforms: { includePlatforms: ["all"], excludePlatforms: ["toaster"] } })),
    ],
  ],
  [
    "who is in a group that a policy blocks",
    GROUPS,
    [membersOfBlocked([]), membersOfBlocked(BOTH_INSIDE)],
    [
      ...[MISSING, null, LOST].map((members) => membersOfBlocked(members)),
      membersOfBlocked([], { "members@odata.nextLink": "https://graph.invalid/next" }),
    ],
  ],
  [
    "who is in a group that a block excludes",
    GROUPS,
    [[], BOTH_INSIDE].map(membersOfExcluded),
    [MISSING, null, "everybody"].map(membersOfExcluded),
  ],
  ...[{ excludeRoles: ROLES }, { includeUsers: [], includeRoles: ROLES }].map(
    (users): Fact => [
      `who holds a role that a block has: ${Object.keys(users)}`,
      /RoleManagement\.Read\.Directory/,
      [[], HELD].map((assignments) => held(assignments, users)),
      unknowable(held(HELD, users), "roleAssignments", 0),
    ],
  ),
  [
    "the places from which they are blocked",
    /Policy\.Read\.All|check/,
    [[place(...EVERYWHERE)], [place("0.0.0.0/1")]].map(placesBlocked),
    [MISSING, null, [{ ...place(), ipRanges: null }], [], [ODD_PLACE]].map(placesBlocked),
  ],
  [
    "the combinations of a strength that is asked of them",
    /check what/,
    [["fido2"], ["x509CertificateMultiFactor"]].map(strength),
    [MISSING, null, [], ["telepathy"]].map(strength),
  ],
  [
    "whether an account that is asked for MFA has a method",
    /AuditLog\.Read\.All/,
    [true, false].map(method),
    [...[MISSING, null, "yes"].map(method), methods([]), ...unknowable(KEYS, "userRegistrationDetails", 0)],
  ],
];

const OF_A_GROUP: readonly Fact[] = [
  [
    "who is in the group that the register declares",
    GROUPS,
    [[], BOTH_INSIDE].map(declaredGroup),
    [...[MISSING, null, LOST].map(declaredGroup), good({ groups: MISSING }), good({ groups: [] })],
  ],
];

describe("whether there are two ways back in", () => {
  itAnswers("break-glass", CASES);
  itsDoubtsAreLawful("break-glass", COMPLIANT_REGISTER, FACTS);
  itsDoubtsAreLawful("break-glass", BY_GROUP, OF_A_GROUP);
});
