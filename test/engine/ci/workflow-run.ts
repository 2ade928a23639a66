import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { Runner, StepOutcome } from "./runner";

/** The supported parts of a step in a workflow of GitHub Actions. */
type Step = {
  readonly name?: string;
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, string | boolean | number>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly "working-directory"?: string;
};
type Job = { readonly env?: Readonly<Record<string, string>>; readonly steps: readonly Step[] };

/** What an action is carried out as, by its name. */
type Action = (runner: Runner, inputs: Readonly<Record<string, string>>) => Promise<StepOutcome>;

const DONE: StepOutcome = { status: 0, output: "", outputs: {} };
const nothing: Action = async () => DONE;

/** What the workflows use, and nothing else: an action that isn't here fails the test. */
const ACTIONS: { readonly [name: string]: Action } = {
  "actions/checkout": async (runner, { path }) => {
    if (path !== undefined) runner.checkOutBase(path);
    return DONE;
  },
  "actions/setup-node": nothing,
  "pulumi/auth-actions": nothing,
  "pulumi/actions": (runner, { command, "stack-name": stack = "", policyPacks }) => {
    if (command === undefined) return nothing(runner, {});
    const pack = policyPacks === undefined ? "" : `--policy-pack ${policyPacks}`;
    return runner.script(
      `pulumi ${command} --non-interactive ${command === "up" ? "--yes" : ""} --stack ${stack} ${pack}`,
    );
  },
  "github/codeql-action/upload-sarif": async (runner, { sarif_file = "" }) => {
    JSON.parse(readFileSync(join(runner.folder, sarif_file), "utf8"));
    return DONE;
  },
};

/**
 * Carries out the one job of a workflow, step after step, as GitHub's runner does: after a step that fails only those that
 * ask for it are carried out.
 * @param contexts what `${{ … }}` stands for, by its whole path
 * @returns whether all steps succeeded, and what they said
 */
export async function runWorkflow(
  file: string,
  runner: Runner,
  contexts: Readonly<Record<string, string>>,
): Promise<{ readonly succeeded: boolean; readonly said: string }> {
  const [job] = Object.values((parse(readFileSync(file, "utf8")) as { jobs: Record<string, Job> }).jobs);
  assert.ok(job);
  const known: Record<string, string> = { ...contexts };
  const filled = (text: unknown): string =>
    String(text).replace(/\$\{\{ ([\w.-]+) \}\}/g, (_, path) => standsFor(known, path));
  const all = (values: object = {}) =>
    Object.fromEntries(Object.entries(values).map(([key, one]) => [key, filled(one)]));
  const environment = all(job.env);
  for (const [name, value] of Object.entries(environment)) known[`env.${name}`] = value;
  let said = "";
  let succeeded = true;
  for (const step of job.steps) {
    if (!succeeded && !step.if?.includes("!cancelled()")) continue;
    const outcome =
      step.run === undefined
        ? await actionOf(step.uses)(runner, all(step.with))
        : await runner.script(step.run, { ...environment, ...all(step.env) }, step["working-directory"]);
    said += `== ${step.name ?? step.uses ?? step.run}\n${outcome.output}\n`;
    for (const [name, value] of Object.entries(outcome.outputs)) known[`steps.${step.id}.outputs.${name}`] = value;
    succeeded &&= outcome.status === 0;
  }
  return { succeeded, said };
}

function standsFor(contexts: Readonly<Record<string, string>>, path: string): string {
  const value = contexts[path];
  assert.ok(value !== undefined, `nothing is said to stand for ${path}`);
  return value;
}

function actionOf(uses = ""): Action {
  const action = ACTIONS[uses.slice(0, uses.indexOf("@"))];
  assert.ok(action, `${uses} isn't known`);
  return action;
}
