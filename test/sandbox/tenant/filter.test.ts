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
      }),
    );
  });

  it("and its denial split every object", () => {
    const values = fc.constantFrom("a", "b", "it's", null);
    const literal = (value: string | null): string => (value === null ? "null" : quoted(value));
    fc.assert(
      fc.property(values, values, values, (wanted, other, held) => {
        const text = `x eq ${literal(wanted)} or x in (${literal(other)}, 'never')`;
        assert.equal(matches(parseFilter(text), { x: held }), held === wanted || held === other);
        assert.equal(matches(parseFilter(`not (${text})`), { x: held }), !(held === wanted || held === other));
      }),
    );
  });

  it("that is any text at all is either understood or refused with 400", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc
            .array(fc.constantFrom("x", "eq", "'a'", "(", ")", "and", "not", ",", "in", "null", "any"), {
              maxLength: 9,
            })
            .map((words) => words.join(" ")),
        ),
        (text) => {
          try {
            matches(parseFilter(text), { x: "a" });
          } catch (error) {
            assert.ok(error instanceof GraphError && error.status === 400);
          }
        },
      ),
    );
  });
});
