import assert from "node:assert/strict";
import {
  type Declared,
  ordinaryStacks,
  type Piece,
  PROTECTED_AND_SNAPSHOT,
  withReferences,
} from "../../policies/ordinary/corpus";
import { type Code, camelCase, code, type Wanted } from "./support/program-text";
import { workbench } from "./support/workbench";

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
