import assert from "node:assert/strict";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { azmfa } from "../../../azmfa/commands";
import { runChild } from "../../../sandbox/processes/child";
import { openDirectory, type TenantOptions } from "../../../sandbox/tenant";
import { POLICY_TYPE } from "../../../src/program/stack-policy";
import { declaredInputs, deployedPolicy, POLICY_ID } from "../../drift/declared-policy";
import { environmentOf, inEnvironment, localTenant } from "../../tenant/live/azmfa-of-a-local-tenant";
import { aRegister } from "../a-tenant";
import { recording } from "../recorded-run";
import { type EngineAnswers, fakeEngine } from "./fake-engine";

const ROOT = resolve(__dirname, "../../..");
const URN = `urn:pulumi:dev::p::${POLICY_TYPE}::policy`;
const ID = `/identity/conditionalAccess/policies/${POLICY_ID}`;

/** What the engine knows of the one policy that is deployed. */
export const state = { deployment: { resources: [{ urn: URN, type: POLICY_TYPE, id: ID, inputs: declaredInputs }] } };

/** The step of a preview in which the policy stays as it is. */
export const same = { op: "same", urn: URN, newState: { type: POLICY_TYPE, inputs: declaredInputs } };

/** An engine that sees no change. */
export const QUIET: EngineAnswers = { state, preview: { steps: [same] } };

/** The register of that stack. */
export const REGISTER = aRegister([
  "group: cccccccc-2222-4000-8000-000000000009\n    members: [eeeeeeee-0000-4000-8000-000000000001]",
]);

/** A stack for the tests of one suite, as it was deployed before each of them, in a tenant that `prepare` has changed. */
export function suiteStack(
  prepare: (stack: CheckedStack) => Promise<unknown> = async () => undefined,
): () => CheckedStack {
  let stack: CheckedStack | undefined;
  const opened = () => stack ?? assert.fail("the stack isn't open");
  before(async () => {
    stack = await CheckedStack.open();
  });
  beforeEach(async () => {
    await opened().reset();
    await prepare(opened());
  });
  after(() => stack?.close());
  return opened;
}

/** A stack with one policy in its own tenant, and the drift check on it with an engine that gives prepared answers. */
export class CheckedStack {
  readonly #local: Awaited<ReturnType<typeof localTenant>>;

  private constructor(local: Awaited<ReturnType<typeof localTenant>>) {
    this.#local = local;
  }

  static async open(options: Pick<TenantOptions, "seed" | "roles"> = {}): Promise<CheckedStack> {
    const local = await localTenant(options);
    const { folder } = local;
    mkdirSync(join(folder, "config"));
    symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
    const stack = new CheckedStack(local);
    stack.write("Pulumi.yaml", "name: p\nruntime: nodejs\n");
    return stack;
  }

  get folder(): string {
    return this.#local.folder;
  }

  /** The tenant's back door. */
  get directory() {
    return openDirectory(this.#local.tenant);
  }

  /** The tenant's id. */
  get tenantId(): string {
    return environmentOf(this.#local.tenant).ARM_TENANT_ID;
  }

  /** The policy as it was deployed, and nothing that misbehaves. */
  async reset(): Promise<void> {
    this.write("config/dev.yaml", REGISTER);
    await this.directory.clearFaults();
    await this.directory.put("policies", POLICY_ID, JSON.parse(JSON.stringify(deployedPolicy)));
  }

  close(): Promise<void> {
    return this.#local.close();
  }

  /** Writes a file of the stack's folder. @returns its path from there */
  write(name: string, content: string | object): string {
    writeFileSync(join(this.folder, name), typeof content === "string" ? content : JSON.stringify(content));
    return name;
  }

  /** Runs the drift check, in the stack's folder. */
  async check(answers: EngineAnswers = QUIET, environment: Record<string, string> = {}, args: readonly string[] = []) {
    const here = process.cwd();
    process.chdir(this.folder);
    try {
      const { status, out, err } = await inEnvironment(this.#environment(answers, environment), () =>
        recording((host) => azmfa(["drift", ...args], host)),
      );
      return { status, stdout: out, stderr: err, said: out.replaceAll(/\s+/g, " ") };
    } finally {
      process.chdir(here);
    }
  }

  /** Runs the drift check as `npm run drift` does, in a process of its own that trusts no more certificates than usual. */
  checkWithoutTrust() {
    return runChild({
      command: process.execPath,
      args: ["--import", "tsx", join(ROOT, "azmfa/main.ts"), "drift"],
      cwd: this.folder,
      // Transpiled as this project is. Otherwise its coverage doesn't fit that of the tests, and c8 mixes them up.
      environment: this.#environment(QUIET, { TSX_TSCONFIG_PATH: join(ROOT, "tsconfig.json") }),
    });
  }

  #environment(answers: EngineAnswers, others: Record<string, string>): NodeJS.ProcessEnv {
    return {
      ...environmentOf(this.#local.tenant),
      PATH: [fakeEngine(this.folder, answers), process.env["PATH"]].join(delimiter),
      ...others,
    };
  }
}
