import assert from "node:assert/strict";
import fc from "fast-check";
import { opinionOnChange } from "../../oracle/change";
import type { Exempted } from "../../oracle/people";
import type { Raw } from "../../oracle/raw";
import { compare } from "../../src/verifier/compare";
import { exemptionsOf } from "./builders/verdict-on";
import toldFaults from "./counterexamples/changes.json";
import { changes } from "./generated/changes";
import { exempted } from "./generated/graph-tenants";
import { read } from "./generated/read";

/** How many pairs of tenants, and from which seed, as for single tenants. */
const PAIRS = Number(process.env["GENERATED_PAIRS"] ?? 100);
const SEED = Number(process.env["GENERATED_SEED"] ?? Math.floor(Math.random() * 2 ** 31));

const NOBODY = { users: [], groups: [] };

function assertAsTheOracle(before: Raw, after: Raw, spared: Exempted): void {
  const { opened, closed } = compare(read(before), read(after), exemptionsOf(spared));
  assert.deepEqual({ opened: opened.length > 0, closed: closed.length > 0 }, opinionOnChange(before, after, spared));
}

describe("compare, against an oracle that shares no code with it", () => {
  it(`finds something opened, and something closed, in the same of ${PAIRS} pairs (seed ${SEED})`, () =>
    fc.assert(
      fc.property(changes, fc.option(exempted), ({ before, after }, exempt) => {
        assertAsTheOracle(before, after, exempt ?? NOBODY);
      }),
      { numRuns: PAIRS, seed: SEED },
    ));

  for (const { fault, before, after } of toldFaults)
    it(`is right where it would be wrong if ${fault}`, () => assertAsTheOracle(before, after, NOBODY));
});
