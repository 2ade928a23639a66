import assert from "node:assert/strict";
import { stackCases } from "../../policies/support/cases";
import { Workbench } from "./support/workbench";

const RULES = /\[mandatory\].*(no-mfa-bypass|approved-exclusions|carrier-present)/;

/** What isn't understood has the same end as a bypass; it is decided without an engine. */
const CASES = stackCases().filter(({ expected }) => expected !== "unknown");

describe("the labelled tenants as programs", () => {
  let bench: Workbench;
  before(async () => {
    bench = await Workbench.open();
  });
  after(() => bench.close());

  for (const { name, expected, policies, configuration } of CASES) {
    const declare = () =>
      bench.declare(
        ...policies.map((policy) => ({ resource: "ConditionalAccessPolicy", name: policy.name, args: policy.args })),
      );

    if (expected === "proved")
      it(`${name} passes at preview without a word`, async () => {
        declare();
        const { status, output } = await bench.preview({ configuration });
        assert.equal(status, 0, output);
        assert.doesNotMatch(output, /\[(mandatory|advisory)\]/);
      });
    // One policy is judged by itself, before there is a whole stack: what stops it without a preview stops it in one.
    else if (policies.length === 1)
      it(`${name} is rejected before the provider is called, also with --skip-preview`, async () => {
        declare();
        const { status, output, changes } = await bench.up({ configuration }, "--skip-preview");
        assert.notEqual(status, 0, output);
        assert.match(output, RULES);
        assert.deepEqual(changes, []);
      });
    else
      it(`${name} is rejected at preview`, async () => {
        declare();
        const { status, output } = await bench.preview({ configuration });
        assert.equal(status, 1, output);
        assert.match(output, RULES);
      });
  }
});
