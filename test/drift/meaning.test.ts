import assert from "node:assert/strict";
import { effectOf } from "../../src/drift/meaning";
import { addresses, aPolicy, groupId, outside, people, userId } from "../cli/a-tenant";
import { aTenant } from "../verifier/builders/a-tenant";
import { exemptionsOf, type SaidExempt } from "../verifier/builders/verdict-on";
import { read } from "../verifier/generated/read";

const USERS = [userId(1), userId(2)];

const leavingOut = (...excludeUsers: readonly string[]) =>
  aTenant({
    policies: [{ conditions: { users: { includeUsers: ["All"], excludeUsers } } }],
    users: people(2),
    groups: [{ id: groupId(2), members: USERS.map((id) => ({ id })) }],
  });

it("what a change means isn't known if only a part of the tenant is", () => {
  const part = { ...leavingOut(), partlyKnown: [{ field: "policies", why: "a page is missing" }] };
  assert.deepEqual(
    [effectOf(part, leavingOut(), []).kind, effectOf(leavingOut(), part, []).kind],
    ["unknown", "unknown"],
  );
});

describe("what a change does to exempt people", () => {
  const exempt: readonly (readonly [string, SaidExempt])[] = [
    ["each by name", { users: USERS }],
    ["by a group as a whole", { groups: [groupId(2)] }],
    ["as members of a group", { membersOf: { [groupId(1)]: USERS } }],
    ["one by name, one as a member", { users: [userId(1)], membersOf: { [groupId(1)]: [userId(2)] } }],
  ];
  for (const [how, said] of exempt)
    it(`names just those that it shuts out, exempt ${how}`, () => {
      for (const [before, now, out] of [
        [USERS, [], USERS],
        [USERS, [userId(1)], [userId(2)]],
        [[], USERS, []],
      ] as const) {
        const { kind, shutOut } = effectOf(leavingOut(...before), leavingOut(...now), exemptionsOf(said));
        assert.deepEqual([kind, [...shutOut].sort()], ["neutral", out]);
      }
    });
});

describe("what a change does to the registration of methods", () => {
  const HEADQUARTERS = "dddddddd-0000-4000-8000-000000000001";
  const registrationFrom = (cidrAddress: string) => {
    const onRegistration = { applications: { includeUserActions: ["urn:user:registersecurityinfo"] } };
    const block = aPolicy({
      conditions: { ...onRegistration, ...outside(HEADQUARTERS) },
      grantControls: { operator: "OR", builtInControls: ["block"] },
    });
    return read({
      policies: [block, aPolicy({ id: "2" })],
      namedLocations: [addresses(HEADQUARTERS, [cidrAddress], { isTrusted: true })],
      users: people(2),
      groups: [],
      roleAssignments: [],
    });
  };

  it("is opened by a wider trusted location, although no sign-in to Azure is open, and not by a narrower one", () => {
    const [narrow, wide] = [registrationFrom("203.0.113.0/24"), registrationFrom("203.0.0.0/8")];
    const { kind, registering } = effectOf(narrow, wide, []);
    assert.deepEqual([kind, registering], ["neutral", true]);
    assert.equal(effectOf(wide, narrow, []).registering, false);
  });
});
