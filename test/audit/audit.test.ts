import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { LABELLED_CASES, registerFor } from "../cli/labelled-cases";
import { recordedRun } from "../cli/recorded-run";
import { writtenFiles } from "../cli/written-files";
import { AUDITED_TENANTS } from "./audited-tenants";
import { assertGolden } from "./golden-file";

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

/** The steps that have one of these answers. */
const stepsThat = ({ steps }: PrintedAudit, ...answers: readonly string[]): readonly number[] =>
  steps.flatMap(({ number, answer }) => (answers.includes(answer) ? [number] : []));

describe("azmfa audit", () => {
  const files = writtenFiles();
  const audit = (tenant: unknown, register: string, ...options: readonly string[]) =>
    recordedRun([
      "audit",
      files.write("tenant.json", tenant),
      "--exclusions",
      files.write("register.yaml", register),
      ...options,
    ]);

  for (const { name, title, tenant, register, outcome, isLong } of AUDITED_TENANTS)
    describe(`of ${title}`, () => {
      it("reads well at a terminal", async () => {
        const { out, status } = await audit(tenant, register);
        assertGolden(`${name}.txt`, out.replaceAll(`${files.folder}/`, ""));
        assert.equal(status, outcome === "compliant" ? 0 : 1);
      });

      it("keeps to its schema in JSON", async () => {
        const { out } = await audit(tenant, register, "--format", "json");
        assert.equal(parsed(out).outcome, outcome);
        if (isLong) return;
        assertGolden(
          `${name}.json`,
          `${JSON.stringify(JSON.parse(out.replaceAll(`${files.folder}/`, "")), undefined, 2)}\n`,
        );
      });
    });

  const ABOUT_POLICIES = [4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];
  for (const one of LABELLED_CASES)
    it(`has steps that agree with the verdict on ${one.name}`, async () => {
      const { out } = await audit(one.tenant, registerFor(one), "--format", "json");
      const report = parsed(out);
      assert.equal(report.verdict.verdict, one.expected);
      const failed = stepsThat(report, "failed");
      const unknown = stepsThat(report, "unknown").filter((step) => ABOUT_POLICIES.includes(step));
      if (one.expected === "proved") assert.deepEqual([...failed, ...unknown], []);
      if (one.expected === "bypass") {
        assert.ok(failed.includes(5), "no policy carries the control");
        assert.ok(
          failed.some((step) => step > 5) || failed.includes(4),
          "a step says what is wrong with the policies, or that there is none",
        );
      }
      if (one.expected === "unknown") {
        assert.deepEqual(failed, []);
        assert.ok(
          unknown.some((step) => step > 5),
          "a step says what isn't understood",
        );
      }
    });
});
