import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { AUDIT_FORMATS, type AuditFormat } from "../../src/cli/audit/format";
import { AUDIT_RULES } from "../../src/report/audit/findings";
import { SCRIPT } from "../../src/report/html/script";
import { STYLE } from "../../src/report/html/style";
import { writtenFiles } from "../cli/written-files";
import { assertJunit, SHAPES } from "./formats/shapes";
import { assertGolden, GOLDEN } from "./golden-file";
import { laidOut } from "./laid-out";
import { printed } from "./printed";
import { AUDITED_TENANTS } from "./tenants/audited-tenants";
import { IN_EVERY_FORMAT } from "./tenants/in-every-format";

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
const KEPT: { readonly [F in AuditFormat]?: (text: string) => string } = {
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
    assert.ok(text.includes(STYLE) && text.includes(SCRIPT));
    assertGolden(`${CONSTANT}/page-style.txt`, STYLE);
    assertGolden(`${CONSTANT}/page-script.txt`, SCRIPT);
    return text
      .replace(STYLE, CONSTANT)
      .replace(SCRIPT, CONSTANT)
      .replaceAll(/'sha256-[^']+'/g, CONSTANT);
  },
};

type Check = { readonly [key: string]: unknown };
const question = ({ answer, because, todo, evidence, ...asked }: Check): Check => asked;
const answer = ({ title, must, inBenchmark, ...answered }: Check): Check => answered;

describe("an audit's report, as it was read and found good", () => {
  const files = writtenFiles();
  const junit = new Map<string, string>();

  for (const one of AUDITED_TENANTS)
    for (const format of AUDIT_FORMATS) {
      const isKept = format === "human" || format === "json" || one.name in IN_EVERY_FORMAT;
      it(`of ${one.title} in ${format} ${isKept ? "is what it was, and keeps to its shape" : "keeps to its shape"}`, async () => {
        const path = files.write("tenant.json", one.tenant);
        const text = (await printed(one, format, path)).replaceAll(`${files.folder.replace(/^\//, "")}/`, "");
        if (format === "junit") junit.set(one.name, text);
        else if (format !== "human") await SHAPES[format](text);
        if (isKept) assertGolden(`${one.name}/${IN_FILE[format]}`, KEPT[format]?.(text) ?? text);
      });
    }

  it("keeps to the shape of JUnit for each tenant", async () => {
    assert.equal(junit.size, AUDITED_TENANTS.length);
    await assertJunit(junit);
  });

  it("is of each tenant, and of nothing else", () => {
    assert.deepEqual(readdirSync(GOLDEN).sort(), [CONSTANT, ...AUDITED_TENANTS.map(({ name }) => name)].sort());
    for (const name of Object.keys(IN_EVERY_FORMAT)) assert.equal(readdirSync(`${GOLDEN}/${name}`).length, 7, name);
    assert.equal(AUDIT_RULES.length, 28);
  });
});
