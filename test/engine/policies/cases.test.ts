import assert from "node:assert/strict";
import { LABELLED_CASES } from "../../cases/labelled-cases";
import {
  type Declared,
  ordinaryStacks,
  type Piece,
  PROTECTED_AND_SNAPSHOT,
  withReferences,
} from "../../policies/ordinary/corpus";
import { stackCases } from "../../policies/support/cases";
import { type Code, camelCase, code, type Wanted } from "./support/program-text";
import { assertSilent, workbench } from "./support/workbench";

const RULES = /\[mandatory\].*(no-mfa-bypass|approved-exclusions|carrier-present)/;

/** One of each verdict and dimension. What isn't understood has the same end as a bypass; it is decided without an engine. */
const NAMES = new Set(
  LABELLED_CASES.filter(
    ({ expected, dimension }, at) =>
      expected !== "unknown" &&
      at === LABELLED_CASES.findIndex((one) => one.expected === expected && one.dimension === dimension),
  ).map(({ name }) => name),
);

describe("the labelled tenants as programs", () => {
  const bench = workbench();

  for (const { name, expected, policies, configuration } of stackCases().filter((one) => NAMES.has(one.name))) {
    // One policy is judged by itself, before there is a whole stack: what stops it without a preview stops it in one.
    const previewed = expected === "proved" || policies.length > 1;
    const end = expected === "proved" ? "passes without a word" : "is rejected before the provider is called";
    it(`${name} ${end}`, async () => {
      const resource = "ConditionalAccessPolicy";
      bench.declare(...policies.map((policy) => ({ resource, name: policy.name, args: policy.args })));
      const ran = await (previewed ? bench.preview({ configuration }) : bench.up({ configuration }, "--skip-preview"));
      if (expected === "proved") return assertSilent(ran);
      assert.notEqual(ran.status, 0, ran.output);
      assert.match(ran.output, RULES);
      assert.deepEqual(ran.changes, []);
    });
  }
});

/** All of them in one program: each command starts the engine, the pack and five plugins anew. */
const resources = ordinaryStacks().flatMap((stack) => stack.resources.map((one) => wantedIn(stack.name, one)));

describe("the ordinary stacks of other teams on the engine", () => {
  const bench = workbench();

  it("are previewed, deployed and previewed again without a message", async () => {
    bench.declare(...resources);
    const configuration = PROTECTED_AND_SNAPSHOT;
    for (const ran of [await bench.up({ configuration }), await bench.preview({ configuration })]) {
      assert.equal(ran.status, 0, ran.output);
      assert.doesNotMatch(ran.output, /\[(mandatory|advisory)\]/);
    }
  });
});

function wantedIn(stack: string, { resource, name, args }: Declared): Wanted {
  const inStack = (other: string): string => `${stack}-${other}`;
  const replace = (pieces: readonly Piece[]): Code => code(expressionOf(pieces, inStack));
  return { resource, name: inStack(name), args: withReferences(args, replace) as object };
}

function expressionOf(pieces: readonly Piece[], inStack: (name: string) => string): string {
  const [only, ...more] = pieces;
  const outputOf = ({ name, property }: Exclude<Piece, string>): string => `${camelCase(inStack(name))}.${property}`;
  if (only !== undefined && typeof only !== "string" && more.length === 0) return outputOf(only);
  const text = pieces.map((piece) => (typeof piece === "string" ? piece : `\${${outputOf(piece)}}`)).join("");
  return `pulumi.interpolate\`${text}\``;
}
