import assert from "node:assert/strict";
import { readSnapshot } from "../../../policies/settings/snapshot";

describe("a snapshot's membership rules", () => {
  const rulesOf = (...groups: readonly object[]) => readSnapshot({ policies: [], users: [], groups }).membershipRules;

  it("belong to their groups; a group without one has none", () => {
    const membershipRule = 'user.department -eq "Sales"';
    assert.deepEqual([...rulesOf({ id: "A", displayName: "a", members: [], membershipRule })], [["a", membershipRule]]);
    assert.deepEqual(rulesOf({ id: "B", displayName: "b", members: [] }), new Map());
  });
});

describe("a snapshot that can't be used", () => {
  it("says where it is wrong", () =>
    assert.throws(() => readSnapshot({ policies: "none" }), /the snapshot can't be used:\n {2}policies: /));
});
