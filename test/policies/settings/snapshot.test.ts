import assert from "node:assert/strict";
import { readSnapshot } from "../../../policies/settings/snapshot";

describe("a snapshot's membership rules", () => {
  const attributesOf = (...groups: readonly object[]) => readSnapshot({ policies: [], users: [], groups }).attributes;

  it("read attributes of users, in any letter case", () => {
    const membershipRule =
      '(user.Department -eq "Sales") -and (user.accountEnabled -eq true) -and (device.model -eq "x")';
    const attributes = attributesOf({ id: "A", displayName: "a", members: [], membershipRule });
    assert.deepEqual([...(attributes.get("a") ?? [])], ["department", "accountenabled"]);
  });

  it("belong to their groups; a group without one has none", () => {
    assert.deepEqual(attributesOf({ id: "B", displayName: "b", members: [] }), new Map());
  });
});

describe("a snapshot that can't be used", () => {
  it("says where it is wrong", () =>
    assert.throws(() => readSnapshot({ policies: "none" }), /the snapshot can't be used:\n {2}policies: /));
});
