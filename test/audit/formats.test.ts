import assert from "node:assert/strict";
import { existsSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { AUDIT_FORMATS } from "../../src/cli/audit/format";
import { cell } from "../../src/report/audit/csv";
import { html } from "../../src/report/html/markup";
import { printable } from "../../src/text/printable";
import { recordedRun } from "../cli/recorded-run";
import { writtenFiles } from "../cli/written-files";
import { assertSarif } from "../report/sarif/assert-sarif";
import { assertGolden } from "./golden-file";
import { printed } from "./printed";
import { auditedTenant, KEPT } from "./tenants/audited-tenants";
import { hostileTenant } from "./tenants/hostile";

/** Whether every element is closed where it should be, and nothing stands in the text that XML doesn't allow there. */
function assertWellFormed(xml: string): void {
  const open: string[] = [];
  const [declaration = "", ...rest] = xml.split("\n");
  assert.match(declaration, /^<\?xml version="1\.0" encoding="UTF-8"\?>$/);
  const text = rest
    .join("\n")
    .replace(/<(\/?)([a-z-]+)((?: [a-z]+="[^"<]*")*)(\/?)>/g, (_tag, closes, name, _rest, isEmpty) => {
      if (closes) assert.equal(open.pop(), name);
      else if (!isEmpty) open.push(name);
      return "";
    });
  assert.deepEqual(open, []);
  assert.doesNotMatch(text, /[<>]|&(?!amp;|lt;|gt;|quot;)/);
}

describe("an audit's formats", () => {
  const files = writtenFiles();
  const audited = printed;

  for (const one of KEPT.map(auditedTenant)) {
    it(`has Markdown of ${one.title}`, async () => assertGolden(`${one.name}.md`, await audited(one, "markdown")));

    it(`has SARIF of ${one.title} that keeps to its schema`, async () => {
      const out = (await audited(one, "sarif", files.write("tenant.json", one.tenant))).replaceAll(
        `${files.folder}/`,
        "",
      );
      assertSarif(out);
      if (one.name !== "baseline")
        assertGolden(`${one.name}.sarif`, `${JSON.stringify(JSON.parse(out), undefined, 2)}\n`);
    });

    it(`has well-formed JUnit of ${one.title}`, async () => {
      const out = await audited(one, "junit");
      assertWellFormed(out);
      assert.match(out, /<testsuites name="azmfa audit" tests="28" /);
      if (one.name !== "baseline") assertGolden(`${one.name}.xml`, out);
    });

    it(`has CSV of the people exposed in ${one.title}`, async () =>
      assertGolden(`${one.name}.csv`, await audited(one, "csv")));
  }

  for (const name of ["compliant", "sandbox"])
    it(`has HTML of ${name}`, async () => {
      const one = auditedTenant(name);
      assertGolden(`${name}.html`, await audited(one, "html"));
    });

  describe("with names that mean harm", () => {
    it("lets none of them make an element, an attribute or a line that turns round in HTML", async () => {
      const page = await audited(hostileTenant(), "html");
      assert.doesNotMatch(page, /<img|<svg onload|onerror="|<script>window/i);
      assert.doesNotMatch(page, /\u202e/);
      assert.match(page, /&lt;img src=x onerror=/);
    });

    it("lets none of them mark up Markdown", async () => {
      const page = await audited(hostileTenant(), "markdown");
      assert.doesNotMatch(page, /<img|<script|(?<!\\)\]\(https?:/i);
    });

    it("lets none of them become a formula in CSV", async () => {
      const table = await audited(hostileTenant(), "csv");
      assert.doesNotMatch(table, /(^|,|")[=+\-@]/m);
      assert.match(table, /'=HYPERLINK/);
    });

    for (const format of AUDIT_FORMATS)
      it(`lets none of them steer a terminal that shows ${format}`, async () => {
        const text = await audited(hostileTenant(), format);
        assert.doesNotMatch(text.replaceAll(/\r?\n|(?<=@|&#64;)\u200b/g, ""), /[\p{Cc}\p{Cf}\p{Cs}]/u);
      });

    for (const format of ["html", "junit", "markdown", "human", "sarif"] as const)
      it(`lets none of a million characters fill ${format}`, async () => {
        const { tenant, register } = hostileTenant();
        const { policies, ...rest } = tenant as { readonly policies: readonly object[] };
        const long = "A".repeat(1_000_000);
        const page = await audited(
          { tenant: { ...rest, policies: [{ ...policies[0], displayName: long }] }, register },
          format,
        );
        assert.ok(page.length < 500_000, String(page.length));
      });

    it("lets none of them break JUnit", async () => assertWellFormed(await audited(hostileTenant(), "junit")));
  });

  it("escapes whatever stands between HTML of its own", () =>
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const page = html`<p title="${text}">${text}</p>`.toString();
        assert.match(page, /^<p title="[^"<>]*">[^<>]*<\/p>$/);
      }),
    ));

  it("reads back what stands in a cell of CSV", () =>
    fc.assert(
      fc.property(fc.string(), (text) => {
        const written = cell(text);
        const read = written.startsWith('"') ? written.slice(1, -1).replaceAll('""', '"') : written;
        assert.ok(read === printable(text) || read === `'${printable(text)}`);
        assert.doesNotMatch(read, /^[=+\-@\t\r\n]/);
      }),
    ));

  for (const [what, text, written] of [
    ["a formula", "=1+1", "'=1+1"],
    ["a formula behind a space", " =1+1", "' =1+1"],
    ["a formula in wide letters", "\uff1d1", "'\uff1d1"],
    ["a formula behind a semicolon", "a;=1", '"a;=1"'],
    ["what a terminal obeys", "\u001b[31mA\u0000\u202e", "\\u{1b}[31mA\\u{0}\\u{202e}"],
    ["a line break", "a\r\nb", "a\\u{d}\\u{a}b"],
  ] as const)
    it(`takes the sting out of ${what} in a cell of CSV`, () => assert.equal(cell(text), written));

  describe("written to a file", () => {
    const compliant = () => {
      const one = auditedTenant("compliant");
      return [
        "audit",
        files.write("tenant.json", one.tenant),
        "--exclusions",
        files.write("register.yaml", one.register),
      ];
    };

    it("can be read by its owner alone, and says where it is", async () => {
      const path = join(files.folder, "report.html");
      const { status, out, err } = await recordedRun([...compliant(), "--format", "html", "--out", path]);
      assert.deepEqual([status, out], [0, ""]);
      assert.match(err, /the report is in/);
      assert.equal(statSync(path).mode & 0o777, 0o600);
      assert.match(readFileSync(path, "utf8"), /^<!doctype html>/);
    });

    it("follows a link, and leaves it one", async () => {
      const [target, link] = [join(files.folder, "target.md"), join(files.folder, "link.md")];
      symlinkSync(target, link);
      await recordedRun([...compliant(), "--format", "markdown", "--out", link]);
      assert.match(readFileSync(target, "utf8"), /^## MFA for Azure management/);
    });

    it("goes to standard output as -", async () => {
      const { out } = await recordedRun([...compliant(), "--out", "-"]);
      assert.match(out, /^COMPLIANT/);
    });

    it("is refused with status 2 where it can't be written, with nothing left behind", async () => {
      const path = join(files.folder, "no-such-folder", "report.html");
      const { status, out, err } = await recordedRun([...compliant(), "--out", path]);
      assert.deepEqual([status, out], [2, ""]);
      assert.match(err, /could not be written/);
      assert.ok(!existsSync(path));
    });
  });

  it("refuses a day and a register that aren't any, both at once", async () => {
    const tenant = files.write("tenant.json", { policies: [] });
    const register = files.write("register.yaml", "exclusions: 7");
    const { status, out, err } = await recordedRun(["audit", tenant, "--exclusions", register, "--on", "2026-02-30"]);
    assert.deepEqual([status, out], [2, ""]);
    assert.match(err, /--on .* is no day/);
    assert.match(err, /`exclusions` must be a list/);
  });
});
