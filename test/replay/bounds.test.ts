import assert from "node:assert/strict";
import { userId } from "../../src/law/model/ids";
import { Replay } from "../../src/replay/replay";
import { readRecord } from "../../src/tenant/graph/sign-in-log/read-record";
import { readTenant } from "../../src/tenant/graph/tenant";
import { prove } from "../../src/verifier/prove";
import { aPolicy, aTenant } from "../cli/a-tenant";
import { withoutMfa } from "./a-record";

it("A log in which very many people come in without MFA is counted whole, and a part of them is kept", () => {
  const read = readTenant({ ...aTenant([aPolicy()]), users: undefined });
  const record = readRecord(withoutMfa());
  assert.ok(read.ok && record.kind === "signIn");
  const replay = new Replay(read.tenant, prove(read.tenant), []);
  for (let number = 0; number < 10_500; number++) {
    const who = { ...record.signIn.who, id: userId(`person ${number}`) };
    replay.add({ ...record.signIn, id: String(number), who });
  }
  const { count, unexplained, groups } = replay.withoutMfa;
  assert.deepEqual([count, unexplained, groups.length], [10_500, 10_500, 10_000]);
  const [difference] = replay.differences;
  assert.deepEqual([difference?.count, difference?.said.people.size], [10_500, 1_000]);
});
