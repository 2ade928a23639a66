import assert from "node:assert/strict";
import { carriersOf } from "../../../src/audit/carriers/find-carriers";
import { readTenant } from "../../../src/tenant/graph/tenant";
import { exemptIn } from "../../../src/verifier/exemptions";
import { prove } from "../../../src/verifier/prove";
import { aPolicy, aTenant, people, userId } from "../../cli/a-tenant";

const excluding = aPolicy({ users: { excludeUsers: [userId(1)] } });

/** A policy that may or may not be about everybody. */
const unclear = {
  ...aPolicy({ conditions: { somethingNew: { only: "sometimes" } } }),
  id: "eeeeeeee-0000-4000-8000-000000000002",
};

function judged(...policies: readonly object[]) {
  const read = readTenant(aTenant(policies, { users: people(2) }));
  assert.ok(read.ok, JSON.stringify(read));
  const verdict = prove(read.tenant);
  const carriers = carriersOf(read.tenant, exemptIn(read.tenant, []), verdict);
  assert.ok(carriers.kind === "nearest");
  return [verdict.kind, carriers.wrong.map(({ facet, certain }) => [facet, certain])];
}

describe("a part of a policy that isn't as it should be", () => {
  it("is wrong for certain where somebody gets in by it", () =>
    assert.deepEqual(judged(excluding), ["bypass", [["exclude", true]]]));

  it("isn't where another policy that isn't understood may make up for it", () =>
    assert.deepEqual(judged(excluding, unclear), ["unknown", [["exclude", false]]]));
});
