import assert from "node:assert/strict";
import { readEvidence } from "../../../src/adapters/graph/evidence/evidence";
import { readTenant } from "../../../src/adapters/graph/tenant";
import { auditedOf } from "../../../src/audit/audited";
import { coverageOf } from "../../../src/audit/by-way/coverage";
import { isoDate } from "../../../src/text/iso-date";
import { prove } from "../../../src/verifier/prove";
import { LABELLED_CASES } from "../../cases/labelled-cases";

const DAY = isoDate("2026-10-01");
assert.ok(DAY);

describe("who is covered in which way of signing in", () => {
  for (const { name, tenant: file } of LABELLED_CASES)
    it(`agrees with the verdict on ${name}`, () => {
      const read = readTenant(file);
      assert.ok(read.ok && DAY);
      const { tenant } = read;
      const verdict = prove(tenant);
      const facts = readEvidence(file);
      const { rows, columns } = coverageOf(auditedOf({ tenant, facts, verdict, register: undefined, day: DAY }));
      const isOpen = (at: number) => (cells: readonly string[]) => cells[at] === "exposed" || cells[at] === "hanging";
      const dimensions = new Set(columns.map(({ dimension }) => dimension));
      for (const dimension of dimensions) {
        const places = columns.flatMap((column, at) => (column.dimension === dimension ? [at] : []));
        const open = rows.filter(({ cells }) => places.some((at) => isOpen(at)(cells)));
        assert.deepEqual(open.flatMap(({ people }) => people).sort(), verdict.uncovered.users, dimension);
        assert.deepEqual(
          open.flatMap(({ type }) => type ?? []),
          verdict.uncovered.outsiders,
          dimension,
        );
      }
      const everybody = rows.flatMap(({ people }) => people).sort();
      assert.deepEqual(everybody, tenant.users?.map(({ id }) => id).sort(), "each person is in one row");
    });
});
