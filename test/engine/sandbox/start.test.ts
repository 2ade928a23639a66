import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { cacheFolder } from "../../../sandbox/engine/installation";
import { startTenant } from "../../../sandbox/tenant";
import { assertNoStackTrace } from "../session/assert-no-stack-trace";
import { type GraphPolicy, policiesIn } from "../session/graph";
import { npm } from "../session/npm-run";
import { copyProject } from "../session/project-copy";

/** How many lines of a terminal are safe to count on. */
const SCREEN = 24;
const FIVE_YEARS_ON = resolve(__dirname, "../session/five-years-on.mjs");
/** As in that module. */
const FIVE_YEARS_MS = (5 * 365 + 1) * 24 * 60 * 60 * 1000;
const NAME = "Require MFA for Azure management";

describe("npm start", () => {
  let project: string;
  let home: string;
  let first: readonly GraphPolicy[];

  before(() => {
    project = copyProject();
    home = mkdtempSync(join(tmpdir(), "azmfa-home-"));
    git("init", "--quiet");
    git("add", "--all");
    git("-c", "user.name=test", "-c", "user.email=test@contoso.example", "commit", "--quiet", "--message", "all");
  });

  after(() => {
    for (const folder of [project, home]) rmSync(folder, { recursive: true, force: true });
  });

  function git(...args: readonly string[]): string {
    // Whatever the user has set for all repositories, signing or hooks, is not for this one.
    const env = { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" };
    return execFileSync("git", args, { cwd: project, encoding: "utf8", env });
  }

  /** With an empty home; only the cache with the engine is the usual one. */
  const start = (environment: NodeJS.ProcessEnv = {}) =>
    npm(project, ["start"], { HOME: home, AZMFA_CACHE: cacheFolder(process.env), ...environment }).outcome;

  /** What the tenant in the project's folder holds, read from its Graph. */
  async function withTenant<T>(work: (tenant: Awaited<ReturnType<typeof startTenant>>) => Promise<T>): Promise<T> {
    const tenant = await startTenant({ folder: join(project, ".sandbox", "tenant"), say: () => undefined });
    try {
      return await work(tenant);
    } finally {
      await tenant.close({ now: true });
    }
  }

  it("deploys, checks for drift and proves in a new clone", async () => {
    const { status, stdout, stderr } = await start();
    assert.equal(status, 0, stdout + stderr);
    assertNoStackTrace(stdout + stderr);
    first = await withTenant(policiesIn);
    const states = first.flatMap(({ displayName, state }) => (displayName === NAME ? [state] : []));
    assert.deepEqual(states, ["enabled"]);
    assert.match(
      stdout,
      /ok {2}pulumi up\n[\s\S]*ok {2}a change .*\n[\s\S]*rejected by the policy pack .*\nok {2}npm run drift\n[\s\S]*ok {2}azmfa prove\n[\s\S]*Where to go next/,
    );
  });

  it("changes nothing five years later, fits a screen, and prints no secret", async () => {
    await withTenant(async (tenant) => {
      const clock = { NODE_OPTIONS: `--import=${FIVE_YEARS_ON}` };
      const from = inFiveYears();
      const { status, stdout, stderr } = await start(clock);
      assert.equal(status, 0, stdout + stderr);
      const [, today = ""] = /today is (\d{4}-\d\d-\d\d)/.exec(stderr + stdout) ?? [];
      assert.ok(from <= today && today <= inFiveYears(), `${today} in\n${stdout}${stderr}`);
      assert.match(stdout, /stack dev: nothing to change/);
      assert.deepEqual(await policiesIn(tenant), first);
      const summary = stdout.slice(stdout.indexOf("ok  pulumi up")).trimEnd().split("\n");
      assert.ok(summary.length <= SCREEN, stdout);
      for (const secret of [tenant.clientSecret, tenant.controlKey]) {
        assert.ok(!(stdout + stderr).includes(secret), "a secret in the output");
        assert.deepEqual(filesWith(join(project, ".sandbox"), secret).filter(isReadableByOthers), []);
      }
    });
  });

  it("says in its first line which parts are stand-ins", async () => {
    const { stderr } = await start({ AZUREAD_PLUGIN: "/nowhere/pulumi-resource-azuread" });
    const said = stderr.split("\n").find((line) => !line.startsWith(">") && line.trim() !== "");
    assert.match(said ?? "", /^sandbox: stand-ins for tenant.*; azuread provider \/nowhere/);
    assert.match(stderr, /error: AZUREAD_PLUGIN is \/nowhere\/pulumi-resource-azuread, but there is no such file/);
  });

  it("changes neither the user's own Pulumi nor the clone", () => {
    assert.ok(!existsSync(join(home, ".pulumi")));
    assert.ok(existsSync(join(project, ".sandbox", "home")));
    assert.equal(git("status", "--porcelain"), "");
  });
});

function filesWith(folder: string, text: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((found) => found.isFile())
    .map((found) => join(found.parentPath, found.name))
    .filter((file) => readFileSync(file).includes(text));
}

/** The day, as the program counts it. */
const inFiveYears = (): string => new Date(Date.now() + FIVE_YEARS_MS).toISOString().slice(0, 10);

const isReadableByOthers = (file: string): boolean => (statSync(file).mode & 0o077) !== 0;
