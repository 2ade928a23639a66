import assert from "node:assert/strict";
import { withBeta } from "../../../src/tenant/graph/policy-shape";
import { changedPolicy, deployedPolicy } from "../../drift/declared-policy";

describe("a policy in two versions of Graph", () => {
  it("is what v1.0 shows where beta shows no more", () =>
    assert.deepEqual(withBeta(deployedPolicy, deployedPolicy), { policy: deployedPolicy, onlyInBeta: [] }));

  it("isn't changed by what beta writes as empty or read-only", () => {
    const beta = changedPolicy({ modifiedDateTime: "2026-11-01", conditions: { times: null, deviceStates: [] } });
    assert.deepEqual(withBeta(deployedPolicy, beta)?.onlyInBeta, []);
  });

  it("gets the conditions and controls that only beta has", () => {
    const conditions = { times: { a: 1 }, users: { excludeTeams: ["x"] } };
    const beta = changedPolicy({ conditions, grantControls: { askNicely: true } });
    const onlyInBeta = ["conditions.users.excludeTeams", "conditions.times", "grantControls.askNicely"];
    assert.deepEqual(withBeta(deployedPolicy, beta), { policy: beta, onlyInBeta });
  });

  it("has beta's list where v1.0 leaves out what it doesn't know", () => {
    const beta = changedPolicy({ grantControls: { builtInControls: ["mfa", "somethingNew"] } });
    const seen = withBeta(deployedPolicy, beta);
    assert.deepEqual(seen?.onlyInBeta, ["grantControls.builtInControls"]);
    assert.deepEqual(seen?.policy["grantControls"], beta["grantControls"]);
  });

  it("is beta's where v1.0 doesn't have it at all", () =>
    assert.deepEqual(withBeta(undefined, deployedPolicy), { policy: deployedPolicy, onlyInBeta: [""] }));

  it("is v1.0's where beta doesn't have it, and none where neither has it", () => {
    assert.deepEqual(withBeta(deployedPolicy, undefined), { policy: deployedPolicy, onlyInBeta: [] });
    assert.equal(withBeta(undefined, undefined), undefined);
  });
});
