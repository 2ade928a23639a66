import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { policyPlaces } from "../../../src/cli/audit/report";
import { policyId } from "../../../src/law/model/ids";
import { suiteFolder } from "../../temporary-folder";
import { aPolicy, aTenant } from "../a-tenant";

const location = (id: string) => ({ kind: "policy", id: policyId(id), field: undefined }) as const;

const SAMPLE = "samples/proved.json";

describe("where a policy is shown", () => {
  const files = suiteFolder();

  it("is the line of its id in the tenant file, not one that only mentions it", async () => {
    const tenant = aTenant([aPolicy({ id: "e-1", displayName: "e-2" }), aPolicy({ id: "e-2" })]);
    const path = files.write("tenant.json", JSON.stringify(tenant, undefined, 1));
    const { placeOf } = await policyPlaces(path);
    const lines = readFileSync(path, "utf8").split("\n");
    assert.equal(placeOf(location("e-2"))?.line, lines.findIndex((text) => text.includes('"id": "e-2"')) + 1);
  });

  it("of the live tenant is the program as a whole, where the program is, and no file that isn't there", async () => {
    const { placeOf, fallback } = await policyPlaces(undefined);
    assert.deepEqual([placeOf(location("e-1")), fallback], [undefined, "index.ts"]);
    assert.equal((await policyPlaces(undefined, files.path)).fallback, "live-tenant");
    files.write("index.ts", "console.log('another program')");
    assert.equal((await policyPlaces(undefined, files.path)).fallback, "live-tenant");
  });

  it("is the file of a folder that has it, and its line there", async () => {
    files.write("exports/a.json", aPolicy({ id: "e-1" }));
    files.write("exports/b.json", `{\n"id": "e-2"}`);
    const place = (await policyPlaces(join(files.path, "exports"))).placeOf(location("e-2"));
    assert.deepEqual([place?.file, place?.line], [join("exports", "b.json"), 2]);
  });

  it("is nowhere in standard input, and for a policy that no file has", async () => {
    const path = files.write("tenant.json", aTenant([aPolicy()]));
    for (const one of [files.path, "-", path])
      assert.equal((await policyPlaces(one)).placeOf(location("e-9")), undefined);
  });

  it("is what was read where it has none of its own, and never a file that wasn't", async () => {
    const path = files.write("tenant.json", aTenant([aPolicy()]));
    const expected = { [path]: "tenant.json", [files.path]: basename(files.path), "-": "stdin", [SAMPLE]: SAMPLE };
    for (const [read, fallback] of Object.entries(expected))
      assert.equal((await policyPlaces(read)).fallback, fallback);
  });

  it("is the place that an entry of the register has", async () => {
    const at = { kind: "source", file: "config/dev.yaml", line: 9, column: 15, width: 10, text: undefined } as const;
    assert.deepEqual((await policyPlaces(undefined)).placeOf(at), { file: "config/dev.yaml", line: 9, column: 15 });
  });
});
