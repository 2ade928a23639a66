import assert from "node:assert/strict";
import { effectOf } from "../../src/drift/effect";
import { groupId, people, userId } from "../cli/a-tenant";
import { aTenant } from "../verifier/builders/a-tenant";
import { exemptionsOf, type SaidExempt } from "../verifier/builders/verdict-on";

const USERS = [userId(1), userId(2)];
const leavingOut = (...excludeUsers: readonly string[]) =>
  aTenant({ policies: [{ conditions: { users: { includeUsers: ["All"], excludeUsers } } }], users: people(2) });

describe("what a change does to exempt people", () => {
  const exempt: readonly (readonly [string, SaidExempt])[] = [
    ["each by name", { users: USERS }],
    ["as members of a group", { membersOf: { [groupId(1)]: USERS } }],
    ["one by name, one as a member", { users: [userId(1)], membersOf: { [groupId(1)]: [userId(2)] } }],
  ];
  for (const [how, said] of exempt) {
    it(`names all whom it shuts out, exempt ${how}`, () => {
      const { kind, shutOut } = effectOf(leavingOut(...USERS), leavingOut(), exemptionsOf(said));
      assert.deepEqual([kind, [...shutOut].sort()], ["neutral", USERS]);
    });

    it(`names only whom it shuts out, exempt ${how}`, () => {
      const { shutOut } = effectOf(leavingOut(...USERS), leavingOut(userId(1)), exemptionsOf(said));
      assert.deepEqual(shutOut, [userId(2)]);
    });

    it(`names nobody where it lets them in, exempt ${how}`, () =>
      assert.deepEqual(effectOf(leavingOut(), leavingOut(...USERS), exemptionsOf(said)).shutOut, []));
  }
});
