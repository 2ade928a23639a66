import assert from "node:assert/strict";
import { stackCases } from "../../policies/support/cases";
import { Workbench } from "./support/workbench";

describe("the labelled tenants as programs", () => {
  let bench: Workbench;
  before(async () => {
    bench = await Workbench.open();
  });
  after(() => bench.close());

  for (const { name, expected, policies, configuration } of stackCases()) {
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
    else
      it(`${name} is rejected at preview`, async () => {
        declare();
        const { status, output } = await bench.preview({ configuration });
        assert.equal(status, 1, output);
        assert.match(output, /\[mandatory\].*(no-mfa-bypass|approved-exclusions|carrier-present)/);
      });

    if (expected === "bypass" && policies.length === 1)
      it(`${name} is stopped before the provider is called, with --skip-preview`, async () => {
        declare();
        const { status, output, changes } = await bench.up({ configuration }, "--skip-preview");
        assert.notEqual(status, 0, output);
        assert.deepEqual(changes, []);
      });
  }
});
