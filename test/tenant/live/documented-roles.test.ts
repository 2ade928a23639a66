import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Question } from "../../../src/tenant/graph/collection-row";
import { COLLECTIONS, GRAPH_KEYS } from "../../../src/tenant/graph/collections";

const QUESTIONS: readonly Question[] = GRAPH_KEYS.map((key) => COLLECTIONS[key].question);

const PAGE = join(__dirname, "../../../docs/reading.md");

/** What each role is for, in the order in which roles are needed first. */
function table(): string {
  const whatFor = new Map<string, string[]>();
  for (const { role, what } of QUESTIONS) whatFor.set(role, [...(whatFor.get(role) ?? []), what]);
  const rows = [...whatFor].map(([role, what]) => `| \`${role}\` | ${what.join(", ")} |`);
  return ["| role | for |", "|---|---|", ...rows].join("\n");
}

describe("the roles that reading takes", () => {
  it("are documented as the questions have them", () => {
    const [, documented = ""] =
      /<!-- roles: begin -->\n([\s\S]*?)\n?<!-- roles: end -->/.exec(readFileSync(PAGE, "utf8")) ?? [];
    assert.equal(documented, table());
  });

  it("only read", () => {
    for (const { role } of QUESTIONS) assert.match(role, /^[A-Za-z]+\.Read\.[A-Za-z]+$/);
  });
});
