import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { type Outcome, runChild } from "../../../sandbox/processes/child";
import { openSession, type Session } from "../../../sandbox/session";
import { providerChoice } from "../../../sandbox/session/provider-choice";
import { type Exchange, openDirectory, startTenant, type Tenant, type TenantDirectory } from "../../../sandbox/tenant";
import { PROJECT } from "../../program/program-builders";
import { assertNoStackTrace } from "./assert-no-stack-trace";
import type { DriftReport } from "./drift-report";
import { type GraphPolicy, policiesIn } from "./graph";
import { copyProject } from "./project-copy";

/** Belongs to the sandbox's passphrase: with it in the file the engine doesn't rewrite it. */
const SALT = "v1:GYMWywGxVLE=:v1:y49Zk4FTqIUjOn/3:eP7nqrAebUkhJUnrVeunqaa0xqpBSg==";

/** A project that is opened before the tests of a suite, and closed after them. */
export function projectUnderTest(): ProjectUnderTest {
  const project = new ProjectUnderTest();
  before(() => project.open());
  after(() => project.close());
  return project;
}

/** A copy of this project in a temporary folder, with a sandbox and a tenant whose requests are recorded. */
export class ProjectUnderTest {
  /** The requests that reached the tenant, and its answers. */
  readonly exchanges: Exchange[] = [];
  #opened: Opened | undefined;

  /**
   * Opens the sandbox with the plugin that AZUREAD_PLUGIN names, or with the stand-in. The stack `dev` exists and is empty.
   * @param roles the application roles of the identity that deploys; all that the project needs by default
   */
  async open(roles?: readonly string[]): Promise<this> {
    const folder = copyProject();
    const tenant = await startTenantIn(folder, this.exchanges, roles);
    try {
      const provider = providerChoice("stand-in", process.env);
      const session = await openSession({ project: folder, provider, say: () => undefined });
      this.#opened = { folder, tenant, session };
      await this.succeed("stack", "init", "dev");
      return this;
    } catch (error) {
      await tenant.close({ now: true }); // a server that still listens would keep the whole run from ending
      throw error;
    }
  }

  async close(): Promise<void> {
    if (this.#opened === undefined) return;
    await this.session.close();
    await this.tenant.close({ now: true });
    rmSync(this.folder, { recursive: true, force: true });
  }

  get #parts(): Opened {
    return this.#opened ?? assert.fail("the project isn't open");
  }

  get folder(): string {
    return this.#parts.folder;
  }

  get tenant(): Tenant {
    return this.#parts.tenant;
  }

  get session(): Session {
    return this.#parts.session;
  }

  /** Changes the tenant outside Pulumi. */
  get directory(): TenantDirectory {
    return openDirectory(this.tenant);
  }

  /** Replaces the stack's settings; `asOf` stands still unless it is among them. */
  configure(settings: Readonly<Record<string, string | number>>): void {
    const named = Object.entries({ asOf: "2026-09-01", ...settings }).map(([key, value]) => [
      `${PROJECT}:${key}`,
      value,
    ]);
    this.write("Pulumi.dev.yaml", stringify({ encryptionsalt: SALT, config: Object.fromEntries(named) }));
  }

  /** Puts a file into the project's folder. */
  write(path: string, content: string | Uint8Array): void {
    writeFileSync(join(this.folder, path), content);
  }

  pulumi(...args: readonly string[]): Promise<Outcome> {
    return this.session.pulumi([...args, "--non-interactive"]);
  }

  /** Runs the engine and gives what it said; fails the test with that when it doesn't succeed. */
  async succeed(...args: readonly string[]): Promise<string> {
    const { status, stdout, stderr } = await this.pulumi(...args);
    assert.equal(status, 0, `pulumi ${args.join(" ")}\n${stdout}\n${stderr}`);
    return stdout + stderr;
  }

  /** Runs the engine, which must refuse in words and not with a stack trace, and gives what it said. */
  async refuse(...args: readonly string[]): Promise<string> {
    const { status, stdout, stderr } = await this.pulumi(...args);
    const said = stdout + stderr;
    assert.notEqual(status, 0, `pulumi ${args.join(" ")} was expected to be refused\n${said}`);
    assertNoStackTrace(said);
    return said;
  }

  /** The tenant's policies that it didn't have from the start, read from its Graph. */
  async madePolicies(): Promise<readonly GraphPolicy[]> {
    const all = await policiesIn(this.tenant);
    return all.filter(({ id }) => !id.startsWith(SEEDED));
  }

  /** The one policy that was made, read from Graph. Fails the test when there is none, or a second. */
  async madePolicy(): Promise<GraphPolicy> {
    const made = await this.madePolicies();
    assert.equal(made.length, 1, `one policy was expected, not ${made.length}`);
    return made[0];
  }

  /** Changes the one policy behind Pulumi's back. */
  async change(changes: object): Promise<void> {
    const { id } = await this.madePolicy();
    await this.directory.patch("policies", id, JSON.parse(JSON.stringify(changes)));
  }

  /** Runs the drift check as its users do. */
  async drift(...args: readonly string[]): Promise<Outcome> {
    const outcome = await runChild({
      command: process.execPath,
      args: ["scripts/run.js", "azmfa/main.ts", "drift", ...args],
      cwd: this.folder,
      environment: this.session.environment,
    });
    assertNoStackTrace(outcome.stdout + outcome.stderr);
    return outcome;
  }

  /** The drift check's report in JSON, after it has ended with this status. */
  async driftReport(status: 0 | 1 | 2): Promise<DriftReport> {
    const outcome = await this.drift("--format", "json");
    assert.equal(outcome.status, status, `${outcome.stdout}\n${outcome.stderr}`);
    return JSON.parse(outcome.stdout);
  }

  /** The changes that reached Graph since `since`, e.g. `POST /v1.0/…`. */
  changes(since = 0): readonly string[] {
    const isChange = ({ method, url }: Exchange) => method !== "GET" && !/\/oauth2\/|^\/sandbox\//.test(url);
    return this.exchanges
      .slice(since)
      .filter(isChange)
      .map(({ method, url }) => `${method} ${url}`);
  }
}

const SEEDED = "cccccccc-4444-4000-8000-";

type Opened = { readonly folder: string; readonly tenant: Tenant; readonly session: Session };

/** Started in the folder where a session looks for a tenant that runs, and joins it. */
function startTenantIn(project: string, exchanges: Exchange[], roles: readonly string[] | undefined): Promise<Tenant> {
  const folder = join(project, ".sandbox", "tenant");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const onExchange = (exchange: Exchange) => void exchanges.push(exchange);
  return startTenant({ folder, say: () => undefined, onExchange, ...(roles && { roles }) });
}
