import assert from "node:assert/strict";
import fc from "fast-check";
import { GraphError } from "../../../sandbox/tenant/http/graph-error";
import { matches, parseFilter } from "../../../sandbox/tenant/query/filter";

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

describe("a filter", () => {
  it("finds any text by equality, whatever is in it", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        assert.ok(matches(parseFilter(`name eq ${quoted(text)}`), { name: text }));
        assert.ok(!matches(parseFilter(`name eq ${quoted(text)}`), { name: `${text}x` }));
        assert.ok(matches(parseFilter(`name ne ${quoted(text)}`), { name: `${text}x` }));
      }),
    );
  });

  const signIn = {
    at: "2026-09-02T10:00:00Z",
    kinds: ["nonInteractive"],
    status: { code: 0 },
    mfa: true,
    targets: [{ id: "P" }],
  };
  for (const [filter, holds] of [
    ["at ge 2026-09-02T10:00:00.000Z and mfa eq true", true],
    ["at gt 2026-09-02T10:00:00Z", false],
    ["at lt 2026-09-03T00:00:00Z and at le 2026-09-01T00:00:00Z", false],
    ["(kinds/any(t: t eq 'interactive') or kinds/any(t:t eq 'nonInteractive')) and mfa ne null", true],
    ["kinds/any(t: t eq 'interactive')", false],
    ["status/code eq null", false],
    ["targets/any(t:t/id eq 'p')", true],
    ["targets/any(t:t/id eq 'q')", false],
  ] as const)
    it(`${filter} ${holds ? "holds" : "doesn't hold"}`, () =>
      assert.equal(matches(parseFilter(filter), signIn), holds));

  it("that is any text at all is either understood or refused with 400", () => {
    const words = fc.constantFrom("x", "eq", "'a'", "(", ")", "and", "or", "not", "null", "/any(c: c", "ge");
    const text = fc.oneof(
      fc.string(),
      fc.array(words, { maxLength: 9 }).map((some) => some.join(" ")),
    );
    fc.assert(
      fc.property(text, (filter) => {
        try {
          matches(parseFilter(filter), { x: "a" });
        } catch (error) {
          assert.ok(error instanceof GraphError && error.status === 400);
        }
      }),
    );
  });
});
