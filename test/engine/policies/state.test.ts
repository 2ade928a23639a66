import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { policyArguments } from "../../policies/support/policies";
import { Workbench } from "./support/workbench";

const POLICY = {
  resource: "ConditionalAccessPolicy",
  name: "azure-management-mfa",
  args: policyArguments(),
  options: { protect: true },
};

describe("what was deployed", () => {
  let bench: Workbench;
  before(async () => {
    bench = await Workbench.open();
    bench.declare(POLICY);
    const { status, output } = await bench.up();
    assert.equal(status, 0, output);
  });
  after(() => bench.close());

  const exported = async (change: (text: string) => string) => {
    const file = join(bench.folder, "export.json");
    await bench.pulumi("stack", "export", "--file", file);
    writeFileSync(file, change(readFileSync(file, "utf8")));
    return file;
  };

  it("is judged by `policy analyze` as by a preview", async () => {
    assert.equal((await bench.analyze({}, "--file", await exported((text) => text))).status, 0);
    const weakened = await exported((text) => text.replaceAll('"enabled"', '"disabled"'));
    const { status, output } = await bench.analyze({}, "--file", weakened);
    assert.notEqual(status, 0);
    assert.match(output, /no-mfa-bypass/);
  });

  it("is judged by `policy analyze` in the stack itself", async () => {
    const { status, output } = await bench.analyze();
    assert.equal(status, 0, output);
  });

  it("is rejected after a refresh that finds what the plan can't show", async () => {
    const conditions = { ...(policyArguments()["conditions"] as object), insiderRiskLevels: "elevated" };
    bench.drift({ "azure-management-mfa": { conditions } });
    const { status, output } = await bench.preview({}, "--refresh");
    bench.drift({});
    assert.equal(status, 1, output);
    assert.match(output, /conditions\.insiderRiskLevels: elevated/);
    assert.match(output, /it was changed in the tenant/);
  });

  it("is rejected when its protection is dropped", async () => {
    bench.declare({ ...POLICY, options: {} });
    const { status, output } = await bench.preview();
    assert.equal(status, 1);
    assert.match(output, /\[mandatory\].*protect-kept/);
  });

  it("may be repaired: a plan that mends drift passes", async () => {
    bench.declare(POLICY);
    bench.drift({ "azure-management-mfa": { state: "disabled" } });
    const { status, output } = await bench.preview({}, "--refresh");
    bench.drift({});
    assert.equal(status, 0, output);
  });
});
