import assert from "node:assert/strict";
import fc from "fast-check";
import type { SignIn } from "../../src/model/sign-in";
import type { Tenant } from "../../src/model/tenant";
import { compare } from "../../src/verifier/compare";
import { type EvaluationContext, evaluate, evaluationContext } from "../../src/verifier/evaluate";
import type { Bypass } from "../../src/verifier/verdict";
import { aTenant } from "./builders/a-tenant";
import { changes } from "./generated/changes";
import { read } from "./generated/read";
import { circumstancesIn, within } from "./generated/sign-ins";
import { opinionOnChange } from "./oracle/oracle";

const ANN = "aaaaaaaa-0000-4000-8000-000000000001";

describe("compare, against an oracle that shares no code with it", () => {
  it("finds something opened, and something closed, exactly where enumeration of both tenants does", () => {
    fc.assert(
      fc.property(changes, ({ before, after }) => {
        const { opened, closed } = compare(read(before), read(after));
        assert.deepEqual({ opened: opened.length > 0, closed: closed.length > 0 }, opinionOnChange(before, after));
      }),
      { numRuns: 400 },
    );
  });
});

describe("each hole of a comparison", () => {
  it("gets through on its own side and is stopped on the other, as wide as it is said to be", () => {
    fc.assert(
      fc.property(
        changes.chain((change) =>
          fc.tuple(
            fc.constant(change),
            fc.array(circumstancesIn(change.before, change.after), { minLength: 20, maxLength: 20 }),
          ),
        ),
        ([{ before, after }, others]) => {
          const [was, is] = [evaluationContext(read(before)), evaluationContext(read(after))];
          const { opened, closed } = compare(was.tenant, is.tenant);
          const attack = (holes: readonly Bypass[], open: EvaluationContext, shut: EvaluationContext) => {
            for (const { signIn, alsoTrueFor } of holes)
              for (const [pick, other] of [signIn, ...others].entries()) {
                const attempt = within(alsoTrueFor, signIn, other, pick);
                assert.notEqual(evaluate(open, attempt), "yes");
                // Somebody whom only one directory has is stopped on the other side whatever its policies say.
                if (isIn(shut.tenant, attempt)) assert.equal(evaluate(shut, attempt), "yes");
              }
          };
          attack(opened, is, was);
          attack(closed, was, is);
        },
      ),
      { numRuns: 500 },
    );
  });
});

const isIn = ({ users }: Tenant, { principal }: SignIn): boolean =>
  principal.kind !== "person" || users === undefined || users.some(({ id }) => id === principal.id);

describe("compare", () => {
  it("doesn't take somebody whom only the new policies name for a newcomer, while the users aren't known", () => {
    const before = aTenant({ policies: [{ state: "disabled" }] });
    const after = aTenant({ policies: [{ conditions: { users: { includeUsers: ["All"], excludeUsers: [ANN] } } }] });
    assert.deepEqual(compare(before, after).opened, []);
    assert.deepEqual(compare(after, before).closed, []);
  });
});
