import fc from "fast-check";

import { type DeviceRule, type Fact, factOf } from "../../../src/law/device-filter/rule";
import type { Truth } from "../../../src/law/model/truth";

const arbPart = fc.constantFrom("a", "b", "ab", "ba", "A");

const arbIsNull: fc.Arbitrary<readonly Fact[]> = fc.constant([{ kind: "isNull" }]);

const arbText = fc.oneof(
  arbIsNull,
  fc
    .array(fc.oneof(arbPart, fc.constant("")), { minLength: 1, maxLength: 3 })
    .map((values) => values.map((value) => factOf("equals", value))),
  fc
    .tuple(fc.constantFrom("startsWith" as const, "endsWith" as const, "contains" as const), arbPart)
    .map(([kind, value]) => [factOf(kind, value)]),
);

const arbBoolean = fc.oneof(
  arbIsNull,
  fc.constantFrom("isTrue" as const, "isFalse" as const).map((kind) => [{ kind }]),
);

const arbElement = fc.constantFrom("x", "y", "Y").map((value) => [factOf("contains", value)]);

/** A comparison about one of four attributes, with few and short values, so that comparisons meddle with each other. */
const arbComparison: fc.Arbitrary<DeviceRule> = fc
  .oneof(
    { weight: 4, arbitrary: fc.record({ attribute: fc.constant("model" as const), anyOf: arbText }) },
    { weight: 1, arbitrary: fc.record({ attribute: fc.constant("trustType" as const), anyOf: arbText }) },
    { weight: 1, arbitrary: fc.record({ attribute: fc.constant("isCompliant" as const), anyOf: arbBoolean }) },
    { weight: 1, arbitrary: fc.record({ attribute: fc.constant("systemLabels" as const), anyOf: arbElement }) },
  )
  .chain((comparison) => fc.boolean().map((negated) => ({ kind: "comparison", negated, ...comparison })));

/** Rules of a few comparisons, in every nesting. */
export const arbRule: fc.Arbitrary<DeviceRule> = fc.letrec<{ rule: DeviceRule; parts: DeviceRule[] }>((tie) => ({
  parts: fc.array(tie("rule"), { minLength: 2, maxLength: 3 }),
  rule: fc.oneof(
    { maxDepth: 3 },
    arbComparison,
    tie("rule").map((part) => ({ kind: "not" as const, part })),
    tie("parts").map((parts) => ({ kind: "and" as const, parts })),
    tie("parts").map((parts) => ({ kind: "or" as const, parts })),
  ),
})).rule;

/** Any set of truths, the empty one included. */
export const arbAmong: fc.Arbitrary<Truth[]> = fc.subarray<Truth>(["yes", "no", "unclear"]);
