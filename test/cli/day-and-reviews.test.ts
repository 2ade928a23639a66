import assert from "node:assert/strict";
import { suiteFolder } from "../temporary-folder";
import { aPolicy, aRegister, aTenant, userId } from "./a-tenant";
import { recordedRun } from "./recorded-run";

const USERS = [{ id: userId(1), displayName: "svc-backup", userPrincipalName: "svc-backup@contoso.example" }];
const TENANT = aTenant([aPolicy({ users: { excludeUsers: [userId(1)] } })], { users: USERS });
const REGISTER = aRegister([`user: ${userId(1)}`]);

type Args = (tenant: string, log: string) => readonly string[];

const COMMANDS: readonly (readonly [title: string, args: Args])[] = [
  ["prove", (tenant) => ["prove", tenant]],
  ["prove in JSON", (tenant) => ["prove", tenant, "--format", "json"]],
  ["diff", (tenant) => ["diff", tenant, tenant]],
  ["diff in JSON", (tenant) => ["diff", tenant, tenant, "--format", "json"]],
  ...["markdown", "html"].map(
    (format) => [`diff in ${format}`, (tenant: string) => ["diff", tenant, tenant, "--format", format]] as const,
  ),
  ["explain", (tenant) => ["explain", tenant, "--user", userId(1)]],
  ["explain in JSON", (tenant) => ["explain", tenant, "--user", userId(1), "--format", "json"]],
  ...["human", "json", "markdown", "html", "sarif", "junit", "csv"].map(
    (format) => [`audit in ${format}`, (tenant: string) => ["audit", tenant, "--format", format]] as const,
  ),
  ["replay", (tenant, log) => ["replay", log, "--tenant", tenant]],
  ["replay in JSON", (tenant, log) => ["replay", log, "--tenant", tenant, "--format", "json"]],
  ["whatif", (tenant) => ["whatif", tenant]],
];

/** Without the whole text: some are pages. */
const assertSays = (text: string, what: RegExp): void => assert.ok(what.test(text), `${what} isn't in it`);

describe("the day on which a tenant is judged", () => {
  const files = suiteFolder();

  /** All that a command says on that day, in one line. */
  async function said(args: Args, day: string): Promise<string> {
    const [tenant, log] = [files.write("tenant.json", TENANT), files.write("log.json", "[]")];
    const register = ["--exclusions", files.write("register.yaml", REGISTER)];
    const { out, err } = await recordedRun([...args(tenant, log), ...register, "--on", day]);
    return `${out} ${err}`.replace(/\s+/g, " ");
  }

  for (const [title, args] of COMMANDS)
    describe(`by ${title}`, () => {
      it("is not printed if it is today", async () => {
        assert.ok(!(await said(args, "2026-10-01")).includes("which isn"));
      });

      it("is printed when it isn't today", async () => {
        assertSays(await said(args, "2026-11-02"), /Judged as of 2026-11-02, which isn(&#39;|')t today/);
      });

      it("shows whose review is overdue", async () => {
        assertSays(await said(args, "2027-02-01"), /register\.yaml:7:15/);
      });

      it("shows whose review is too far off", async () => {
        assertSays(await said(args, "2026-01-30"), /register\.yaml:7:15/);
      });
    });
});
