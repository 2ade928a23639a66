import assert from "node:assert/strict";
import fc from "fast-check";
import { renderFinding } from "../../../src/words/finding";
import { always } from "../../times";
import { ALICE, GROUP, REST, read } from "./register-builders";

const PIECES = [
  ..."[]{}:,-?&*!|>'\"%#@`\t\n\r \u0000\u001b\u00e9\u202e",
  ...["\n  ", "\n    ", "---\n", "...\n", "exclusions:", "- ", "user: ", "group: ", "members: ", "<<: ", "*a", "&a"],
  ...["!!str ", ALICE, GROUP, "All", "2027-02-30", REST, "\ud83d\ude00"],
];
const arbYamlSoup = fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }).map((pieces) => pieces.join(""));

/** Lines as an editor counts them, without a byte order mark. */
const linesOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes).split("\n");

function checkReport(bytes: Uint8Array): void {
  const result = read(bytes);
  if (result.ok) return;
  const lines = linesOf(bytes);
  for (const error of result.errors) {
    const { line: at, column } = error.primary;
    const line = lines[at - 1];
    assert.ok(line !== undefined, `line ${at} of ${lines.length}`);
    assert.ok(column >= 1 && column <= line.length + 1, `column ${column} of ${line.length}`);
    assert.doesNotMatch(renderFinding(error).replaceAll("\n", ""), /[\p{Cc}\p{Cf}]/u);
  }
}

describe("reading a register", () => {
  it("never throws on any YAML-like text, and each place is inside the file", () => {
    const encoder = new TextEncoder();
    always(150, [arbYamlSoup], (text) => checkReport(encoder.encode(text)));
  });

  const fill = (bomb: string, size: number) =>
    new TextEncoder().encode(`${bomb.repeat(Math.floor(size / bomb.length))}# exclusions:`);

  it("survives nesting without end", () => {
    for (const bomb of ["[", "- ", "? ", "{a: "]) {
      const result = read(fill(bomb, 90_000));
      assert.ok(!result.ok && result.errors.some(({ code }) => code === "bad-yaml"), bomb);
    }
  });

  it("survives a long file of anything that repeats or stays open", () => {
    for (const bomb of ["*a ", "- *a\n", "&a ", "!a ", "a1:\n", "a:\n ", "---\n", "'", ">\n x\n", "\n", " - a:\n"])
      assert.equal(read(fill(bomb, 20_000)).ok, false, bomb);
  });
});
