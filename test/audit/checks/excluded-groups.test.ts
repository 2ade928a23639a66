import { aPolicy, groupId } from "../../cli/a-tenant";
import { altered, MISSING, unknowable } from "../altered";
import { type Case, type Fact, itAnswers, itsDoubtsAreLawful } from "../law-of-doubt";
import { COMPLIANT_REGISTER, compliantTenant } from "../tenants/compliant";

const GOOD = compliantTenant();
const good = (changes: { readonly [path: string]: unknown }): object => altered(GOOD, changes);
const ofGroup = (changes: object): object =>
  good(Object.fromEntries(Object.entries(changes).map(([key, value]) => [`groups.0.${key}`, value])));

const NEITHER = ofGroup({ isAssignableToRole: false, isManagementRestricted: false });

const IN_UNIT = ofGroup({ isAssignableToRole: false, isManagementRestricted: true });
const excluding = (more: Parameters<typeof aPolicy>[0] = {}): object =>
  aPolicy({ users: { excludeGroups: [groupId(1)] }, ...more });
const policy = (changes: object): object => altered(NEITHER, { policies: [{ ...excluding(), ...changes }] });
const onApplications = (applications: object): object =>
  altered(NEITHER, { policies: [excluding({ conditions: { applications } })] });

const PAGE = { value: [], "@odata.nextLink": "https://graph.invalid/next" };
const EXCHANGE = "00000002-0000-0ff1-ce00-000000000000";
const ALL_BUT_API = { includeApplications: ["All"], excludeApplications: ["797f4846-ba00-4fd7-ba43-dac1f8f63013"] };
const REPORT_ONLY = { state: "enabledForReportingButNotEnforced" };

const CASES: readonly Case[] = [
  ["it is role-assignable", GOOD, "passed", /^1 excluded group is protected/],
  [
    "it is neither role-assignable nor in a restricted unit",
    NEITHER,
    "failed",
    /"Directory synchron.*" isn't role-ass/,
  ],
  [
    "it is in a restricted unit, where others may administer it",
    IN_UNIT,
    "unknown",
    /who can change the group "Direct/,
  ],
  ["it has an owner", ofGroup({ owners: [{ id: "1" }] }), "failed", /"Directory synchronization" has owners\.$/],
  ...[{ visibility: "Public" }, { groupTypes: ["DynamicMembership"] }, { membershipRule: "user.city -eq 1" }].map(
    (content): Case => [
      `it is role-assignable, and says all the same ${JSON.stringify(content)}`,
      ofGroup(content),
      "unknown",
      /who can change the group "Direct/,
    ],
  ),
  [
    "it is role-assignable, and has a member that is a group which the file doesn't have",
    ofGroup({ members: [{ id: groupId(9), "@odata.type": "#microsoft.graph.group" }] }),
    "unknown",
    /who can change the group "Direct/,
  ],
  ["a policy about Exchange excludes it", onApplications({ includeApplications: [EXCHANGE] }), "not applicable"],
  ["a policy on all resources but the API excludes it", onApplications(ALL_BUT_API), "not applicable"],
  ["a policy in report-only excludes it", policy(REPORT_ONLY), "not applicable"],
  ["a policy that asks for nothing excludes it", policy({ grantControls: null }), "not applicable"],
];

const GROUPS = /GroupMember\.Read\.All/;

const flags = (isAssignableToRole: unknown, isManagementRestricted: unknown): object =>
  ofGroup({ isAssignableToRole, isManagementRestricted });
const owners = (value: unknown): object => ofGroup({ owners: value });
const state = (value: unknown): object => policy({ state: value });
const excludes = (excludeGroups: unknown): object => good({ policies: [aPolicy({ users: { excludeGroups } })] });
const EXCLUDING_NOBODY = good({ policies: [aPolicy()] });

const FACTS: readonly Fact[] = [
  [
    "whether it is role-assignable",
    GROUPS,
    [flags(true, false), flags(false, false)],
    [MISSING, 5].map((one) => flags(one, false)),
  ],
  ["whether its unit is restricted", GROUPS, [flags(false, true), flags(false, false)], [flags(false, MISSING)]],
  ["its owners", GROUPS, [[], [{ id: "1" }]].map(owners), [MISSING, null, PAGE, "everybody"].map(owners)],
  [
    "the groups",
    GROUPS,
    [GOOD, NEITHER],
    [...unknowable(GOOD, "groups", 0), good({ groups: [] }), good({ "groups.0.isAssignableToRole": "yes" })],
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
  itsDoubtsAreLawful("excluded-groups", COMPLIANT_REGISTER, FACTS);
});
