import assert from "node:assert/strict";
import { codePolicy } from "../../src/drift/code-policy";
import { explainNoise, findDifferences } from "../../src/drift/differences";
import { type Repair, repairOf } from "../../src/drift/policy-fields";
import { drift as recorded } from "../sandbox/provider/recordings";
import { changedPolicy } from "./changed-policy";
import { declaredInputs, deployedPolicy } from "./declared-policy";
import { RECORDED_CHANGES } from "./recorded-changes";

const code = codePolicy(declaredInputs);

/** What a recording allows to be said about the fields of its change. */
function claimable({ preview, left }: (typeof recorded.rows)[number]): readonly Repair[] {
  if (preview.length === 0) return ["notSeen"];
  return left.length > 0 ? ["leftToGraph", "repaired"] : ["repaired"];
}

describe("what the official plugin was recorded with", () => {
  it("is all in the table, but for the deletion", () => {
    const names = recorded.rows.map(({ change }) => change).filter((name) => name !== "deleted");
    assert.deepEqual(Object.keys(RECORDED_CHANGES).sort(), names.sort());
  });

  it("starts from a policy without drift", () => assert.deepEqual(findDifferences(deployedPolicy, code), []));

  for (const [name, { changes, drift }] of Object.entries(RECORDED_CHANGES)) {
    const row = recorded.rows.find(({ change }) => change === name);
    assert.ok(row, name);
    const differences = findDifferences(changedPolicy(changes), code);

    it(`${name} is drift in ${drift.join(" and ") || "nothing"}`, () =>
      assert.deepEqual(differences.map(({ path }) => path).sort(), drift));

    it(`${name}: nothing is claimed of the repair that wasn't recorded`, () => {
      const claims = differences.map((difference) => repairOf(difference.path, difference.code, row.fields));
      for (const claim of claims) assert.ok(claimable(row).includes(claim), claim);
      if (row.left.length > 0 && row.preview.length > 0) assert.ok(claims.includes("leftToGraph"));
    });

    it(`${name}: each field that the preview names is either drift or explained`, () => {
      const { noise, unexplained } = explainNoise(row.fields, changedPolicy(changes), code, differences);
      assert.deepEqual(unexplained, []);
      if (drift.length === 0) assert.ok(noise.length > 0);
    });
  }
});
