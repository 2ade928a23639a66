import assert from "node:assert/strict";
import { logOf } from "../../bench/sign-in-log/log-of";
import { tellingTenant, tenantFileOf } from "../../bench/sign-in-log/telling-tenant";
import { userId } from "../../src/law/model/ids";
import { Replay } from "../../src/replay/replay";
import { readRecord } from "../../src/tenant/graph/sign-in-log/read-record";
import { prove } from "../../src/verifier/prove";
import { aPolicy, aTenant } from "../cli/a-tenant";
import { runs } from "../times";
import { read } from "../verifier/generated/read";
import { withoutMfa } from "./a-record";

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
    const replay = new Replay(tenant, prove(tenant), []);
    for (const record of logOf(data, { count, seed: 3 })) {
      const sign = readRecord(record);
      if (sign.kind === "signIn") replay.add(sign.signIn);
    }
    return replay;
  }

  it("agrees with the law about each policy, and all of it can be compared but a role in a part of the tenant", () => {
    assert.deepEqual(
      replay.differences.all.map(({ finding: { displayName, on } }) => [displayName, on]),
      [],
    );
    const { agree = 0, users = 0, ...others } = replay.decisions;
    assert.deepEqual(others, {});
    assert.ok(users < 20 && agree > 40 * (replay.signIns.agree ?? 0));
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
    assert.deepEqual(new Set(said.map(({ kind, on, ours }) => `${kind} ${on} ${ours}`)), new Set(["policy state off"]));
  });
});

it("Very many people without MFA are all counted, and some are listed", () => {
  const tenant = read({ ...aTenant([aPolicy()]), users: undefined });
  const record = readRecord(withoutMfa());
  assert.ok(record.kind === "signIn");
  const replay = new Replay(tenant, prove(tenant), []);
  for (let number = 0; number < 10_500; number++) {
    const who = { ...record.signIn.who, id: userId(`person ${number}`) };
    replay.add({ ...record.signIn, id: String(number), who });
  }
  const { count, unexplained } = replay.counts;
  assert.deepEqual([count, unexplained, replay.withoutMfa.all.length], [10_500, 10_500, 10_000]);
  const [difference] = replay.differences.all;
  assert.deepEqual([difference?.count, difference?.people.size], [10_500, 1_000]);
});
