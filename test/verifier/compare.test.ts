import assert from "node:assert/strict";
import fc from "fast-check";
import { compare } from "../../src/verifier";
import { aTenant } from "./builders/a-tenant";
import { changes } from "./generated/changes";
import { read } from "./generated/read";
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

describe("compare", () => {
  it("doesn't take somebody whom only the new policies name for a newcomer, while the users aren't known", () => {
    const before = aTenant({ policies: [{ state: "disabled" }] });
    const after = aTenant({ policies: [{ conditions: { users: { includeUsers: ["All"], excludeUsers: [ANN] } } }] });
    assert.deepEqual(compare(before, after).opened, []);
    assert.deepEqual(compare(after, before).closed, []);
  });
});
