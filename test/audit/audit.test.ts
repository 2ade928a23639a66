import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { AUDIT_FORMATS } from "../../src/cli/audit/format";
import { recordedRun } from "../cli/recorded-run";
import { writtenFiles } from "../cli/written-files";
import { assertGolden } from "./golden-file";
import { printed } from "./printed";
import { auditedTenant, KEPT } from "./tenants/audited-tenants";

const DOCS = join(__dirname, "..", "..", "docs");

interface PrintedAudit {
  readonly outcome: string;
  readonly verdict: { readonly verdict: string };
  readonly carriers: { readonly kind: string; readonly policies: readonly { readonly id: string }[] };
  readonly steps: readonly { readonly number: number; readonly answer: string; readonly because: string }[];
}

const isAudit = new Ajv({ strict: false }).compile<PrintedAudit>(
  JSON.parse(readFileSync(join(DOCS, "audit.schema.json"), "utf8")),
);

function parsed(out: string): PrintedAudit {
  const value: unknown = JSON.parse(out);
  assert.ok(isAudit(value), JSON.stringify(isAudit.errors));
  return value;
}

describe("azmfa audit", () => {
  for (const name of KEPT)
    describe(`of ${name}`, () => {
      const one = auditedTenant(name);

      it("reads well at a terminal", async () => assertGolden(`${name}.txt`, await printed(one, "human")));

      it("keeps to its schema in JSON", async () => {
        const audit = parsed(await printed(one, "json"));
        if (name !== "baseline") assertGolden(`${name}.json`, `${JSON.stringify(audit, undefined, 2)}\n`);
      });
    });

  describe("on the command line", () => {
    const files = writtenFiles();
    for (const [name, status] of [
      ["compliant", 0],
      ["reference", 1],
      ["no-policy", 1],
    ] as const)
      for (const format of AUDIT_FORMATS)
        it(`prints ${format} of ${name}, and ends with status ${status}`, async () => {
          const one = auditedTenant(name);
          const register = ["--exclusions", files.write("register.yaml", one.register)];
          const path = files.write("tenant.json", one.tenant);
          const run = await recordedRun(["audit", path, ...register, "--format", format]);
          assert.equal(run.status, status);
          assert.equal(
            run.out.replaceAll(`${files.folder}/`, ""),
            (await printed(one, format, path)).replaceAll(`${files.folder}/`, ""),
          );
        });
  });
});
