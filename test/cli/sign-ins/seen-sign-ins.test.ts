import assert from "node:assert/strict";
import { SeenSignIns } from "../../../src/cli/sign-ins/seen-sign-ins";
import type { RecordedSignIn } from "../../../src/law/model/recorded-sign-in";
import { readRecord } from "../../../src/tenant/graph/sign-in-log/read-record";
import { aRecord, recordId } from "../../replay/a-record";

function signIn(changes: object = {}): RecordedSignIn {
  const read = readRecord(aRecord(changes));
  assert.equal(read.kind, "signIn");
  return (read as Extract<typeof read, { kind: "signIn" }>).signIn;
}

describe("sign-ins that were seen", () => {
  it("are told from new ones among many, the letter case of their ids aside", () => {
    const seen = new SeenSignIns();
    const one = signIn();
    const ids = Array.from({ length: 20_000 }, (_, number) => recordId(number));
    for (const id of ids) assert.equal(seen.meet({ ...one, id: `${id}a` }), "first");
    for (const id of ids) assert.equal(seen.meet({ ...one, id: `${id}A` }), "again");
  });

  it("are told from others with the same id, which nothing hides", () => {
    for (const changes of [
      { status: { errorCode: 50074 } },
      { authenticationRequirement: "singleFactorAuthentication" },
      { userId: "aaaaaaaa-0000-4000-8000-000000000002" },
      { createdDateTime: "2026-09-10T08:15:01Z" },
      { ipAddress: "198.51.100.1" },
      { clientAppUsed: "Mobile Apps and Desktop clients" },
      { appliedConditionalAccessPolicies: [] },
    ]) {
      const seen = new SeenSignIns();
      const met = [signIn(), signIn(changes), signIn(), signIn(changes)].map((one) => seen.meet(one));
      assert.deepEqual(met, ["first", "otherwise", "again", "again"], JSON.stringify(changes));
    }
  });

  it("are the same in whatever order their decisions stand, and to the second", () => {
    const decisions = ["p-1", "p-2"].map((id) => ({ id, result: "success" }));
    const seen = new SeenSignIns();
    seen.meet(signIn({ appliedConditionalAccessPolicies: decisions }));
    const other = {
      appliedConditionalAccessPolicies: decisions.toReversed(),
      createdDateTime: "2026-09-10T08:15:00.7Z",
    };
    assert.equal(seen.meet(signIn(other)), "again");
  });

  it("are never taken for each other without an id", () => {
    const seen = new SeenSignIns();
    assert.deepEqual(
      [signIn({ id: "" }), signIn({ id: "" })].map((one) => seen.meet(one)),
      ["first", "first"],
    );
  });
});
