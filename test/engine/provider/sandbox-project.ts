import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Fields } from "../../../sandbox/provider/plugin/values";
import { openSession, type Session } from "../../../sandbox/session";
import { providerChoice } from "../../../sandbox/session/provider-choice";
import { type Exchange, openDirectory, startTenant, type Tenant, type TenantDirectory } from "../../../sandbox/tenant";

/** A Pulumi project of its own in a new sandbox, with a tenant whose requests are watched. */
export class SandboxProject {
  readonly folder: string;
  readonly exchanges: Exchange[];
  readonly directory: TenantDirectory;
  readonly #tenant: Tenant;
  readonly #session: Session;

  private constructor(folder: string, exchanges: Exchange[], tenant: Tenant, session: Session) {
    this.folder = folder;
    this.exchanges = exchanges;
    this.directory = openDirectory(tenant);
    this.#tenant = tenant;
    this.#session = session;
  }

  /** With the plugin that AZUREAD_PLUGIN names, or the stand-in. */
  static async open(program: string): Promise<SandboxProject> {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), "sandbox-project-")));
    const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
    write("Pulumi.yaml", "name: az\nruntime: nodejs\n");
    write("package.json", '{ "name": "az", "main": "index.js" }');
    write("index.js", program);
    symlinkSync(resolve(__dirname, "../../../node_modules"), join(folder, "node_modules"));
    const exchanges: Exchange[] = [];
    const tenantFolder = join(folder, ".sandbox", "tenant");
    mkdirSync(tenantFolder, { recursive: true });
    const onExchange = (exchange: Exchange) => exchanges.push(exchange);
    const tenant = await startTenant({ folder: tenantFolder, say: () => undefined, onExchange });
    const provider = providerChoice(false, process.env);
    const session = await openSession({ project: folder, provider, say: () => undefined });
    const project = new SandboxProject(folder, exchanges, tenant, session);
    await project.succeed("stack", "init", "dev");
    return project;
  }

  async close(): Promise<void> {
    await this.#session.close();
    await this.#tenant.close({ now: true });
    rmSync(this.folder, { recursive: true, force: true });
  }

  run(...args: string[]) {
    return this.#session.pulumi([...args, "--non-interactive"]);
  }

  /** Runs the engine and gives its standard output; fails the test with what it said when it doesn't succeed. */
  async succeed(...args: string[]): Promise<string> {
    const { status, stdout, stderr } = await this.run(...args);
    assert.equal(status, 0, `pulumi ${args.join(" ")}\n${stdout}\n${stderr}`);
    return stdout;
  }

  /** Where the tenant is. */
  get url(): string {
    return this.#tenant.url;
  }

  /** Forgets the requests so far. */
  forget(): void {
    this.exchanges.length = 0;
  }

  async resources(): Promise<readonly Resource[]> {
    const { deployment } = JSON.parse(await this.succeed("stack", "export")) as {
      deployment: { resources?: Resource[] };
    };
    return (deployment.resources ?? []).filter(({ type }) => type.startsWith("azuread:"));
  }
}

export interface Resource {
  readonly urn: string;
  readonly type: string;
  readonly id: string;
  readonly inputs: Fields;
  readonly outputs: Fields;
}
