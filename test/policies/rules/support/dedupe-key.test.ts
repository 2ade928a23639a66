import assert from "node:assert/strict";
import { type DedupeKey, mapKeyOf } from "../../../../policies/rules/support/dedupe-key";

describe("what a finding is about", () => {
  const change: DedupeKey = { about: "change", urn: "urn", object: ["groups", "one"] };
  const same: DedupeKey = { object: ["groups", "one"], urn: "urn", about: "change" };
  const others: readonly DedupeKey[] = [
    change,
    { ...change, urn: "another" },
    { ...change, object: ["users", "one"] },
    { ...change, object: "unresolved" },
    { about: "attribute", urn: "urn", name: "groups" },
    { about: "resource", urn: "urn", problem: "only reports" },
    { about: "missing carrier", name: undefined },
    { about: "missing carrier", name: "" },
    { about: "unknown", policies: ["one", "two"] },
    { about: "unknown", policies: ["one,two"] },
    { about: "bypass", because: [["one", "state"]] },
  ];

  it("is the same, however it is written down", () => assert.equal(mapKeyOf(change), mapKeyOf(same)));

  it("isn't the same as anything else", () =>
    assert.deepEqual([...new Set(others.map(mapKeyOf))], others.map(mapKeyOf)));
});
