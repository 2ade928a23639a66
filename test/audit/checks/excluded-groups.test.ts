import assert from "node:assert/strict";
import { aGroup, aPolicy, groupId } from "../../cli/a-tenant";
import { altered, MISSING, unknowable } from "../altered";
import { type Case, type Fact, itAnswers, itsDoubtsAreLawful } from "../law-of-doubt";
import { printed } from "../printed";
import { COMPLIANT_REGISTER, compliantTenant } from "../tenants/compliant";

const GOOD = compliantTenant();
const good = (changes: { readonly [path: string]: unknown }): object => altered(GOOD, changes);
const ofGroup = (changes: object): object =>
  good(Object.fromEntries(Object.entries(changes).map(([key, value]) => [`groups.0.${key}`, value])));

const NEITHER = ofGroup({ isAssignableToRole: false, isManagementRestricted: false });

/** Not role-assignable, and in a restricted unit. */
const inUnit = (changes: object = {}): object =>
  ofGroup({ isAssignableToRole: false, isManagementRestricted: true, ...changes });
const inner = (changes: object = {}, number = 7): object =>
  aGroup(number, [], { displayName: "Inner", isAssignableToRole: true, groupTypes: [], owners: [], ...changes });
const holding = (first?: object, second?: object): object =>
  altered(inUnit({ members: [{ id: groupId(7), "@odata.type": "#microsoft.graph.group" }] }), {
    ...(first && { "groups.1": first }),
    ...(second && { "groups.2": second }),
  });
const excluding = (more: Parameters<typeof aPolicy>[0] = {}): object =>
  aPolicy({ users: { excludeGroups: [groupId(1)] }, ...more });
const policy = (changes: object): object => altered(NEITHER, { policies: [{ ...excluding(), ...changes }] });
const onApplications = (applications: object): object =>
  altered(NEITHER, { policies: [excluding({ conditions: { applications } })] });

const OWNED = { owners: [{ id: "1" }] };
const PAGE = { value: [], "@odata.nextLink": "https://graph.invalid/next" };
const EXCHANGE = "00000002-0000-0ff1-ce00-000000000000";
const ALL_BUT_API = { includeApplications: ["All"], excludeApplications: ["797f4846-ba00-4fd7-ba43-dac1f8f63013"] };
const REPORT_ONLY = { state: "enabledForReportingButNotEnforced" };

/** A group inside the excluded one, and what is said of it. */
const INSIDE: readonly (readonly [what: string, changes: object, says: string])[] = [
  ["has an owner", OWNED, "has owners"],
  ["is public", { visibility: "Public" }, "is public"],
  ["has dynamic membership", { groupTypes: ["DynamicMembership"] }, "has dynamic membership"],
  ["is neither", { isAssignableToRole: false, isManagementRestricted: null }, "is neither"],
];

const CASES: readonly Case[] = [
  ["it is role-assignable", GOOD, "passed"],
  ["it is in a restricted unit", inUnit(), "passed"],
  ["a good group is inside it", holding(inner()), "passed", /^2 excluded groups/],
  ...INSIDE.map(
    ([what, changes, says]): Case => [
      ...([`a group inside it ${what}`, holding(inner(changes)), "failed"] as const),
      new RegExp(`"Inner" in "Directory synchronization" ${says}`),
    ],
  ),
  [
    "a group two levels inside it has an owner",
    holding(inner({ members: [{ id: groupId(8) }] }), inner({ displayName: "Innermost", ...OWNED }, 8)),
    "failed",
    /"Innermost" in "Inner" in "Directory synchronization" has owners/,
  ],
  ["groups are inside each other", holding(inner({ members: [{ id: groupId(1) }] })), "passed"],
  ["a policy about Exchange excludes it", onApplications({ includeApplications: [EXCHANGE] }), "not applicable"],
  ["a policy on all resources but the API excludes it", onApplications(ALL_BUT_API), "not applicable"],
  ["a policy in report-only excludes it", policy(REPORT_ONLY), "not applicable"],
  ["a policy that asks for nothing excludes it", policy({ grantControls: null }), "not applicable"],
];

const GROUPS = /GroupMember\.Read\.All/;

/** A flag of the group that is missing, of the wrong type or, where null says nothing, null. */
const flag = (key: string, base: (changes: object) => object, good: unknown, bad: unknown, nulls = [null]): Fact => [
  ...([key, GROUPS] as const),
  [base({ [key]: good }), base({ [key]: bad })],
  [MISSING, ...nulls, 5].map((value) => base({ [key]: value })),
];
const owners = (value: unknown): object => ofGroup({ owners: value });
const members = (value: unknown): object => inUnit({ members: value });
const state = (value: unknown): object => policy({ state: value });
const excludes = (excludeGroups: unknown): object => good({ policies: [aPolicy({ users: { excludeGroups } })] });
const EXCLUDING_NOBODY = good({ policies: [aPolicy()] });

const FACTS: readonly Fact[] = [
  flag("isAssignableToRole", (to) => ofGroup({ isManagementRestricted: false, ...to }), true, false, []),
  flag("isManagementRestricted", (to) => ofGroup({ isAssignableToRole: false, ...to }), true, false, []),
  flag("groupTypes", inUnit, [], ["DynamicMembership"]),
  flag("visibility", (changes) => inUnit({ groupTypes: ["Unified"], ...changes }), "Private", "Public"),
  [
    "a newer visibility",
    GROUPS,
    ["Private", "Public"].map((visibility) => inUnit({ visibility })),
    [inUnit({ visibility: "Semi" })],
  ],
  ["its owners", GROUPS, [[], OWNED.owners].map(owners), [MISSING, null, PAGE, "everybody"].map(owners)],
  [
    "the groups",
    GROUPS,
    [GOOD, NEITHER],
    [
      ...unknowable(GOOD, "groups", 0),
      good({ groups: [] }),
      good({ "groups.0.groupTypes": "all", "groups.0.isAssignableToRole": "yes" }),
    ],
  ],
  [
    "which groups are inside it",
    GROUPS,
    [inUnit(), holding(inner(OWNED))],
    [holding(), ...[MISSING, null, PAGE, "everybody"].map(members)],
  ],
  [
    "what the policy that excludes it says",
    /check what isn't understood in/,
    ["enabled", "disabled"].map(state),
    [
      ...[undefined, null, "sometimes"].map(state),
      policy({ grantControls: { operator: "OR", builtInControls: ["sobriety"] } }),
      onApplications({ includeApplications: ["Everything"] }),
      onApplications({ includeApplications: ["All"], applicationFilter: { mode: "exclude", rule: "x" } }),
      onApplications({ includeApplications: [], applicationFilter: { mode: "include", rule: "x" } }),
    ],
  ],
  [
    "whom a policy excludes",
    /Policy\.Read\.All|check what isn't understood in/,
    [EXCLUDING_NOBODY, policy({})],
    [...unknowable(EXCLUDING_NOBODY, "policies", 1).slice(2), ...[[5], "all"].map(excludes)],
  ],
];

describe("who can change excluded groups", () => {
  itAnswers("excluded-groups", CASES);
  it("a fault of a group inside it is at the policy that excludes it", async () => {
    const { runs } = JSON.parse(
      await printed({ tenant: holding(inner(OWNED)), register: COMPLIANT_REGISTER }, "sarif"),
    );
    const found = runs[0].results.find(({ ruleId }: { ruleId: string }) => ruleId === "excluded-groups");
    assert.match(JSON.stringify(found), /eeeeeeee-0000-4000-8000-000000000001/);
  });
  itsDoubtsAreLawful("excluded-groups", COMPLIANT_REGISTER, FACTS);
});
