import assert from "node:assert/strict";
import fc from "fast-check";
import { evaluationContext } from "../../../src/law/evaluate";
import type { Policy } from "../../../src/law/model/policy";
import type { Tenant } from "../../../src/law/model/tenant";
import { compare } from "../../../src/verifier/compare";
import { exemptIn } from "../../../src/verifier/exemptions";
import { closedBy } from "../../../src/verifier/questions/closed-by";
import { Solver } from "../../../src/verifier/solver/solver";
import { userId } from "../../cli/a-tenant";
import { always } from "../../times";
import { aTenant } from "../builders/a-tenant";
import { guestsAndSeats, manyNetworks, searchesStopSoon } from "../builders/too-hard";
import { exemptionsOf } from "../builders/verdict-on";
import { exempted } from "../generated/graph-tenants";
import { read } from "../generated/read";
import { tenantsWithNews } from "../generated/wider-tenants";

const NOBODY = { users: [], groups: [] };

/** The places of the policies that `isFound`, of all but the first. */
const placesOf = ({ policies }: Tenant, isFound: (policy: Policy) => boolean): readonly number[] =>
  policies.flatMap((policy, place) => (place > 0 && isFound(policy) ? [place] : []));

describe("the people for whom a policy stops sign-ins that no other policy stops", () => {
  it("is somebody iff the tenant with it, compared with the same without, has a way in less", () =>
    always(25, [tenantsWithNews, fc.option(exempted)], (json, some) => {
      const tenant = read(json);
      const exemptions = exemptionsOf(some ?? NOBODY);
      const [policies, asked] = [tenant.policies.slice(0, 1), tenant.policies.slice(1)];
      const exempt = exemptIn(tenant, exemptions);
      const { closed } = closedBy(evaluationContext(tenant, exempt.groups), new Set(asked), exempt);
      const isClosing = (one: Policy): boolean =>
        compare({ ...tenant, policies }, { ...tenant, policies: [...policies, one] }, exemptions).closed.length > 0;
      assert.deepEqual(
        placesOf(tenant, (policy) => (closed.get(policy)?.classes.length ?? 0) > 0),
        placesOf(tenant, isClosing),
      );
      assert.ok([...closed.values()].every(({ isWhole }) => isWhole));
    }));

  it("is found in few questions where a policy stops many alike", () => {
    const { solve } = Solver.prototype;
    const numbers = Array.from({ length: 64 }, (_, number) => number);
    const tenant = aTenant({
      users: numbers.map((number) => ({ id: userId(number), userType: "Member" })),
      policies: [1, 2, 4, 8, 16, 32].map((bit) => {
        const excludeUsers = numbers.filter((number) => (number & bit) > 0).map(userId);
        return { conditions: { users: { includeUsers: ["All"], excludeUsers } } };
      }),
    });
    try {
      Solver.prototype.solve = function (...asked) {
        this.steps += 100_000; // fifty questions are all that it may ask
        return solve.apply(this, asked);
      };
      const asked = new Set(tenant.policies);
      const { closed, principals } = closedBy(evaluationContext(tenant), asked, exemptIn(tenant, []));
      assert.deepEqual(
        Array.from(closed.values(), ({ classes, isWhole }) => [principals.count(classes), isWhole]),
        tenant.policies.map(() => [32, true]),
      );
    } finally {
      Solver.prototype.solve = solve;
    }
  });

  describe("beyond a bound", () => {
    searchesStopSoon();

    for (const [what, said] of [
      ["the search", { policies: [...guestsAndSeats(8), {}] }],
      ["the networks", { ...manyNetworks(), policies: [...manyNetworks().policies, {}] }],
    ] as const)
      it(`of ${what} isn't known`, () => {
        const tenant = aTenant(said);
        const last = tenant.policies.at(-1) as Policy;
        const { closed } = closedBy(evaluationContext(tenant), new Set([last]), exemptIn(tenant, []));
        assert.equal(closed.get(last)?.isWhole, false);
      });
  });
});
