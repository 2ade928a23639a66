import assert from "node:assert/strict";
import { LABELLED_CASES } from "../../cases/labelled-cases";
import { stackCases } from "../../policies/support/cases";
import { assertSilent, workbench } from "./support/workbench";

const RULES = /\[mandatory\].*(no-mfa-bypass|approved-exclusions|carrier-present)/;

/** One of each verdict and dimension. What isn't understood has the same end as a bypass; it is decided without an engine. */
const NAMES = new Set(
  LABELLED_CASES.filter(
    ({ expected, dimension }, at) =>
      expected !== "unknown" &&
      at === LABELLED_CASES.findIndex((one) => one.expected === expected && one.dimension === dimension),
  ).map(({ name }) => name),
);

describe("the labelled tenants as programs", () => {
  const bench = workbench();

  for (const { name, expected, policies, configuration } of stackCases().filter((one) => NAMES.has(one.name))) {
    // One policy is judged by itself, before there is a whole stack: what stops it without a preview stops it in one.
    const previewed = expected === "proved" || policies.length > 1;
    const end = expected === "proved" ? "passes without a word" : "is rejected before the provider is called";
    it(`${name} ${end}`, async () => {
      const resource = "ConditionalAccessPolicy";
      bench.declare(...policies.map((policy) => ({ resource, name: policy.name, args: policy.args })));
      const ran = await (previewed ? bench.preview({ configuration }) : bench.up({ configuration }, "--skip-preview"));
      if (expected === "proved") return assertSilent(ran);
      assert.notEqual(ran.status, 0, ran.output);
      assert.match(ran.output, RULES);
      assert.deepEqual(ran.changes, []);
    });
  }
});
