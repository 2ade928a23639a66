import assert from "node:assert/strict";
import { DIMENSIONS, meetsCondition } from "../../../src/law/conditions";
import { evaluationContext } from "../../../src/law/evaluate";
import { meetsUsers } from "../../../src/law/users";
import { coveringSample } from "../../../src/replay/what-if/sample";
import { readTenant } from "../../../src/tenant/graph/tenant";
import { aPolicy, aTenant, userId } from "../../cli/a-tenant";

describe("the covering sample", () => {
  it("misses each policy in one thing at a time, beside conditions that are hard to meet", () => {
    const read = readTenant(
      aTenant([
        aPolicy({
          users: { excludeUsers: [userId(1)] },
          conditions: {
            insiderRiskLevels: "elevated",
            clientAppTypes: ["browser"],
            platforms: { includePlatforms: ["windows"] },
          },
        }),
      ]),
    );
    assert.ok(read.ok);
    const { tenant } = read;
    const { membership } = evaluationContext(tenant);
    const [policy] = tenant.policies;
    assert.ok(policy);
    const missed = coveringSample(tenant, 60).map((signIn) =>
      [
        ...(meetsUsers(policy.users, signIn.principal, membership) === "yes" ? [] : ["users"]),
        ...DIMENSIONS.filter((one) => meetsCondition(one, policy.conditions, signIn[one], tenant) !== "yes"),
      ].join(),
    );
    assert.deepEqual(missed.toSorted(), ["", "clientApp", "insiderRisk", "platform", "users"]);
  });
});
