import { aPolicy, groupId } from "../../cli/a-tenant";
import { altered, firstPage, MISSING, notWhollyRead } from "../altered";
import { assertAnswer, type Fact, itsDoubtsAreLawful } from "../law-of-doubt";
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
  altered(NEITHER, {
    policies: [{ ...aPolicy({ users: { excludeGroups: [groupId(1)] } }), ...changes }],
  });
const onApplications = (applications: object): object =>
  altered(NEITHER, {
    policies: [aPolicy({ users: { excludeGroups: [groupId(1)] }, conditions: { applications } })],
  });

interface Case {
  readonly title: string;
  readonly tenant: object;
  readonly answer: "passed" | "failed" | "unknown" | "not applicable";
  readonly because?: RegExp;
}

const CASES: readonly Case[] = [
  { title: "it is role-assignable", tenant: GOOD, answer: "passed" },
  { title: "it is in a restricted unit", tenant: inUnit(), answer: "passed" },
  { title: "a good group is inside it", tenant: holding(inner()), answer: "passed", because: /^2 excluded groups/ },
  {
    title: "a group inside it has an owner",
    tenant: holding(inner({ owners: [{ id: "1" }] })),
    answer: "failed",
    because: /"Inner" in "Directory synchronization" has owners/,
  },
  {
    title: "a group inside it is public",
    tenant: holding(inner({ visibility: "Public" })),
    answer: "failed",
    because: /"Inner" in .* is public/,
  },
  {
    title: "a group inside it fills itself",
    tenant: holding(inner({ groupTypes: ["DynamicMembership"] })),
    answer: "failed",
    because: /"Inner" in .* fills itself/,
  },
  {
    title: "a group inside it is neither",
    tenant: holding(inner({ isAssignableToRole: false, isManagementRestricted: null })),
    answer: "failed",
    because: /"Inner" in .* is neither/,
  },
  {
    title: "a group two levels inside it has an owner",
    tenant: holding(
      inner({ members: [{ id: INNERMOST }] }),
      inner({ id: INNERMOST, displayName: "Innermost", owners: [{ id: "1" }] }),
    ),
    answer: "failed",
    because: /"Innermost" in "Inner" in "Directory synchronization" has owners/,
  },
  {
    title: "groups are inside each other",
    tenant: holding(inner({ members: [{ id: groupId(1) }] })),
    answer: "passed",
  },
  {
    title: "a policy about Exchange excludes it",
    tenant: onApplications({ includeApplications: ["00000002-0000-0ff1-ce00-000000000000"] }),
    answer: "not applicable",
  },
  {
    title: "a policy on all resources but the API excludes it",
    tenant: onApplications({
      includeApplications: ["All"],
      excludeApplications: ["797f4846-ba00-4fd7-ba43-dac1f8f63013"],
    }),
    answer: "not applicable",
  },
  {
    title: "a policy in report-only excludes it",
    tenant: policy({ state: "enabledForReportingButNotEnforced" }),
    answer: "not applicable",
  },
  {
    title: "a policy that asks for nothing excludes it",
    tenant: policy({ grantControls: null }),
    answer: "not applicable",
  },
];

const NEVER_SET = "null means that it never was set";
const flag = (key: string, base: (changes: object) => object, good: unknown, bad: unknown, nullIs?: string): Fact => ({
  name: key,
  unknowable: {
    missing: [base({ [key]: MISSING })],
    null: nullIs ?? [base({ [key]: null })],
    "in part": "it is one value",
    "not understood": [base({ [key]: 5 })],
  },
  readings: [base({ [key]: good }), base({ [key]: bad })],
  asks: /GroupMember\.Read\.All/,
});
const owners = (value: unknown): object => ofGroup({ owners: value });

const FACTS: readonly Fact[] = [
  flag("isAssignableToRole", (to) => ofGroup({ isManagementRestricted: false, ...to }), true, false, NEVER_SET),
  flag("isManagementRestricted", (to) => ofGroup({ isAssignableToRole: false, ...to }), true, false, NEVER_SET),
  flag("groupTypes", inUnit, [], ["DynamicMembership"]),
  flag("visibility", (changes) => inUnit({ groupTypes: ["Unified"], ...changes }), "Private", "Public"),
  {
    name: "a newer visibility",
    unknowable: {
      missing: "as above",
      null: "as above",
      "in part": "it is one value",
      "not understood": [inUnit({ visibility: "Semi" })],
    },
    readings: [inUnit({ visibility: "Private" }), inUnit({ visibility: "Public" })],
    asks: /GroupMember\.Read\.All/,
  },
  {
    name: "its owners",
    unknowable: {
      missing: [owners(MISSING)],
      null: [owners(null)],
      "in part": [owners({ value: [], "@odata.nextLink": "https://graph.invalid/next" })],
      "not understood": [owners("everybody")],
    },
    readings: [owners([]), owners([{ id: "1" }])],
    asks: /GroupMember\.Read\.All/,
  },
  {
    name: "the groups",
    unknowable: {
      missing: [altered(GOOD, { groups: MISSING })],
      null: [altered(GOOD, { groups: null })],
      "in part": [firstPage(GOOD, "groups", 0), notWhollyRead(GOOD, "groups", 0), altered(GOOD, { groups: [] })],
      "not understood": [altered(GOOD, { "groups.0.groupTypes": "all", "groups.0.isAssignableToRole": "yes" })],
    },
    readings: [GOOD, NEITHER],
    asks: /GroupMember\.Read\.All/,
  },
  {
    name: "which groups are inside it",
    unknowable: {
      missing: [inUnit({ members: MISSING }), holding()],
      null: [inUnit({ members: null })],
      "in part": [inUnit({ members: { value: [], "@odata.nextLink": "https://graph.invalid/next" } })],
      "not understood": [inUnit({ members: "everybody" })],
    },
    readings: [inUnit(), holding(inner({ owners: [{ id: "1" }] }))],
    asks: /GroupMember\.Read\.All/,
  },
  {
    name: "what the policy that excludes it says",
    unknowable: {
      missing: [policy({ state: undefined })],
      null: [policy({ state: null })],
      "in part": "an object is there as a whole",
      "not understood": [
        policy({ state: "sometimes" }),
        policy({ grantControls: { operator: "OR", builtInControls: ["sobriety"] } }),
        onApplications({ includeApplications: ["Everything"] }),
        onApplications({ includeApplications: ["All"], applicationFilter: { mode: "exclude", rule: "x" } }),
        onApplications({ includeApplications: [], applicationFilter: { mode: "include", rule: "x" } }),
      ],
    },
    readings: [policy({ state: "enabled" }), policy({ state: "disabled" })],
    asks: /look at what isn't understood in/,
  },
  {
    name: "whom a policy excludes",
    unknowable: {
      missing: "a policy without exclusions excludes nobody",
      null: "a policy without exclusions excludes nobody",
      "in part": [
        firstPage(altered(GOOD, { policies: [aPolicy()] }), "policies", 1),
        notWhollyRead(altered(GOOD, { policies: [aPolicy()] }), "policies", 1),
      ],
      "not understood": [
        altered(GOOD, { policies: [aPolicy({ users: { excludeGroups: [5] } })] }),
        altered(GOOD, { policies: [aPolicy({ users: { excludeGroups: "all" } })] }),
      ],
    },
    readings: [altered(GOOD, { policies: [aPolicy()] }), policy({})],
    asks: /Policy\.Read\.All|look at what isn't understood in/,
  },
];

describe("who can change excluded groups", () => {
  for (const { title, tenant, answer, because = /./ } of CASES)
    it(`${title}: ${answer}`, () =>
      assertAnswer("excluded-groups", { tenant, register: COMPLIANT_REGISTER }, answer, because));

  itsDoubtsAreLawful("excluded-groups", COMPLIANT_REGISTER, FACTS);
});
