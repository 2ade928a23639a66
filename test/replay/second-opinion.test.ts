import assert from "node:assert/strict";
import { logOf } from "../../bench/sign-in-log/log-of";
import { tellingTenant, tenantFileOf } from "../../bench/sign-in-log/telling-tenant";
import { Replay } from "../../src/replay/replay";
import { readRecord } from "../../src/tenant/graph/sign-in-log/read-record";
import { prove } from "../../src/verifier/prove";
import { runs } from "../times";
import { read } from "../verifier/generated/read";

const { numRuns: COUNT } = runs(300);

/** Two readings of Entra's rules that share no code: the law, and the evaluator of the local tenant. */
describe("the log of another evaluator", () => {
  const data = tellingTenant();
  let replay: Replay;

  before(() => {
    replay = replayed(tenantFileOf(data));
  });

  function replayed(tenantFile: object, count = COUNT): Replay {
    const tenant = read(JSON.parse(JSON.stringify(tenantFile)));
    const replay = new Replay("tenant.json", tenant, prove(tenant));
    for (const record of logOf(data, { count, seed: 3 })) {
      const sign = readRecord(record);
      if (sign.kind === "signIn") replay.compareSignIn(sign.signIn);
    }
    return replay;
  }

  it("agrees with the law about each policy, and all of it can be compared but a role in a part of the tenant", () => {
    assert.deepEqual(
      replay.differences.all.map(({ finding: { displayName, theirs } }) => [displayName, theirs]),
      [],
    );
    const { agree = 0, users = 0, ...others } = replay.decisions;
    assert.deepEqual(others, { differ: 0 });
    assert.ok(users < COUNT / 15 && agree > 40 * (replay.signIns.agree ?? 0));
  });

  it("shows people who sign in without MFA, each by a way in of the verdict", () => {
    assert.ok(replay.counts.count > COUNT / 30);
    assert.deepEqual(new Set(replay.withoutMfa.all.map(({ finding }) => finding.kind)), new Set(["wayIn"]));
  });

  it("distinguishes rules from memberships: someone who left a group since then differs only by membership", () => {
    const file = tenantFileOf({ ...data, groups: data.groups.map((group) => ({ ...group, members: [] })) });
    const kinds = new Set(replayed(file, 400).differences.all.map(({ finding }) => finding.kind));
    assert.deepEqual(kinds, new Set(["membership"]));
  });

  it("distinguishes rules from policies: a policy that was switched off since then differs only by its state", () => {
    const file = tenantFileOf({ ...data, policies: data.policies.map((policy) => ({ ...policy, state: "disabled" })) });
    const said = replayed(file, 200).differences.all.map(({ finding }) => finding);
    assert.deepEqual(new Set(said.map(({ kind, ours }) => `${kind} ${ours}`)), new Set(["policy is off"]));
  });
});
