import assert from "node:assert/strict";
import { attributesReadBy, membershipRules } from "../../../policies/settings/membership-rules";

describe("a membership rule", () => {
  it("reads attributes, in any letter case", () => {
    const rule = '(user.Department -eq "Sales") -and (user.accountEnabled -eq true) -and (device.model -eq "x")';
    assert.deepEqual([...attributesReadBy(rule)], ["department", "accountenabled"]);
  });

  it("belongs to a group; one without an id or a rule has none", () => {
    const rules = membershipRules([{ id: "A", membershipRule: "r" }, { id: "B" }, { membershipRule: "r" }]);
    assert.deepEqual([...rules], [["a", "r"]]);
  });
});
