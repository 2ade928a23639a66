import assert from "node:assert/strict";
import { nothingFound } from "../../src/drift/drift-report";
import { effectOf, meaningOf } from "../../src/drift/meaning";
import { addresses, aPolicy, groupId, outside, people, userId } from "../cli/a-tenant";
import { aTenant } from "../verifier/builders/a-tenant";
import { exemptionsOf, type SaidExempt } from "../verifier/builders/verdict-on";
import { read } from "../verifier/generated/read";

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

  it("is nothing if the tenant matches the code, regardless of a group with unknown members", () =>
    assert.deepEqual(opened([coded]), []));

  it("is that someone gets in who may have been stopped, if they are excluded in addition to such a group", () => {
    const [way, ...others] = opened([aPolicy({ users: { excludeGroups: [GROUP], excludeUsers: [ANN] } })]);
    const hangsOn = [{ kind: "group", id: GROUP, holds: false, policies: 1 }];
    assert.deepEqual([way?.people, way?.hangsOn, others], [[ANN], hangsOn, []]);
  });

  it("is that everyone gets in if the policy is deleted", () => {
    const ways = opened([]).map(({ people, certain }) => `${people} ${certain}`);
    assert.deepEqual(ways, [" true", `${ANN} false`]);
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
      ...{ users: people(2), groups: [], roleAssignments: [] },
    });
  };

  it("is opened by a wider trusted location, although no sign-in to Azure is open, and not by a narrower one", () => {
    const [narrow, wide] = [registrationFrom("203.0.113.0/24"), registrationFrom("203.0.0.0/8")];
    const { kind, registering } = effectOf(narrow, wide, []);
    assert.deepEqual([kind, registering], ["neutral", true]);
    assert.equal(effectOf(wide, narrow, []).registering, false);
  });
});
