import assert from "node:assert/strict";
import fc from "fast-check";
import { newlyLetIn } from "../../../../policies/stack/judgement/question";
import { aPolicy } from "../../../cli/a-tenant";
import { runs } from "../../../times";
import { exemptionsOf } from "../../../verifier/builders/verdict-on";
import { exempted, graphTenants } from "../../../verifier/generated/graph-tenants";
import { read } from "../../../verifier/generated/read";

const BLOCK = aPolicy({ grantControls: { operator: "OR", builtInControls: ["block"] } });

describe("the question whether somebody new gets in", () => {
  it("has one answer for a closed tenant and for a tenant whose policy blocks everybody", () =>
    fc.assert(
      fc.property(graphTenants, exempted, (json, exempt) => {
        const after = read(json);
        const [blocked, closed] = [read({ ...json, policies: [BLOCK] }), "closed" as const].map(
          (before) => newlyLetIn({ before, after }, exemptionsOf(exempt)).kind === "closed",
        );
        assert.equal(blocked, closed);
      }),
      runs(30),
    ));
});
