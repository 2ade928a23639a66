import assert from "node:assert/strict";
import { Workbench } from "./support/workbench";

const UNBOUND = /isn't bound to a tenant/;

describe("what the pack remarks on the engine", () => {
  let bench: Workbench;
  before(async () => {
    bench = await Workbench.open();
    bench.declare();
  });
  after(() => bench.close());

  it("is for the configuration of the run: unbound in the stack that owns the guarantee, nothing elsewhere", async () => {
    const inStack = await bench.preview({ configuration: { "approved-exclusions": { asOf: "2026-01-01" } } });
    assert.match(inStack.output, UNBOUND);
    assert.match(inStack.output, /judges as of 2026-01-01, not of today/);
    const configuration = { "no-mfa-bypass": { baseline: "elsewhere" }, "protected-baseline": { protected: {} } };
    assert.doesNotMatch((await bench.preview({ configuration })).output, UNBOUND);
  });
});
