import assert from "node:assert/strict";
import fc from "fast-check";
import { compare, evaluate, type Ground, groundOf, type Hole, type SignIn, type Tenant } from "../../src/verifier";
import { aTenant } from "./builders/a-tenant";
import toldFaults from "./counterexamples/changes.json";
import { changes } from "./generated/changes";
import { read } from "./generated/read";
import { circumstancesIn, within } from "./generated/sign-ins";
import { opinionOnChange } from "./oracle/oracle";
import type { Raw } from "./oracle/raw";

const ANN = "aaaaaaaa-0000-4000-8000-000000000001";

function assertAsTheOracle(before: Raw, after: Raw): void {
  const { opened, closed } = compare(read(before), read(after));
  assert.deepEqual({ opened: opened.length > 0, closed: closed.length > 0 }, opinionOnChange(before, after));
}

describe("compare, against an oracle that shares no code with it", () => {
  it("finds something opened, and something closed, exactly where enumeration of both tenants does", () => {
    fc.assert(
      fc.property(changes, ({ before, after }) => assertAsTheOracle(before, after)),
      { numRuns: 400 },
    );
  });

  for (const { fault, before, after } of toldFaults)
    it(`is right where it would be wrong if ${fault}`, () => assertAsTheOracle(before, after));
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
          const [was, is] = [groundOf(read(before)), groundOf(read(after))];
          const { opened, closed } = compare(was.tenant, is.tenant);
          const attack = (holes: readonly Hole[], open: Ground, shut: Ground) => {
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
