import assert from "node:assert/strict";
import { letIn } from "../../../../policies/stack/judgement/judgement";
import { newlyLetIn } from "../../../../policies/stack/judgement/opened";
import { aPolicy } from "../../../cli/a-tenant";
import { always } from "../../../times";
import { exemptionsOf } from "../../../verifier/builders/verdict-on";
import { exempted, graphTenants } from "../../../verifier/generated/graph-tenants";
import { read } from "../../../verifier/generated/read";

const BLOCK = aPolicy({ grantControls: { operator: "OR", builtInControls: ["block"] } });

describe("the question whether somebody new gets in", () => {
  it("has one answer for a closed tenant and for a tenant whose policy blocks everybody", () =>
    always(30, [graphTenants, exempted], (json, exempt) => {
      const after = read(json);
      const blocked = read({ ...json, policies: [BLOCK] });
      const exemptions = exemptionsOf(exempt);
      const isClosed = letIn(after, exemptions).kind === "closed";
      assert.equal(newlyLetIn(blocked, after, exemptions).kind === "closed", isClosed);
    }));
});
