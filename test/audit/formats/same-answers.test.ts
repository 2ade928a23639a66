import assert from "node:assert/strict";
import fc from "fast-check";
import { STEP_NUMBERS } from "../../../src/audit/checklist";
import { AUDIT_FORMATS } from "../../../src/bundle/reports";
import { identityTypeName } from "../../../src/words/principal";
import { verdictInWords } from "../../../src/words/verdict";
import { runs } from "../../times";
import { widerTenants } from "../../verifier/generated/wider-tenants";
import { printed, reportOn } from "../printed";
import type { AuditedTenant } from "../tenants/audited-tenant";
import { auditedTenant } from "../tenants/audited-tenants";
import { KEPT } from "../tenants/kept";
import { READ_BACK } from "./read-back";

type Audited = Pick<AuditedTenant, "tenant" | "register">;

/** Fails unless what is read back from each format is what the audit found. */
async function assertSame(one: Audited): Promise<void> {
  const { audit, judgement } = await reportOn(one);
  const { users, classes, outsiders } = judgement.verdict.uncovered;
  const inWords = [...classes, ...outsiders].map((type) => `any ${identityTypeName(type)}`);
  const kinds = STEP_NUMBERS.map((step) => audit.answers[step].answer);
  const onlyProblems = kinds.map((kind) => (kind === "failed" || kind === "unknown" ? kind : "nothing"));
  for (const format of AUDIT_FORMATS) {
    const { outcome, verdict, steps, exposed, said } = READ_BACK[format](await printed(one, format));
    assert.equal(outcome ?? audit.outcome, audit.outcome, format);
    assert.equal(verdict ?? judgement.verdict.kind, judgement.verdict.kind, format);
    assert.deepEqual(steps ?? kinds, format === "sarif" ? onlyProblems : kinds, format);
    const others = format === "csv" ? inWords : [...classes, ...outsiders];
    if (exposed !== undefined) assert.deepEqual(exposed, [...users, ...others].sort(), format);
    if (said !== undefined)
      assert.ok(said.includes(verdictInWords(judgement)), `${format}: ${verdictInWords(judgement)}`);
  }
}

/** Each of the kept tenants shows what no other does; more of the generated ones are in the tests of the verifier. */
const GENERATED = runs(3);

describe("every format of an audit says the same", () => {
  for (const one of Object.keys(KEPT).map(auditedTenant)) it(`of ${one.title}`, () => assertSame(one));

  it("of tenants that are generated", () =>
    fc.assert(
      fc.asyncProperty(widerTenants, (tenant) => assertSame({ tenant, register: undefined })),
      GENERATED,
    ));
});
