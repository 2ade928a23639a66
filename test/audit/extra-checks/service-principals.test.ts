import { groupId, userId } from "../../cli/a-tenant";
import { compliantTenant } from "../tenants/compliant";
import { altered, firstPage, MISSING, notWhollyRead } from "./altered";
import { assertAnswer, type Fact, itsDoubtsAreLawful } from "./law-of-doubt";

const GOOD = compliantTenant();
const OTHER = "77777777-0000-4000-8000-000000000001";
const GLOBAL_ADMINISTRATOR = "62e90394-69f5-4237-9190-012177145e10";
const CUSTOM = "99999999-0000-4000-8000-000000000001";
const HOLDING_GROUP = groupId(7);

const withRoles = (...values: readonly unknown[]): object =>
  altered(GOOD, {
    "servicePrincipals.1": { id: OTHER, displayName: "Other", appRoleAssignments: values.map((value) => ({ value })) },
  });
const assignments = (value: unknown): object => altered(GOOD, { "servicePrincipals.0.appRoleAssignments": value });
const holding = (role: unknown, rest: object = {}, tenant: object = withRoles()): object =>
  altered(tenant, {
    roleAssignments: [{ principalId: OTHER, roleDefinitionId: role, directoryScopeId: "/", ...rest }],
  });
const inGroup = (members: unknown): object =>
  altered(holding(GLOBAL_ADMINISTRATOR, { principalId: HOLDING_GROUP }), {
    "groups.1": { id: HOLDING_GROUP, displayName: "Holders", isAssignableToRole: true, members },
  });
const servicePrincipal = { "@odata.type": "#microsoft.graph.servicePrincipal", id: OTHER };
const definedAs = (changes: object | undefined): object =>
  altered(holding(CUSTOM), {
    roleDefinitions: changes === undefined ? MISSING : [{ id: CUSTOM, displayName: "Ours", ...changes }],
  });

interface Case {
  readonly title: string;
  readonly tenant: object;
  readonly answer: "passed" | "failed" | "unknown";
  readonly because: RegExp;
}

const CASES: readonly Case[] = [
  {
    title: "one deploys them",
    tenant: GOOD,
    answer: "passed",
    because: /^1 service principal may change policies: "Conditional Access as code"/,
  },
  {
    title: "a second one may",
    tenant: withRoles("Policy.ReadWrite.ConditionalAccess"),
    answer: "failed",
    because: /^2 service principals/,
  },
  { title: "a second one reads", tenant: withRoles("Policy.Read.All", "Mail.Send"), answer: "passed", because: /^1 / },
  {
    title: "a second one changes groups",
    tenant: withRoles("Group.ReadWrite.All"),
    answer: "passed",
    because: /1 other may change groups/,
  },
  ...["Application.ReadWrite.All", "AppRoleAssignment.ReadWrite.All", "RoleManagement.ReadWrite.Directory"].map(
    (role): Case => ({
      title: `another one has ${role}`,
      tenant: withRoles(role),
      answer: "failed",
      because: new RegExp(`"Other", which by ${role} may (add|give)`),
    }),
  ),
  {
    title: "another one is a Global Administrator",
    tenant: holding(GLOBAL_ADMINISTRATOR),
    answer: "failed",
    because: /"Other", which by Global Administrator may do everything/,
  },
  {
    title: "the only one is a Global Administrator",
    tenant: altered(holding(GLOBAL_ADMINISTRATOR), { "servicePrincipals.0.appRoleAssignments": [] }),
    answer: "failed",
    because: /^1 service principal may change policies, and may do more/,
  },
  {
    title: "one that isn't listed is, by its type",
    tenant: holding(GLOBAL_ADMINISTRATOR, { principalType: "ServicePrincipal" }, GOOD),
    answer: "failed",
    because: /77777777/,
  },
  {
    title: "one is through a group",
    tenant: inGroup([servicePrincipal]),
    answer: "failed",
    because: /"Other", which by Global Administrator/,
  },
  {
    title: "it is in a part of the tenant alone",
    tenant: holding(GLOBAL_ADMINISTRATOR, { directoryScopeId: "/administrativeUnits/1" }),
    answer: "passed",
    because: /^1 /,
  },
  {
    title: "a person is a Global Administrator",
    tenant: holding(GLOBAL_ADMINISTRATOR, { principalId: userId(3) }),
    answer: "passed",
    because: /^1 /,
  },
];

const FACTS: readonly Fact[] = [
  {
    name: "which service principals there are",
    unknowable: {
      missing: [altered(GOOD, { servicePrincipals: MISSING })],
      null: [altered(GOOD, { servicePrincipals: null })],
      "in part": [firstPage(GOOD, "servicePrincipals", 1), notWhollyRead(GOOD, "servicePrincipals", 1)],
      "not understood": [altered(GOOD, { servicePrincipals: ["Pipeline"] })],
    },
    readings: [GOOD, withRoles("Policy.ReadWrite.ConditionalAccess")],
    asks: /Application\.Read\.All/,
  },
  {
    name: "which application roles one has",
    unknowable: {
      missing: [assignments(MISSING)],
      null: [assignments(null), assignments([{ value: null }])],
      "in part": [
        altered(GOOD, {
          "servicePrincipals.0": {
            id: OTHER,
            appRoleAssignments: { value: [], "@odata.nextLink": "https://graph.invalid/next" },
          },
        }),
      ],
      "not understood": [
        assignments("all"),
        assignments([{ value: 5 }]),
        assignments([{ value: "Policy.ReadWrite.Everything" }]),
      ],
    },
    readings: [assignments([]), assignments([{ value: "RoleManagement.ReadWrite.Directory" }])],
    asks: /Application\.Read\.All|look up the application role/,
  },
  {
    name: "who holds directory roles",
    unknowable: {
      missing: [altered(GOOD, { roleAssignments: MISSING })],
      null: [altered(GOOD, { roleAssignments: null })],
      "in part": [firstPage(GOOD, "roleAssignments", 0), notWhollyRead(GOOD, "roleAssignments", 0)],
      "not understood": [holding("Global Administrator")],
    },
    readings: [GOOD, holding(GLOBAL_ADMINISTRATOR)],
    asks: /RoleManagement\.Read\.Directory/,
  },
  {
    name: "whether a holder is a service principal",
    unknowable: {
      missing: [
        holding(GLOBAL_ADMINISTRATOR, {}, GOOD),
        altered(holding(GLOBAL_ADMINISTRATOR, {}, GOOD), { users: MISSING }),
      ],
      null: [holding(GLOBAL_ADMINISTRATOR, { principalType: null }, GOOD)],
      "in part": [altered(holding(GLOBAL_ADMINISTRATOR, {}, GOOD), { groups: MISSING })],
      "not understood": [holding(GLOBAL_ADMINISTRATOR, { principalType: "Robot" }, GOOD)],
    },
    readings: [holding(GLOBAL_ADMINISTRATOR, { principalType: "ServicePrincipal" }, GOOD), GOOD],
    asks: /Application\.Read\.All|User\.Read\.All/,
  },
  {
    name: "who is in a group that holds a role",
    unknowable: {
      missing: [inGroup(MISSING)],
      null: [inGroup(null)],
      "in part": [altered(inGroup([]), { groups: [] }), altered(inGroup([]), { groups: MISSING })],
      "not understood": [inGroup([{ "@odata.type": "#microsoft.graph.group", id: groupId(99) }])],
    },
    readings: [inGroup([]), inGroup([servicePrincipal])],
    asks: /GroupMember\.Read\.All|Application\.Read\.All/,
  },
  {
    name: "what a role of the tenant's own allows",
    unknowable: {
      missing: [definedAs(undefined), definedAs({})],
      null: [definedAs({ isBuiltIn: null })],
      "in part": [altered(definedAs({}), { roleDefinitions: [] })],
      "not understood": [definedAs({ isBuiltIn: false }), definedAs({ isBuiltIn: "no" })],
    },
    readings: [definedAs({ isBuiltIn: true }), holding(GLOBAL_ADMINISTRATOR)],
    asks: /look at the permissions of that role/,
  },
];

describe("which service principals may change policies", () => {
  for (const { title, tenant, answer, because } of CASES)
    it(`${title}: ${answer}`, () =>
      assertAnswer("service-principals", { tenant, register: undefined }, answer, because));

  itsDoubtsAreLawful("service-principals", undefined, FACTS);
});
