import assert from "node:assert/strict";
import fc from "fast-check";
import { secondOpinion } from "../../oracle/oracle";
import { list, type Raw, raw } from "../../oracle/raw";
import { askProduct, askProductOfChange } from "./ask-both";
import { changes } from "./generated/changes";
import { exempted, withOwnIds } from "./generated/graph-tenants";
import { widerTenants } from "./generated/wider-tenants";
import { changeByZ3, opinionOfZ3, startZ3 } from "./opinion-of-z3";

/** How many tenants, and how many changes and enumerations. `npm run test:long` sets both. */
const TENANTS = Number(process.env["GENERATED_TENANTS"] ?? 20);
const PAIRS = Number(process.env["GENERATED_PAIRS"] ?? 20);
const SEED = Number(process.env["GENERATED_SEED"] ?? Math.floor(Math.random() * 2 ** 31));

const withMore = (tenant: Raw, others: readonly Raw[]): Raw => ({
  ...tenant,
  policies: withOwnIds([tenant, ...others].flatMap(({ policies }) => list(policies))),
});

/** Three times the policies that the enumeration can try. */
const manyPolicies = fc
  .tuple(widerTenants, widerTenants, widerTenants)
  .map(([tenant, ...others]) => withMore(raw(tenant), others.map(raw)));

const changesOfMany = fc
  .tuple(changes, widerTenants)
  .map(([{ before, after }, more]) => ({ before: withMore(before, [raw(more)]), after: withMore(after, [raw(more)]) }));

describe("prove, against Z3", () => {
  let started: Awaited<ReturnType<typeof startZ3>>;
  before(async () => {
    started = await startZ3();
  });
  after(() => started.close());

  it(`says the same of tenants, and of the same people (seed ${SEED})`, () =>
    fc.assert(
      fc.property(manyPolicies, exempted, (json, exempt) => {
        assert.deepEqual(askProduct(json, exempt), opinionOfZ3(started.z3, json, exempt));
      }),
      { numRuns: TENANTS, seed: SEED },
    ));

  it(`finds something opened, and something closed, in the same changes (seed ${SEED})`, () =>
    fc.assert(
      fc.property(changesOfMany, exempted, ({ before, after }, exempt) => {
        assert.deepEqual(askProductOfChange(before, after, exempt), changeByZ3(started.z3, before, after, exempt));
      }),
      { numRuns: PAIRS, seed: SEED },
    ));

  it(`says what the enumeration says (seed ${SEED})`, () =>
    fc.assert(
      fc.property(widerTenants, exempted, (json, exempt) => {
        assert.deepEqual(opinionOfZ3(started.z3, raw(json), exempt), secondOpinion(raw(json), exempt));
      }),
      { numRuns: PAIRS, seed: SEED },
    ));
});
