import assert from "node:assert/strict";
import { type Outcome, runChild } from "../../../sandbox/processes/child";
import type { JsonObject } from "../../../src/law/json/json-object";
import { assertNoStackTrace } from "../session/assert-no-stack-trace";
import { ProjectUnderTest } from "../session/project-under-test";

/** This project in a tenant of its own, and its drift check. */
export class DriftingProject {
  readonly project: ProjectUnderTest;

  constructor(project: ProjectUnderTest) {
    this.project = project;
  }

  /** @param register the exclusions register; the dev stack's own without it */
  static async deploy(register?: string): Promise<DriftingProject> {
    const project = await ProjectUnderTest.open();
    if (register !== undefined) project.write("config/dev.yaml", register);
    await project.succeed("up", "--yes");
    return new DriftingProject(project);
  }

  close(): Promise<void> {
    return this.project.close();
  }

  /** Runs `npm run drift`'s program as its users do. */
  async run(...args: readonly string[]): Promise<Outcome> {
    const outcome = await runChild({
      command: process.execPath,
      args: ["scripts/run.js", "src/cli/drift.ts", ...args],
      cwd: this.project.folder,
      environment: this.project.session.environment,
    });
    assertNoStackTrace(outcome.stdout + outcome.stderr);
    return outcome;
  }

  /** Runs it, and gives its report in JSON after it has ended with this status. */
  async report(status: 0 | 1 | 2): Promise<Report> {
    const outcome = await this.run("--format", "json");
    assert.equal(outcome.status, status, `${outcome.stdout}\n${outcome.stderr}`);
    return JSON.parse(outcome.stdout);
  }

  /** Changes the one policy behind Pulumi's back. */
  async change(changes: object): Promise<void> {
    const { id } = await this.project.madePolicy();
    await this.project.directory.patch("policies", id, JSON.parse(JSON.stringify(changes)));
  }

  /** Puts back a policy as it was read before. */
  async restore(policy: JsonObject & { readonly id: string }): Promise<void> {
    await this.project.directory.put("policies", policy.id, JSON.parse(JSON.stringify(policy)));
  }
}

/** The report as far as tests look into it. */
export type Report = {
  readonly comparedWith: string;
  readonly policies: readonly {
    readonly kind: string;
    readonly differences: readonly { readonly field: string; readonly repair: string }[];
    readonly notDrift: readonly { readonly field: string }[];
    readonly request: { readonly method: string; readonly path: string; readonly body: object } | null;
  }[];
  readonly exclusions: readonly {
    readonly kind: string;
    readonly id: string;
    readonly member: string | null;
    readonly at: object;
  }[];
  readonly namesakes: readonly { readonly id: string; readonly accepted: boolean }[];
  readonly meaning: {
    readonly verdict: string;
    readonly asCoded: string;
    readonly uncovered: { readonly users: readonly string[] };
  } | null;
  readonly problems: readonly { readonly message: string }[];
};

/** The fields that differ in the one policy, each with what becomes of it. */
export const repairsIn = ({ policies }: Report): Readonly<Record<string, string>> =>
  Object.fromEntries((policies[0]?.differences ?? []).map(({ field, repair }) => [field, repair]));
