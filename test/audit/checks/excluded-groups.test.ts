import { aPolicy, groupId } from "../../cli/a-tenant";
import { altered, firstPage, MISSING, notWhollyRead } from "../altered";
import { type Case, type Fact, itAnswers, itsDoubtsAreLawful } from "../law-of-doubt";
import { COMPLIANT_REGISTER, compliantTenant } from "../tenants/compliant";

const GOOD = compliantTenant();
const INNER = groupId(7);
const INNERMOST = groupId(8);
const ofGroup = (changes: object): object =>
  altered(GOOD, Object.fromEntries(Object.entries(changes).map(([key, value]) => [`groups.0.${key}`, value])));

const NEITHER = ofGroup({ isAssignableToRole: false, isManagementRestricted: false });

/** Not role-assignable, and in a restricted unit. */
const inUnit = (changes: object = {}): object =>
  ofGroup({ isAssignableToRole: false, isManagementRestricted: true, ...changes });
const inner = (changes: object = {}): object => ({
  id: INNER,
  displayName: "Inner",
  members: [],
  isAssignableToRole: true,
  groupTypes: [],
  owners: [],
  ...changes,
});
const holding = (...groups: readonly object[]): object =>
  altered(inUnit({ members: [{ id: INNER, "@odata.type": "#microsoft.graph.group" }] }), {
    groups: [
      ...(
        inUnit({ members: [{ id: INNER, "@odata.type": "#microsoft.graph.group" }] }) as { groups: readonly object[] }
      ).groups,
      ...groups,
    ],
  });
const policy = (changes: object): object =>
  altered(NEITHER, { policies: [{ ...aPolicy({ users: { excludeGroups: [groupId(1)] } }), ...changes }] });
const onApplications = (applications: object): object =>
  altered(NEITHER, { policies: [aPolicy({ users: { excludeGroups: [groupId(1)] }, conditions: { applications } })] });

const CASES: readonly Case[] = [
  ["it is role-assignable", GOOD, "passed"],
  ["it is in a restricted unit", inUnit(), "passed"],
  ["a good group is inside it", holding(inner()), "passed", /^2 excluded groups/],
  [
    "a group inside it has an owner",
    holding(inner({ owners: [{ id: "1" }] })),
    "failed",
    /"Inner" in "Directory synchronization" has owners/,
  ],
  ["a group inside it is public", holding(inner({ visibility: "Public" })), "failed", /"Inner" in .* is public/],
  [
    "a group inside it has dynamic membership",
    holding(inner({ groupTypes: ["DynamicMembership"] })),
    "failed",
    /"Inner" in .* has dynamic membership/,
  ],
  [
    "a group inside it is neither",
    holding(inner({ isAssignableToRole: false, isManagementRestricted: null })),
    "failed",
    /"Inner" in .* is neither/,
  ],
  [
    "a group two levels inside it has an owner",
    holding(
      inner({ members: [{ id: INNERMOST }] }),
      inner({ id: INNERMOST, displayName: "Innermost", owners: [{ id: "1" }] }),
    ),
    "failed",
    /"Innermost" in "Inner" in "Directory synchronization" has owners/,
  ],
  ["groups are inside each other", holding(inner({ members: [{ id: groupId(1) }] })), "passed"],
  [
    "a policy about Exchange excludes it",
    onApplications({ includeApplications: ["00000002-0000-0ff1-ce00-000000000000"] }),
    "not applicable",
  ],
  [
    "a policy on all resources but the API excludes it",
    onApplications({ includeApplications: ["All"], excludeApplications: ["797f4846-ba00-4fd7-ba43-dac1f8f63013"] }),
    "not applicable",
  ],
  ["a policy in report-only excludes it", policy({ state: "enabledForReportingButNotEnforced" }), "not applicable"],
  ["a policy that asks for nothing excludes it", policy({ grantControls: null }), "not applicable"],
];

/** A flag of the group that is missing, of the wrong type or, where null says nothing, null. */
const flag = (key: string, base: (changes: object) => object, good: unknown, bad: unknown, nulls = [null]): Fact => [
  key,
  /GroupMember\.Read\.All/,
  [base({ [key]: good }), base({ [key]: bad })],
  [MISSING, ...nulls, 5].map((value) => base({ [key]: value })),
];
const owners = (value: unknown): object => ofGroup({ owners: value });

const FACTS: readonly Fact[] = [
  flag("isAssignableToRole", (to) => ofGroup({ isManagementRestricted: false, ...to }), true, false, []),
  flag("isManagementRestricted", (to) => ofGroup({ isAssignableToRole: false, ...to }), true, false, []),
  flag("groupTypes", inUnit, [], ["DynamicMembership"]),
  flag("visibility", (changes) => inUnit({ groupTypes: ["Unified"], ...changes }), "Private", "Public"),
  [
    "a newer visibility",
    /GroupMember\.Read\.All/,
    [inUnit({ visibility: "Private" }), inUnit({ visibility: "Public" })],
    [inUnit({ visibility: "Semi" })],
  ],
  [
    "its owners",
    /GroupMember\.Read\.All/,
    [owners([]), owners([{ id: "1" }])],
    [
      owners(MISSING),
      owners(null),
      owners({ value: [], "@odata.nextLink": "https://graph.invalid/next" }),
      owners("everybody"),
    ],
  ],
  [
    "the groups",
    /GroupMember\.Read\.All/,
    [GOOD, NEITHER],
    [
      altered(GOOD, { groups: MISSING }),
      altered(GOOD, { groups: null }),
      firstPage(GOOD, "groups", 0),
      notWhollyRead(GOOD, "groups", 0),
      altered(GOOD, { groups: [] }),
      altered(GOOD, { "groups.0.groupTypes": "all", "groups.0.isAssignableToRole": "yes" }),
    ],
  ],
  [
    "which groups are inside it",
    /GroupMember\.Read\.All/,
    [inUnit(), holding(inner({ owners: [{ id: "1" }] }))],
    [
      inUnit({ members: MISSING }),
      holding(),
      inUnit({ members: null }),
      inUnit({ members: { value: [], "@odata.nextLink": "https://graph.invalid/next" } }),
      inUnit({ members: "everybody" }),
    ],
  ],
  [
    "what the policy that excludes it says",
    /check what isn't understood in/,
    [policy({ state: "enabled" }), policy({ state: "disabled" })],
    [
      policy({ state: undefined }),
      policy({ state: null }),
      policy({ state: "sometimes" }),
      policy({ grantControls: { operator: "OR", builtInControls: ["sobriety"] } }),
      onApplications({ includeApplications: ["Everything"] }),
      onApplications({ includeApplications: ["All"], applicationFilter: { mode: "exclude", rule: "x" } }),
      onApplications({ includeApplications: [], applicationFilter: { mode: "include", rule: "x" } }),
    ],
  ],
  [
    "whom a policy excludes",
    /Policy\.Read\.All|check what isn't understood in/,
    [altered(GOOD, { policies: [aPolicy()] }), policy({})],
    [
      firstPage(altered(GOOD, { policies: [aPolicy()] }), "policies", 1),
      notWhollyRead(altered(GOOD, { policies: [aPolicy()] }), "policies", 1),
      altered(GOOD, { policies: [aPolicy({ users: { excludeGroups: [5] } })] }),
      altered(GOOD, { policies: [aPolicy({ users: { excludeGroups: "all" } })] }),
    ],
  ],
];

describe("who can change excluded groups", () => {
  itAnswers("excluded-groups", CASES);
  itsDoubtsAreLawful("excluded-groups", COMPLIANT_REGISTER, FACTS);
});
