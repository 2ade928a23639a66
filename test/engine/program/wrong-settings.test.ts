import assert from "node:assert/strict";
import { entry, FIRST, register, SECOND } from "../session/program";
import { ProjectUnderTest } from "../session/project-under-test";

const WRONG = {
  enforcement: "off",
  exclusions: "a\nb",
  grant: "phishing-resistent",
  displayName: "",
  signInFrequencyHours: 25,
  asOf: "2026-02-30",
  enforcment: "enforced",
} as const;

const ALLOWED: { readonly [Key in keyof typeof WRONG]: RegExp } = {
  enforcement: /allowed: report-only, enforced/,
  exclusions: /allowed: the path of a register/,
  grant: /allowed: mfa, mfa-strength, passwordless, phishing-resistant, or the object id/,
  displayName: /allowed: one line of 1 to 256 characters/,
  signInFrequencyHours: /allowed: 1 to 23, or a multiple of 24/,
  asOf: /allowed: a day as YYYY-MM-DD/,
  enforcment: /there is no such setting/,
};

describe("wrong settings", () => {
  let project: ProjectUnderTest;
  let said: string;

  before(async () => {
    project = await ProjectUnderTest.open();
    project.configure(WRONG);
    said = await project.refuse("up", "--yes");
  });

  after(() => project.close());

  for (const [key, allowed] of Object.entries(ALLOWED)) {
    it(`${key}: the message names the key, what is allowed, and the command`, () => {
      const from = said.indexOf(`azure-management-mfa:${key} error`);
      assert.notEqual(from, -1, said);
      const about = said.slice(from).split("\n\n")[0] ?? "";
      assert.match(about, allowed);
      assert.match(about, new RegExp(`help: pulumi config (set|rm) azure-management-mfa:${key}\\b.* --stack dev`));
    });
  }

  it("change nothing in the tenant", async () => {
    assert.deepEqual(project.changes(), []);
    assert.deepEqual(await project.madePolicies(), []);
  });

  it("an overdue review, as of the stack's day, is warned of with its line", async () => {
    project.write(
      "config/dev.yaml",
      register(entry(`user: ${FIRST}`), entry(`user: ${SECOND}`, { reviewBy: "2026-08-31" })),
    );
    project.configure({ enforcement: "enforced" });
    const preview = await project.succeed("preview");
    assert.match(preview, /config\/dev\.yaml:13:\d+ warning\[/);
    assert.match(preview, /2026-08-31/);
  });

  it("the day before, the same review isn't overdue", async () => {
    project.configure({ enforcement: "enforced", asOf: "2026-08-31" });
    assert.doesNotMatch(await project.succeed("preview"), /warning/);
  });
});
