import assert from "node:assert/strict";
import fc from "fast-check";
import { secondOpinion } from "../../oracle/oracle";
import { raw } from "../../oracle/raw";
import { askProduct } from "./ask-both";
import { exempted, withOwnIds } from "./generated/graph-tenants";
import { widerTenants } from "./generated/wider-tenants";
import { opinionOfZ3, startZ3 } from "./opinion-of-z3";

/** One for fifty that the enumeration is asked about. */
const TENANTS = Math.ceil(Number(process.env["GENERATED_TENANTS"] ?? 200) / 50);
const SEED = Number(process.env["GENERATED_SEED"] ?? Math.floor(Math.random() * 2 ** 31));

/** Three times the policies that the enumeration can try. */
const manyPolicies = fc.tuple(widerTenants, widerTenants, widerTenants).map(([tenant, ...others]) => ({
  ...tenant,
  policies: withOwnIds([tenant, ...others].flatMap(({ policies }): readonly { id?: unknown }[] => policies)),
}));

describe("prove, against Z3", () => {
  let started: Awaited<ReturnType<typeof startZ3>>;
  before(async () => {
    started = await startZ3();
  });
  after(() => started.close());

  it(`says the same of tenants, and of the same people (seed ${SEED})`, () =>
    fc.assert(
      fc.asyncProperty(manyPolicies, exempted, async (json, exempt) => {
        assert.deepEqual(askProduct(json, exempt), await opinionOfZ3(started.z3, raw(json), exempt));
      }),
      { numRuns: TENANTS, seed: SEED },
    ));

  it(`says what the enumeration says (seed ${SEED})`, () =>
    fc.assert(
      fc.asyncProperty(widerTenants, exempted, async (json, exempt) => {
        assert.deepEqual(await opinionOfZ3(started.z3, raw(json), exempt), secondOpinion(raw(json), exempt));
      }),
      { numRuns: TENANTS, seed: SEED },
    ));
});
