import assert from "node:assert/strict";
import { nothingFound } from "../../src/drift/drift-report";
import { effectOf, meaningOf } from "../../src/drift/meaning";
import { readTenant } from "../../src/tenant/graph/tenant";
import { addresses, aPolicy, groupId, outside, people, userId } from "../cli/a-tenant";
import { aTenant } from "../verifier/builders/a-tenant";
import { exemptionsOf, type SaidExempt } from "../verifier/builders/verdict-on";

const [ANN, GROUP] = [userId(1), groupId(1)];
const USERS = [ANN, userId(2)];
const users = people(1);

describe("what drift means", () => {
  const coded = aPolicy({ users: { excludeGroups: [GROUP] } });
  const opened = (now: readonly object[]) => {
    const found = { kind: "object", found: "changed", list: "policies", fields: [] } as const;
    const change = { ...found, id: "", displayName: undefined };
    const changes = [{ ...change, undo: () => ({ users, policies: [coded] }) }];
    const report = { ...nothingFound("dev"), since: { file: "", changes, notComparable: [] } };
    const read = meaningOf(report, { users, policies: now }, [], []);
    assert.equal(read.kind, "read");
    return read.kind === "read" ? read.value.together.opened : [];
  };

  it("is nothing if the tenant matches the code, regardless of a group with unknown members", () => {
    assert.deepEqual(opened([coded]), []);
  });

  it("is that someone gets in who may have been stopped, if they are excluded in addition to a group with unknown members", () => {
    const now = aPolicy({ users: { excludeGroups: [GROUP], excludeUsers: [ANN] } });
    assert.deepEqual(
      opened([now]).map(({ people, hangsOn }) => [people, hangsOn]),
      [[[ANN], [{ kind: "group", id: GROUP, holds: false, policies: 1 }]]],
    );
  });

  it("is that everyone gets in if the policy is deleted", () => {
    assert.deepEqual(
      opened([]).map(({ people, certain }) => [people, certain]),
      [
        [[], true],
        [[ANN], false],
      ],
    );
  });
});

const leavingOut = (...excludeUsers: readonly string[]) =>
  aTenant({
    policies: [{ conditions: { users: { includeUsers: ["All"], excludeUsers } } }],
    ...{ users: people(2), groups: [{ id: groupId(2), members: USERS.map((id) => ({ id })) }] },
  });

describe("what a change does to exempt people", () => {
  const exempt: readonly (readonly [string, SaidExempt])[] = [
    ["each by name", { users: USERS }],
    ["by a group as a whole", { groups: [groupId(2)] }],
    ["as members of a group", { membersOf: { [groupId(1)]: USERS } }],
    ["one by name, one as a member", { users: [userId(1)], membersOf: { [groupId(1)]: [userId(2)] } }],
  ];
  for (const [how, said] of exempt) {
    it(`names all that it shuts out, exempt ${how}`, () => {
      const { kind, shutOut } = effectOf(leavingOut(...USERS), leavingOut(), exemptionsOf(said));
      assert.deepEqual([kind, [...shutOut].sort()], ["neutral", USERS]);
    });

    it(`names only people that it shuts out, exempt ${how}`, () => {
      const { shutOut } = effectOf(leavingOut(...USERS), leavingOut(userId(1)), exemptionsOf(said));
      assert.deepEqual(shutOut, [userId(2)]);
    });

    it(`names none of them if it lets them in, exempt ${how}`, () =>
      assert.deepEqual(effectOf(leavingOut(), leavingOut(...USERS), exemptionsOf(said)).shutOut, []));
  }
});

describe("what a change does to the registration of methods", () => {
  const HEADQUARTERS = "dddddddd-0000-4000-8000-000000000001";
  const registrationFrom = (cidrAddress: string) => {
    const onRegistration = { applications: { includeUserActions: ["urn:user:registersecurityinfo"] } };
    const block = aPolicy({
      conditions: { ...onRegistration, ...outside(HEADQUARTERS) },
      grantControls: { operator: "OR", builtInControls: ["block"] },
    });
    const read = readTenant({
      policies: [block, aPolicy({ id: "2" })],
      namedLocations: [addresses(HEADQUARTERS, [cidrAddress], { isTrusted: true })],
      ...{ users: people(2), groups: [], roleAssignments: [] },
    });
    assert.ok(read.ok);
    return read.tenant;
  };

  it("is opened by a wider trusted location, although no sign-in to Azure is open", () => {
    const { kind, registering } = effectOf(registrationFrom("203.0.113.0/24"), registrationFrom("203.0.0.0/8"), []);
    assert.deepEqual([kind, registering], ["neutral", true]);
  });

  it("isn't opened by a narrower one", () =>
    assert.equal(effectOf(registrationFrom("203.0.0.0/8"), registrationFrom("203.0.113.0/24"), []).registering, false));
});
