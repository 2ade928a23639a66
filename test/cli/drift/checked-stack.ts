import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { runChild } from "../../../sandbox/processes/child";
import {
  openDirectory,
  startTenant,
  type Tenant,
  type TenantDirectory,
  type TenantOptions,
} from "../../../sandbox/tenant";
import { runDrift } from "../../../src/cli/drift/drift-command";
import { POLICY_TYPE } from "../../../src/program/stack-policy";
import { declaredInputs, deployedPolicy, POLICY_ID } from "../../drift/declared-policy";
import { environmentOf, trust } from "../../tenant/live/azmfa-of-a-local-tenant";
import { recording } from "../recorded-run";
import { type EngineAnswers, fakeEngine } from "./fake-engine";

const ROOT = resolve(__dirname, "../../..");
const URN = `urn:pulumi:dev::p::${POLICY_TYPE}::policy`;
const ID = `/identity/conditionalAccess/policies/${POLICY_ID}`;

/** What the engine knows of the one policy that is deployed. */
export const state = { deployment: { resources: [{ urn: URN, type: POLICY_TYPE, id: ID, inputs: declaredInputs }] } };

/** The step of a preview in which the policy stays as it is. */
export const same = { op: "same", urn: URN, newState: { type: POLICY_TYPE, inputs: declaredInputs } };

/** The step of one that would change these fields, in the plugin's words. */
export const update = (...fields: readonly string[]): object => ({
  ...same,
  op: "update",
  detailedDiff: Object.fromEntries(fields.map((field) => [field, { kind: "update" }])),
});

/** An engine that sees no change. */
export const QUIET: EngineAnswers = { state, preview: { steps: [same] } };

/** One that proposes this step. */
export const proposing = (step: object): EngineAnswers => ({
  state,
  preview: { steps: [step] },
  previewStatus: 255,
  previewComplaint: "error: no changes were expected but changes were proposed\n",
});

/** The register of that stack. */
export const REGISTER = `exclusions:
  - group: cccccccc-2222-4000-8000-000000000009
    members: [eeeeeeee-0000-4000-8000-000000000001]
    kind: service-account
    reason: Synchronisation
    owner: identity-team@contoso.example
    approvedBy: ciso@contoso.example
    reviewBy: 2027-01-31
`;

/** A stack with one policy in its own tenant, and the drift check on it with an engine that gives prepared answers. */
export class CheckedStack {
  readonly folder: string;
  readonly #tenant: Tenant;

  private constructor(folder: string, tenant: Tenant) {
    this.folder = folder;
    this.#tenant = tenant;
  }

  static async open(options: Pick<TenantOptions, "seed" | "roles"> = {}): Promise<CheckedStack> {
    const folder = mkdtempSync(join(tmpdir(), "check-drift-"));
    const tenant = await startTenant({ ...options, folder: join(folder, "tenant"), say: () => undefined });
    mkdirSync(join(folder, "config"));
    writeFileSync(join(folder, "Pulumi.yaml"), "name: p\nruntime: nodejs\n");
    symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
    return new CheckedStack(folder, tenant);
  }

  /** The tenant's back door. */
  get directory(): TenantDirectory {
    return openDirectory(this.#tenant);
  }

  /** The tenant's id. */
  get tenantId(): string {
    return environmentOf(this.#tenant).ARM_TENANT_ID;
  }

  /** The policy as it was deployed, and nothing that misbehaves. */
  async reset(): Promise<void> {
    writeFileSync(join(this.folder, "config/dev.yaml"), REGISTER);
    await this.directory.clearFaults();
    await this.directory.put("policies", POLICY_ID, JSON.parse(JSON.stringify(deployedPolicy)));
  }

  async close(): Promise<void> {
    await this.#tenant.close({ now: true });
    rmSync(this.folder, { recursive: true });
  }

  /** Runs the drift check, in the stack's folder. */
  async check(
    answers: EngineAnswers = QUIET,
    environment: Record<string, string> = {},
    args: readonly string[] = [],
  ): Promise<{ readonly status: number; readonly stdout: string; readonly stderr: string }> {
    const here = process.cwd();
    const { env } = process;
    const distrust = trust(this.#tenant.certificateFile);
    process.env = this.#environment(answers, environment);
    process.chdir(this.folder);
    try {
      const { status, out, err } = await recording((host) => runDrift(args, host));
      return { status, stdout: out, stderr: err };
    } finally {
      process.chdir(here);
      process.env = env;
      distrust();
    }
  }

  /** Runs the drift check as `npm run drift` does, in a process of its own that trusts no more certificates than usual. */
  checkWithoutTrust() {
    return runChild({
      command: process.execPath,
      args: ["--import", "tsx", join(ROOT, "src/cli/drift.ts")],
      cwd: this.folder,
      // Transpiled as this project is. Otherwise its coverage doesn't fit that of the tests, and c8 mixes them up.
      environment: this.#environment(QUIET, { TSX_TSCONFIG_PATH: join(ROOT, "tsconfig.json") }),
    });
  }

  #environment(answers: EngineAnswers, others: Record<string, string>): NodeJS.ProcessEnv {
    return {
      ...environmentOf(this.#tenant),
      PATH: [fakeEngine(this.folder, answers), process.env["PATH"]].join(delimiter),
      ...others,
    };
  }
}
