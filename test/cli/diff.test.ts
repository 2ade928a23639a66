import assert from "node:assert/strict";
import { guestsAndSeats, searchesStopSoon } from "../verifier/builders/too-hard";
import { addresses, aGroup, aPolicy, aRegister, aTenant, groupId, outside, people, userId } from "./a-tenant";
import { recordedRun } from "./recorded-run";
import { readComparison } from "./verdict-schema";
import { writtenFiles } from "./written-files";

describe("azmfa diff", () => {
  const files = writtenFiles();
  const closed = aTenant([aPolicy()]);
  const open = aTenant([aPolicy({ users: { excludeUsers: [userId(1)] } })]);
  const groupOf = (members: readonly number[]) => ({
    groups: [
      aGroup(
        1,
        members.map((number) => ({ id: userId(number) })),
      ),
    ],
  });

  async function diff(before: object, after: object, ...options: readonly string[]) {
    const paths = [files.write("before.json", before), files.write("after.json", after)];
    const { status, out, err } = await recordedRun(["diff", "--format", "json", ...options, ...paths]);
    assert.equal(err, "");
    return { status, ...readComparison(out) };
  }

  it("finds a tenant equivalent to itself, and exits with 0", async () => {
    const { status, comparison, opened, closed: no } = await diff(open, open);
    assert.deepEqual({ status, comparison, opened, no }, { status: 0, comparison: "equivalent", opened: [], no: [] });
  });

  it("shows who newly skips MFA, and exits with 1", async () => {
    const { status, comparison, opened, closed: no } = await diff(closed, open);
    assert.deepEqual({ status, comparison, no }, { status: 1, comparison: "different", no: [] });
    assert.deepEqual(
      opened.map(({ who, because }) => [who.id, because.map(({ reason }) => reason)]),
      [[userId(1), ["users"]]],
    );
  });

  it("shows who no longer does, and exits with 0", async () => {
    const { status, comparison, opened, closed: shut } = await diff(open, closed);
    assert.deepEqual({ status, comparison, opened }, { status: 0, comparison: "different", opened: [] });
    assert.deepEqual(
      shut.map(({ who }) => who.id),
      [userId(1)],
    );
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

  it("judges by the register in the state in which somebody gets through", async () => {
    const register = files.write("group.yaml", aRegister([`group: ${groupId(1)}`]));
    const left = { users: { excludeUsers: [userId(1)] } };
    const { status, opened } = await diff(
      aTenant([aPolicy()], groupOf([1])),
      aTenant([aPolicy(left)], groupOf([])),
      ...["--exclusions", register],
    );
    assert.equal(status, 1);
    assert.deepEqual(
      opened.map(({ who }) => who.id),
      [userId(1)],
    );
    const after = await diff(
      aTenant([aPolicy()], groupOf([])),
      aTenant([aPolicy(left)], groupOf([1])),
      ...["--exclusions", register],
    );
    assert.deepEqual([after.status, after.opened], [0, []]);
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

  describe("with a search that is too hard", () => {
    searchesStopSoon();

    it("exits with 1 where that keeps it from telling whether something was opened", async () => {
      const hard = guestsAndSeats(8).map((one, number) =>
        aPolicy({ id: `hard-${number}`, conditions: { ...one.conditions } }),
      );
      const { status, comparison, opened, unknowns } = await diff(closed, aTenant(hard));
      assert.deepEqual([status, comparison, opened], [1, "unknown", []]);
      assert.deepEqual(
        [...new Set(unknowns.map(({ why }) => why))],
        ["the search for a sign-in that gets through was stopped at its bound"],
      );
    });
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
      const paths = [
        files.write("before.json", aTenant([excluding], groupOf(membersBefore))),
        files.write("after.json", aTenant([excluding], groupOf(membersAfter))),
      ];
      const { status, out } = await recordedRun(["diff", "--exclusions", register, ...paths]);
      assert.equal(status, 0, out);
      assert.equal(/person-1/.test(out), says, out);
    });
});
