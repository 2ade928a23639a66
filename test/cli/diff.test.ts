import assert from "node:assert/strict";
import { suiteFolder } from "../temporary-folder";
import { addresses, aGroup, aPolicy, aRegister, aTenant, groupId, outside, people, userId } from "./a-tenant";
import { recordedRun } from "./recorded-run";
import { readComparison } from "./verdict-schema";

describe("azmfa diff", () => {
  const files = suiteFolder();
  const closed = aTenant([aPolicy()]);
  const open = aTenant([aPolicy({ users: { excludeUsers: [userId(1)] } })]);
  const idsOf = (members: readonly number[]) => members.map((number) => ({ id: userId(number) }));
  const groupOf = (members: readonly number[]) => ({ groups: [aGroup(1, idsOf(members))] });

  async function diff(before: object, after: object, ...options: readonly string[]) {
    const paths = [files.write("before.json", before), files.write("after.json", after)];
    const { status, out, err } = await recordedRun(["diff", "--format", "json", ...options, ...paths]);
    assert.doesNotMatch(err, /error/);
    const read = readComparison(out);
    const idsIn = (ways: typeof read.opened) => ways.map(({ who }) => who.id);
    return { status, ...read, newlyIn: idsIn(read.opened), nowOut: idsIn(read.closed) };
  }

  for (const [what, before, after, status, comparison, newlyIn, nowOut] of [
    ["finds a tenant equivalent to itself", open, open, 0, "equivalent", [], []],
    ["shows who newly skips MFA", closed, open, 1, "different", [userId(1)], []],
    ["shows who no longer does", open, closed, 0, "different", [], [userId(1)]],
  ] as const)
    it(`${what}, and exits with ${status}`, async () => {
      const found = await diff(before, after);
      const said = [found.status, found.comparison, found.newlyIn, found.nowOut];
      assert.deepEqual(said, [status, comparison, newlyIn, nowOut]);
      for (const { because } of found.opened) assert.equal(because[0]?.reason, "users");
    });

  it("refuses to compare two tenants, in which everything could look the same", async () => {
    const of = (name: string, tenant: string) => files.write(name, { ...closed, source: { tenant } });
    const { status, err } = await recordedRun(["diff", of("before.json", "a"), of("after.json", "b")]);
    assert.equal(status, 2);
    assert.match(err, /before\.json: it is of the tenant a, not of b/);
  });

  it("misses a policy that can't be read wholly, says what that depends on, and exits with 1", async () => {
    const unclear = aTenant([aPolicy({ conditions: { weather: { is: "fine" } } })]);
    const { status, comparison, opened } = await diff(unclear, aTenant([]));
    assert.deepEqual([status, comparison], [1, "different"]);
    assert.deepEqual(
      opened.map(({ certain, hangsOn }) => [certain, hangsOn.map(({ kind, id, holds }) => [kind, id, holds])]),
      [[false, [["content", "conditions.weather", true]]]],
    );
  });

  it("is silent about an exclusion that is declared, until its review is overdue", async () => {
    const register = files.write("register.yaml", aRegister([`user: ${userId(1)}`], "2026-10-01"));
    assert.equal((await diff(closed, open, "--exclusions", register)).comparison, "equivalent");
    const late = await diff(closed, open, "--exclusions", register, "--on", "2026-10-02");
    assert.deepEqual([late.status, late.register.overdue], [1, [userId(1)]]);
  });

  it("calls everybody and every place as the state does in which they get through", async () => {
    const location = "dddddddd-0000-4000-8000-000000000001";
    const called = (state: string) => ({
      users: people(1).map((person) => ({ ...person, displayName: `Ann, ${state}` })),
      namedLocations: [addresses(location, ["203.0.113.0/24"], { displayName: `Office, ${state}` })],
    });
    const left = { conditions: outside(location) };
    const said = ({ who, signIn }: { who: { displayName: string }; signIn: { [key: string]: string | null } }) => [
      who.displayName,
      /Office, \w+/.exec(signIn["location"] ?? "")?.[0],
    ];
    const { opened } = await diff(aTenant([aPolicy()], called("before")), aTenant([aPolicy(left)], called("after")));
    assert.deepEqual(opened.map(said), [["Ann, after", "Office, after"]]);
    const back = await diff(aTenant([aPolicy(left)], called("before")), aTenant([aPolicy()], called("after")));
    assert.deepEqual(back.closed.map(said), [["Ann, before", "Office, before"]]);
  });

  for (const [how, membersBefore, membersAfter, says] of [
    ["who comes into it", [], [1], true],
    ["who comes in beside another", [2], [1, 2], true],
    ["who leaves it", [1], [], false],
    ["who stays in it", [1], [1], false],
  ] as const)
    it(`${says ? "says" : "says nothing"} of an exempt group ${how}`, async () => {
      const register = files.write("register.yaml", aRegister([`group: ${groupId(1)}`]));
      const excluding = aPolicy({ users: { excludeGroups: [groupId(1)] } });
      const paths = Object.entries({ before: membersBefore, after: membersAfter }).map(([name, members]) =>
        files.write(`${name}.json`, aTenant([excluding], groupOf(members))),
      );
      const { status, out } = await recordedRun(["diff", "--exclusions", register, ...paths]);
      assert.equal(status, 0, out);
      assert.equal(/person-1/.test(out), says, out);
    });
});
