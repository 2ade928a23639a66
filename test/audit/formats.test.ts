import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { AUDIT_FORMATS, type AuditFormat } from "../../src/bundle/reports";
import { cell } from "../../src/report/csv";
import { html } from "../../src/report/html/markup";
import { printable } from "../../src/text/printable";
import { aPolicy, GLOBAL_ADMINISTRATOR, groupId, people, userId } from "../cli/a-tenant";
import { recordedRun } from "../cli/recorded-run";
import { suiteFolder } from "../temporary-folder";
import { always } from "../times";
import { SHAPES } from "./formats/shapes";
import { printed } from "./printed";
import { auditedTenant } from "./tenants/audited-tenants";
import { registerEntry } from "./tenants/compliant";
import { hostileTenant } from "./tenants/hostile";

describe("an audit's formats", () => {
  const files = suiteFolder();
  const audited = printed;

  describe("with names that mean harm", () => {
    const hostile = hostileTenant();
    it("lets none of them make an element, an attribute or a line that turns round in HTML", async () => {
      const page = await audited(hostile, "html");
      assert.doesNotMatch(page, /<img|<svg onload|onerror="|<script>window/i);
      assert.doesNotMatch(page, /\u202e/);
      assert.match(page, /&lt;img src=x onerror=/);
    });

    it("lets none of them mark up Markdown", async () => {
      const page = await audited(hostile, "markdown");
      assert.doesNotMatch(page, /<img|<script|(?<!\\)\]\(https?:/i);
    });

    it("lets none of them become a formula in CSV", async () => {
      const table = await audited(hostile, "csv");
      assert.doesNotMatch(table, /(^|,|")[=+\-@]/m);
      assert.match(table, /'=HYPERLINK/);
    });

    for (const format of AUDIT_FORMATS)
      it(`lets none of them steer a terminal that shows ${format}`, async () => {
        const text = await audited(hostile, format);
        assert.doesNotMatch(text.replaceAll(/^\ufeff|\r?\n|\u200b/g, ""), /[\p{Cc}\p{Cf}\p{Cs}]/u);
      });

    const [first] = (hostile.tenant as { readonly policies: readonly object[] }).policies;
    const policies = [{ ...first, displayName: "A".repeat(1_000_000) }];
    const endless = { ...hostile, tenant: { ...hostile.tenant, policies } };
    for (const format of ["html", "junit", "markdown", "human", "sarif"] as const)
      it(`lets none of a million characters fill ${format}`, async () => {
        const page = await audited(endless, format);
        assert.ok(page.length < 500_000, String(page.length));
      });

    for (const [format, keepsItsShape] of Object.entries(SHAPES))
      it(`lets none of them break ${format}`, async () => keepsItsShape(await audited(hostile, format as AuditFormat)));
  });

  it("escapes whatever stands between HTML of its own", () =>
    always(100, [fc.string({ unit: fc.constantFrom(..."<>&\"'`=/\\ a\n\0\u202e\ud83d\ude00") })], (text) => {
      const page = html`<p title="${text}">${text}</p>`.toString();
      assert.match(page, /^<p title="[^"<>]*">[^<>]*<\/p>$/);
    }));

  it("reads back what stands in a cell of CSV", () =>
    always(100, [fc.string()], (text) => {
      const written = cell(text);
      const read = written.startsWith('"') ? written.slice(1, -1).replaceAll('""', '"') : written;
      assert.ok(read === printable(text) || read === `'${printable(text)}`);
      assert.doesNotMatch(read, /^[=+\-@\t\r\n]/);
    }));

  for (const [what, text, written] of [
    ["a formula", "=1+1", "'=1+1"],
    ["a formula behind a space", " =1+1", "' =1+1"],
    ["a formula in wide letters", "\uff1d1", "'\uff1d1"],
    ["a formula behind a semicolon", "a;=1", '"a;=1"'],
    ["what a terminal obeys", "\u001b[31mA\u0000\u202e", "\\u{1b}[31mA\\u{0}\\u{202e}"],
    ["a line break", "a\r\nb", "a\\u{d}\\u{a}b"],
  ] as const)
    it(`takes the sting out of ${what} in a cell of CSV`, () => assert.equal(cell(text), written));

  describe("for somebody who wasn't there", () => {
    const tenant = { policies: [aPolicy({ users: { includeUsers: [userId(1)] } })], users: people(2) };

    it("counts in Markdown what a list excludes", async () => {
      const policies = Array.from({ length: 6 }, (_, at) => aPolicy({ id: `p-${at}`, displayName: `P${at}` }));
      const page = await audited({ tenant: { ...tenant, policies }, register: undefined }, "markdown");
      assert.match(page, /Conditional Access → Policies .*; 3 more \|$/m);
    });

    it("says in each format that has a headline how many of the people who get in are disabled", async () => {
      const users = people(3).map((user, at) => ({ ...user, accountEnabled: at !== 2 }));
      const one = { tenant: { ...tenant, users }, register: undefined };
      for (const format of ["human", "markdown", "html", "sarif", "junit"] as const)
        assert.match(
          (await audited(one, format)).replaceAll(/\s+/g, " "),
          /2 of 3 people in the directory, 1 of them disabled, and outsiders/,
          format,
        );
      assert.match(await audited(one, "csv"), /person-3@[^,]*,member,yes,yes,/);
    });

    it("says in CSV who approved each exclusion", async () => {
      const table = await audited(auditedTenant("register-lapsed"), "csv");
      const [header = "", ...rows] = table.split("\r\n");
      assert.match(header, /,owner,approved by,ticket,review by,still confined by,commit$/);
      assert.equal(rows.filter((row) => /,exclusion,/.test(row)).length, 4);
      assert.match(table, /,exclusion,overdue,.*,ciso@contoso\.example,,2026-08-31/);
    });

    it("says once what could not be read, whoever noticed it", async () => {
      const { notRead } = JSON.parse(await audited({ tenant, register: undefined }, "json"));
      const keys = notRead.map(({ key }: { readonly key: string }) => key);
      assert.equal(new Set(keys).size, keys.length);
      for (const key of ["namedLocations", "groups", "roleAssignments", "subscribedSkus"])
        assert.ok(keys.includes(key));
      assert.ok(!keys.includes("users"));
    });

    it("counts the people that the register exempts, not its entries", async () => {
      const { tenant: file } = auditedTenant("compliant");
      const users = [1, 2].map((id) => `user: ${userId(id)}`);
      const listed = `\n    members: [${userId(2)}, ${userId(5)}, ${userId(6)}]`;
      for (const [members, exempt] of [
        [listed, "4 people"],
        ["", "2 people and the members of 1 group"],
      ]) {
        const entries = [...users, `group: ${groupId(1)}${members}`].map((who) => registerEntry(who, "exception", "x"));
        const report = await audited({ tenant: file, register: `exclusions:\n${entries.join("")}` }, "human");
        const says = `Nobody reaches Azure management without MFA, except for ${exempt} that the register exempts.`;
        assert.ok(report.replaceAll(/\s+/g, " ").includes(says), report);
      }
    });

    it("lists first who gets in whatever is unknown, and says in CSV that they certainly do", async () => {
      const eligible = [{ principalId: userId(1), roleDefinitionId: GLOBAL_ADMINISTRATOR }];
      const lists = { ...tenant, roleAssignments: [], roleEligibilitySchedules: eligible };
      const policies = [aPolicy({ users: { includeUsers: [], includeRoles: [GLOBAL_ADMINISTRATOR] } })];
      const one = { tenant: { ...lists, policies }, register: undefined };
      assert.match(
        await audited(one, "human"),
        /Way in 1 of 2\n.*person-2[\s\S]*Way in 2 of 2, unless what is unknown/,
      );
      assert.match(await audited(one, "csv"), /person-1@.*,no,no,[\s\S]*person-2@.*,no,yes,/);
    });

    it("doesn't count a policy for the control that includes None", async () => {
      const policies = [aPolicy(), aPolicy({ id: "n", displayName: "Nobody", users: { includeUsers: ["None"] } })];
      const { steps } = JSON.parse(await audited({ tenant: { ...tenant, policies }, register: undefined }, "json"));
      assert.match(steps[3].because, /^1 policy is for this control/);
    });
  });

  describe("written to a file", () => {
    const compliant = () => {
      const one = auditedTenant("compliant");
      const register = files.write("register.yaml", one.register);
      return ["audit", files.write("tenant.json", one.tenant), "--exclusions", register];
    };

    it("can be read by its owner alone, and says where it is", async () => {
      const path = join(files.path, "report.html");
      const { status, out, err } = await recordedRun([...compliant(), "--format", "html", "--out", path]);
      assert.deepEqual([status, out], [0, ""]);
      assert.match(err, /the report is in/);
      assert.equal(statSync(path).mode & 0o777, 0o600);
      assert.match(readFileSync(path, "utf8"), /^<!doctype html>/);
    });

    it("goes to standard output as -", async () => {
      const { out } = await recordedRun([...compliant(), "--out", "-"]);
      assert.match(out, /^COMPLIANT/);
    });
  });
});
