import assert from "node:assert/strict";
import { evaluationContext } from "../../../src/law/evaluate";
import { assuming, NOTHING_ASSUMED } from "../../../src/verifier/assume";
import { kindOf, prove } from "../../../src/verifier/prove";
import { addresses, groupId, outside, people, GLOBAL_ADMINISTRATOR as ROLE, userId } from "../../cli/a-tenant";
import { aTenant, type Said } from "../builders/a-tenant";

const [ANN, BEA] = [userId(1), userId(2)];
const OTHER_ROLE = "f28a1f50-f6e7-4571-818b-6a12f2af6b6c";
const PLACE = "dddddddd-0000-4000-8000-000000000001";

const users = people(2);
const group = (number: number) => ({ "@odata.type": "#microsoft.graph.group", id: groupId(number) });
const holding = (number: number, ...inner: readonly number[]) => ({ id: groupId(number), members: inner.map(group) });
const excluding = (said: object): Said => ({ conditions: { users: { includeUsers: ["All"], ...said } } });
const including = (said: object): Said => ({ conditions: { users: { includeUsers: [], ...said } } });
const eligible = (principalId: string | undefined, roleDefinitionId = ROLE, principalType = "User") => ({
  principalId,
  roleDefinitionId,
  principalType,
  directoryScopeId: "/",
  assignmentType: "Eligible",
});
const toGroups = (make: (number: number) => object) => [4, 5].map(make);

const TENANTS: Readonly<Record<string, { policies: readonly Said[]; [key: string]: unknown }>> = {
  "a role that somebody may make active": {
    policies: [excluding({ excludeRoles: [ROLE] })],
    groups: [],
    roleAssignments: [eligible(ANN)],
  },
  "a role that two groups which nobody listed may make active": {
    policies: [excluding({ excludeRoles: [ROLE] })],
    groups: [],
    roleAssignments: toGroups((number) => eligible(groupId(number), ROLE, "Group")),
  },
  "a role that two groups hold which nobody listed": {
    policies: [excluding({ excludeRoles: [ROLE] })],
    groups: [],
    roleAssignments: toGroups((number) => ({
      ...eligible(groupId(number), ROLE, "Group"),
      assignmentType: "Assigned",
    })),
  },
  "two roles that one group holds, which somebody else may make active": {
    policies: [excluding({ excludeRoles: [ROLE] }), excluding({ excludeRoles: [OTHER_ROLE] })],
    groups: [holding(3, 4)],
    roleAssignments: [eligible(groupId(3), ROLE, "Group"), eligible(groupId(3), OTHER_ROLE, "Group"), eligible(BEA)],
  },
  "a group that holds two which nobody listed": {
    policies: [excluding({ excludeGroups: [groupId(9)] })],
    groups: [holding(9, 4, 5)],
    roleAssignments: [],
  },
  "a group that holds one, of an id that comes later": {
    policies: [excluding({ excludeGroups: [groupId(1)] })],
    groups: [holding(1, 4)],
    roleAssignments: [],
  },
  "a group that is inside one and excluded by itself": {
    policies: [excluding({ excludeGroups: [groupId(1)] }), excluding({ excludeGroups: [groupId(4)] })],
    groups: [holding(1, 4, 5)],
    roleAssignments: [],
  },
  "a group that is excluded by one policy and included by another through one around it": {
    policies: [excluding({ excludeGroups: [groupId(4), groupId(6)] }), including({ includeGroups: [groupId(1)] })],
    groups: [holding(1, 4)],
    roleAssignments: [],
  },
  "a role, a group and a place": {
    policies: [excluding({ excludeRoles: [ROLE], excludeGroups: [groupId(4)] }), { conditions: outside(PLACE) }],
    namedLocations: [],
    groups: [],
    roleAssignments: [eligible(ANN), eligible(groupId(4), ROLE, "Group")],
  },
  "nothing that is known of roles": { policies: [excluding({ excludeRoles: [ROLE, OTHER_ROLE] })], groups: [] },
};

describe("what settles a verdict", () => {
  for (const [what, said] of Object.entries(TENANTS))
    for (const known of [{ users }, {}])
      it(`is the smallest set that does, the first by kind and id, where there is ${what}${"users" in known ? "" : ", without a directory"}`, () => {
        const tenant = aTenant({ ...known, ...said });
        const ids = [...groupIds(), ROLE, OTHER_ROLE, PLACE].sort(byKind);
        const settled = (empty: ReadonlySet<string>) => assuming(tenant, { ...NOTHING_ASSUMED, empty });
        const isSettledBy = (some: readonly string[]) =>
          kindOf(evaluationContext(settled(new Set(some))), { isExempt: () => false }) === "proved";
        const smallest = [0, 1, 2, 3].flatMap((size) => subsets(ids, size)).find(isSettledBy);
        assert.deepEqual(prove(tenant).settledBy?.map(({ id }) => id) ?? undefined, smallest);
      });
});

const groupIds = () => [1, 3, 4, 5, 6, 9].map(groupId);
const KINDS = ["c", "6f", "d"];
const rank = (id: string): number => KINDS.findIndex((kind) => kind.includes(id.charAt(0)));
const byKind = (one: string, other: string): number => rank(one) - rank(other) || (one < other ? -1 : 1);

/** In order: number by number. */
const subsets = (all: readonly string[], size: number): readonly (readonly string[])[] =>
  size === 0 ? [[]] : all.flatMap((one, at) => subsets(all.slice(at + 1), size - 1).map((rest) => [one, ...rest]));

describe("a policy that includes and excludes the same", () => {
  const namedLocations = [addresses(PLACE, ["somewhere"], { isTrusted: true })];
  const sides = [[PLACE], ["AllTrusted"]];
  const places = sides.flatMap((includeLocations) =>
    sides.map((excludeLocations): Said => ({ conditions: { locations: { includeLocations, excludeLocations } } })),
  );
  const both = (kind: string, ids: readonly string[]) =>
    including({ [`include${kind}`]: ids, [`exclude${kind}`]: ids });
  const groupsAndRoles = [both("Groups", [groupId(1)]), both("Roles", [ROLE])];
  for (const policy of [...places, ...groupsAndRoles])
    it(`lets everybody in, whatever isn't known: ${JSON.stringify(policy)}`, () => {
      const { kind, bypasses } = prove(aTenant({ policies: [policy], namedLocations }));
      assert.deepEqual([kind, bypasses.flatMap(({ hangsOn }) => hangsOn)], ["bypass", []]);
    });
});
