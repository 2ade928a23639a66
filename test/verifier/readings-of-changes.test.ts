import assert from "node:assert/strict";
import { GUEST_TYPES } from "../../src/law/model/sign-in";
import { compare } from "../../src/verifier/compare";
import { prove } from "../../src/verifier/prove";
import { isLong } from "../times";
import { aPolicy, aTenant, type Said, type SaidOfTenant } from "./builders/a-tenant";

const [ANN, BEA, GUEST] = [1, 2, 3].map((number) => `aaaaaaaa-0000-4000-8000-00000000000${number}`);
const [GROUP, LOST] = ["cccccccc-0000-4000-8000-000000000001", "cccccccc-0000-4000-8000-000000000002"];
const [ROLE, OTHER_ROLE] = ["62e90394-69f5-4237-9190-012177145e10", "f28a1f50-f6e7-4571-818b-6a12f2af6b6c"];
const HOME = "99999999-0000-4000-8000-000000000001";

const users = [
  ...[ANN, BEA].map((id) => ({ id, userPrincipalName: `${id}@contoso.example`, userType: "Member" })),
  { id: GUEST, userPrincipalName: "guest@contoso.example", userType: "Guest" },
];
const groups = [{ id: GROUP, members: [{ id: BEA }] }];
const scoped = (principalId: string | undefined, roleDefinitionId = ROLE) => ({
  principalId,
  roleDefinitionId,
  directoryScopeId: "/administrativeUnits/1",
});
const about = (said: object) => ({ conditions: { users: said } });
const guests = (types: string, externalTenants: object | null = null) => ({
  guestOrExternalUserTypes: types,
  externalTenants,
});
const listed = { membershipKind: "enumerated", members: [HOME] };

const compared = (before: readonly Said[], after: readonly Said[], known: object = {}) =>
  compare(
    aTenant({ users, groups, policies: before, ...known } as SaidOfTenant),
    aTenant({ users, groups, policies: after, ...known } as SaidOfTenant),
  );
const everybody = { includeUsers: ["All"] };
const isDifferent = ({ kind, opened }: ReturnType<typeof compared>) =>
  assert.deepEqual([kind, opened.length > 0], ["different", true]);

const ROLES = { roleAssignments: [scoped(ANN), scoped(GROUP), scoped(ANN, OTHER_ROLE)] };

const filtered = (mode: string, rule: string) => ({ conditions: { devices: { deviceFilter: { mode, rule } } } });

/** Policies that one reading of the documents gives no effect, and another one does. */
const READ_EITHER_WAY: readonly (readonly [what: string, policy: Said, known?: object])[] = [
  ["is about a role that somebody only holds in a part of the tenant", about({ includeRoles: [ROLE] }), ROLES],
  [
    "is about a role that somebody is only eligible for",
    about({ includeRoles: [ROLE] }),
    { roleAssignments: [{ ...scoped(ANN), directoryScopeId: "/", assignmentType: "Eligible" }] },
  ],
  [
    "is about a role that a group which isn't known holds in a part of the tenant",
    about({ includeRoles: [ROLE] }),
    { roleAssignments: [{ ...scoped(LOST), principalType: "Group" }] },
  ],
  [
    "is about guests of tenants that it doesn't state",
    about({ includeGuestsOrExternalUsers: guests("serviceProvider") }),
  ],
  [
    "is about internal guests of listed tenants",
    about({ includeGuestsOrExternalUsers: guests("internalGuest", listed) }),
  ],
  ["is about no authentication flow but none", { conditions: { authenticationFlows: { transferMethods: "none" } } }],
  ["has an empty list of client apps", { conditions: { clientAppTypes: [] } }],
  ["is about devices of which no document says whether they match", filtered("include", "device.model -eq null")],
  [
    "has a block as one of several alternatives",
    { grantControls: { operator: "OR", builtInControls: ["block", "compliantDevice"] } },
  ],
];

const split = (types: string, externalTenants: object | null) => [
  about({ includeGuestsOrExternalUsers: guests(types, externalTenants) }),
  about({ ...everybody, excludeGuestsOrExternalUsers: guests(types, externalTenants) }),
];

/** Tenants that a verdict reads against each of their policies. Of all pairs a quarter is compared; all of them in a long run. */
const READ_AGAINST: readonly (readonly Said[])[] = [
  ...READ_EITHER_WAY.flatMap(([, policy]) => [[policy], [policy, about(everybody)]]),
  ...[null, listed, { membershipKind: "all" }, { membershipKind: "odd" }].flatMap((homes) =>
    ["internalGuest,serviceProvider", `${GUEST_TYPES.join()},somethingNew`].flatMap((types) => {
      const both = split(types, homes);
      return [both, ...both.map((one) => [one])];
    }),
  ),
  ...["device.model -eq null", '-not (device.model -eq "x")', 'device.model -ne "x"'].flatMap((rule) => {
    const both = ["include", "exclude"].map((mode) => filtered(mode, rule));
    return [both, ...both.map((one) => [one])];
  }),
  [about(everybody)],
  [],
];

describe("a comparison that finds nothing", () => {
  for (const [at, before] of READ_AGAINST.entries())
    it(`is of two tenants with the same verdict, one of them ${JSON.stringify(before)} (${at})`, () => {
      const verdictOf = (policies: readonly Said[]) => {
        const { kind, uncovered } = prove(aTenant({ users, groups, policies, ...ROLES } as SaidOfTenant));
        return { kind, uncovered };
      };
      const others = READ_AGAINST.slice(at + 1).filter((_, number) => isLong || (number + at) % 4 === 0);
      for (const after of others)
        if (compared(before, after, ROLES).kind === "equivalent")
          assert.deepEqual(verdictOf(before), verdictOf(after), JSON.stringify(after));
    });
});

describe("a comparison, where the documents leave a reading open", () => {
  for (const [what, policy, known] of READ_EITHER_WAY) {
    it(`misses a policy that ${what}, when it is deleted`, () => isDifferent(compared([policy], [], known)));

    it(`finds nothing where a policy that ${what} stays as it is`, () =>
      assert.equal(compared([policy], [policy], known).kind, "equivalent"));
  }

  it("finds that an exclusion newly leaves out people who hold a role in a part of the tenant", () => {
    const { opened } = compared([about(everybody)], [about({ ...everybody, excludeRoles: [ROLE] })], ROLES);
    assert.deepEqual([...new Set(opened.flatMap(({ people }) => people))].sort(), [ANN, BEA]);
    assert.deepEqual(
      opened.map(({ certain, hangsOn }) => [certain, hangsOn.map(({ kind, id }) => `${kind} ${id}`)]),
      [[false, [`role ${ROLE}`]]],
    );
  });

  it("takes one role for another by nobody's reading", () => {
    const [before, after] = [ROLE, OTHER_ROLE].map((role) => about({ ...everybody, excludeRoles: [role] }));
    const { opened } = compared([before as Said], [after as Said], ROLES);
    assert.deepEqual([...new Set(opened.flatMap(({ people }) => people))], [ANN]);
  });

  it("finds that internal guests are newly left out for certain, and outsiders in one reading", () => {
    const after = about({ ...everybody, excludeGuestsOrExternalUsers: guests("internalGuest,otherExternalUser") });
    const { opened } = compared([about(everybody)], [after]);
    assert.deepEqual(
      opened.map(({ certain, people, others }) => [certain, people, others.map(({ identity }) => identity.type)]),
      [
        [true, [GUEST], []],
        [false, [GUEST], ["otherExternalUser"]],
      ],
    );
  });

  for (const [what, before, after] of [
    [
      "a grant",
      { grantControls: { operator: "OR", builtInControls: ["mfa"], odd: "x" } },
      { grantControls: { operator: "OR", builtInControls: ["compliantDevice"], odd: "x" } },
    ],
    [
      "guests",
      about({ includeGuestsOrExternalUsers: { ...guests("serviceProvider"), odd: "x" } }),
      about({ includeGuestsOrExternalUsers: { ...guests("otherExternalUser"), odd: "x" } }),
    ],
  ] as const)
    it(`takes ${what} with a key that isn't known for another when anything else in it changes`, () =>
      isDifferent(compared([before], [after])));

  it("keeps apart the roles of many, without trying all that may go together", () => {
    const roles = Array.from({ length: 14 }, (_, at) => `eeeeeeee-0000-4000-8000-0000000000${10 + at}`);
    const people = Array.from({ length: 200 }, (_, at) => `bbbbbbbb-0000-4000-8000-000000000${100 + at}`);
    const roleAssignments = people.flatMap((person, at) =>
      roles.filter((_, role) => ((at * 2654435761) >>> role) % 2 === 1).map((role) => scoped(person, role)),
    );
    const known = { users: people.map((id) => ({ id, userType: "Member" })), roleAssignments };
    const before = Array.from({ length: 20 }, (_, at) =>
      aPolicy({ ...about({ ...everybody, excludeRoles: roles }), id: `p${at}` } as never),
    );
    const { kind } = compared(before as unknown as Said[], before as unknown as Said[], known);
    assert.equal(kind, "equivalent");
  });
});
