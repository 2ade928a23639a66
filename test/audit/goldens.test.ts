import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { AUDIT_FORMATS, type AuditFormat } from "../../src/bundle/reports";
import { STYLE } from "../../src/report/html/style";
import { goldensIn } from "../golden-file";
import { assertJunit, SHAPES } from "./formats/shapes";
import { laidOut } from "./laid-out";
import { printed } from "./printed";
import { auditedTenant } from "./tenants/audited-tenants";
import { IN_EVERY_FORMAT, KEPT } from "./tenants/kept";

const GOLDEN = join(__dirname, "golden");
const assertGolden = goldensIn(GOLDEN);

/** What is the same in every report is kept once, and left out of each. */
const CONSTANT = "constant";

const IN_FILE: { readonly [F in AuditFormat]: string } = {
  human: "audit.txt",
  json: "audit.json",
  markdown: "audit.md",
  html: "audit.html",
  sarif: "audit.sarif",
  junit: "audit.xml",
  csv: "audit.csv",
};

/** How a report is kept: what is long and on one line is laid out, and what is the same in all is left out. */
const AS_KEPT: { readonly [F in AuditFormat]?: (text: string) => string } = {
  json: (text) => {
    const { benchmark, mappings, steps, besides, ...audit } = JSON.parse(text);
    const same = { benchmark, mappings, steps: steps.map(question), besides: besides.map(question) };
    assertGolden(`${CONSTANT}/audit.json`, laidOut(same));
    return laidOut({ ...audit, steps: steps.map(answer), besides: besides.map(answer) });
  },
  // Files of a repository end their lines as Git has it.
  csv: (text) => text.replaceAll("\r\n", "\n"),
  sarif: (text) => {
    const { runs, ...log } = JSON.parse(text);
    const [{ tool, ...run }] = runs;
    assertGolden(`${CONSTANT}/rules.sarif`, laidOut(tool));
    return laidOut({ ...log, runs: [{ tool: CONSTANT, ...run }] });
  },
  html: (text) => {
    assert.ok(text.includes(STYLE));
    return text.replace(STYLE, CONSTANT).replaceAll(/'sha256-[^']+'/g, CONSTANT);
  },
};

type Check = { readonly [key: string]: unknown };
const question = ({ answer, because, todo, evidence, ...asked }: Check): Check => asked;
const answer = ({ title, must, inBenchmark, ...answered }: Check): Check => answered;

describe("an audit's report, as it was read and found good", () => {
  const junit = new Map<string, string>();

  for (const name of Object.keys(KEPT)) {
    const one = auditedTenant(name);
    for (const format of AUDIT_FORMATS) {
      const isKept = format === "human" || IN_EVERY_FORMAT.includes(name);
      it(`of ${one.title} in ${format} ${isKept ? "is what it was, and keeps to its shape" : "keeps to its shape"}`, async () => {
        const text = await printed(one, format);
        if (format === "junit") junit.set(name, text);
        else if (format !== "human") await SHAPES[format](text);
        if (isKept) assertGolden(`${name}/${IN_FILE[format]}`, AS_KEPT[format]?.(text) ?? text);
      });
    }
  }

  it("keeps to the shape of JUnit for each tenant", async () => {
    assert.equal(junit.size, Object.keys(KEPT).length);
    await assertJunit(junit);
  });

  it("is of each of these tenants, and of nothing else", () => {
    assert.deepEqual(readdirSync(GOLDEN).sort(), [CONSTANT, ...Object.keys(KEPT)].sort());
    for (const name of Object.keys(KEPT))
      assert.equal(readdirSync(`${GOLDEN}/${name}`).length, IN_EVERY_FORMAT.includes(name) ? 7 : 1, name);
  });
});
