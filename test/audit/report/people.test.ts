import assert from "node:assert/strict";
import { peopleSection } from "../../../src/audit/report/people";
import { directoryNames } from "../../../src/words/principal";
import { widestOnly } from "../../../src/words/ways-listed";
import { reportOn } from "../printed";
import { auditedTenant } from "../tenants/audited-tenants";

/** Who, whether they need MFA, and why: as the table of a tenant's page says it. */
function rowsOf(name: string, isWhole = true): readonly (readonly string[])[] {
  const report = reportOn(auditedTenant(name));
  const { judgement } = report;
  const verdict = { ...judgement.verdict, isWhole: isWhole && judgement.verdict.isWhole };
  const ways = widestOnly(verdict.bypasses);
  const told = { ...report, judgement: { ...judgement, verdict } };
  const [block] = peopleSection(told, ways, directoryNames(judgement.tenant)).blocks;
  assert.equal(block?.kind, "table");
  const { rows } = block.table();
  return rows.map((row) => row.map((cell) => (typeof cell === "string" ? cell : cell.text)));
}

describe("the table of who needs MFA", () => {
  it("has whoever gets in with the ways in, exempt people, and outsiders", () => {
    assert.deepEqual(rowsOf("sandbox"), [
      ["29 people, 1 disabled", "no", "way in 1"],
      ["B2B direct connect users", "no", "way in 1"],
      ["Other external users", "no", "way in 1"],
      ["Service provider users", "no", "way in 1"],
      ["2 people", "exempt", "the register"],
    ]);
  });

  it("says of everybody else that they need it", () => {
    const [exempt, others, outsiders] = rowsOf("compliant");
    assert.deepEqual(exempt?.slice(1), ["exempt", "the register"]);
    assert.deepEqual([others?.[1], outsiders?.[1]], ["yes", "yes"]);
  });

  it("says so of nobody where the search didn't come to its end", () => {
    assert.deepEqual(
      rowsOf("compliant", false).flatMap(([, standing]) => (standing === "exempt" ? [] : [standing])),
      ["not known", "not known"],
    );
  });

  it("tells kinds of people apart where nobody is known by name", () => {
    assert.ok(rowsOf("policies-alone").some(([who]) => who === "Members"));
  });
});
