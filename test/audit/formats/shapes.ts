import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { parse } from "csv-parse/sync";
import { HtmlValidate } from "html-validate";
import { lexer, type Tokens } from "marked";
import { validateXML } from "xmllint-wasm";
import type { AuditFormat } from "../../../src/bundle/reports";
import { assertSarif } from "../../report/sarif/assert-sarif";

const DOCS = join(__dirname, "..", "..", "..", "docs");
const isAudit = new Ajv({ strict: true, allowUnionTypes: true }).compile(
  JSON.parse(readFileSync(join(DOCS, "audit.schema.json"), "utf8")),
);
const XSD = readFileSync(join(__dirname, "junit.xsd"), "utf8");
const html = new HtmlValidate({
  root: true,
  extends: ["html-validate:standard", "html-validate:a11y"],
  rules: {
    "no-inline-style": "error",
    // A box that scrolls can be reached by keyboard and has a name, and isn't a section of the text.
    "prefer-native-element": ["error", { exclude: ["region"] }],
    "long-title": "off",
  },
});

/** Fails unless a report keeps to the shape that its format has, by a parser or validator that isn't ours. */
export const SHAPES: { readonly [F in Exclude<AuditFormat, "human">]: (text: string) => void | Promise<void> } = {
  json: (text) => {
    assert.match(text, /^[^\n]+\n$/, "one object on one line");
    assert.ok(isAudit(JSON.parse(text)), JSON.stringify(isAudit.errors, undefined, 2));
  },
  sarif: (text) => {
    assertSarif(text);
  },
  junit: (text) => assertJunit(new Map([["report", text]])),
  html: async (text) => {
    const { valid, results } = await html.validateString(text);
    const messages = results.flatMap((result) => result.messages);
    assert.ok(valid, messages.map(({ ruleId, message, line }) => `${line}: ${ruleId}: ${message}`).join("\n"));
  },
  markdown: (text) => {
    assert.deepEqual(tablesIn(text).map(columnsOf).slice(0, 3), [
      ["check", "answer", "why"],
      ["step", "answer", "why"],
      ["check", "answer", "why"],
    ]);
    for (const { header, rows } of tablesIn(text)) for (const row of rows) assert.equal(row.length, header.length);
  },
  csv: (text) => {
    const [header, ...rows] = rowsOf(text);
    assert.deepEqual(header, [
      ...["id", "display name", "user principal name", "what they are", "disabled", "certain", "how", "step", "answer"],
      ...["why", "what to do", "owner", "approved by", "ticket", "review by", "still confined by", "commit"],
    ]);
    for (const row of rows) assert.equal(row.length, header?.length);
    assert.doesNotMatch(text.replaceAll("\r\n", ""), /[\r\n]/, "one person is one line, which ends as RFC 4180 says");
  },
};

/** The tables of a page of GitHub's Markdown, those inside a fold included. */
export const tablesIn = (text: string): readonly Tokens.Table[] =>
  lexer(text, { gfm: true }).flatMap((token) => (token.type === "table" ? [token as Tokens.Table] : []));

const columnsOf = ({ header }: Tokens.Table): readonly string[] => header.map(({ text }) => text);

/** A table of comma-separated values, cell by cell. */
export const rowsOf = (text: string): readonly (readonly string[])[] => parse(text, { bom: true });

/** Fails unless each report, by its name, is XML that GitLab, Jenkins and Azure Pipelines read. One start of the validator for all. */
export async function assertJunit(reports: ReadonlyMap<string, string>): Promise<void> {
  const { errors } = await validateXML({
    xml: Array.from(reports, ([name, contents]) => ({ fileName: `${name}.xml`, contents })),
    schema: [{ fileName: "junit.xsd", contents: XSD }],
  });
  assert.deepEqual(
    errors.map(({ rawMessage }) => rawMessage),
    [],
  );
}
