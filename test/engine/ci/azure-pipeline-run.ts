import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import type { Runner } from "./runner";

/** The supported parts of a step in Azure Pipelines. */
type Step = {
  readonly checkout?: string;
  readonly publish?: string;
  readonly bash?: string;
  readonly task?: string;
  readonly displayName?: string;
  readonly condition?: string;
  readonly inputs?: Readonly<Record<string, string>>;
};
type Variable = { readonly name?: string; readonly value?: string };
type Pipeline = {
  readonly variables: readonly Variable[];
  readonly steps?: readonly Step[];
  readonly jobs?: readonly {
    readonly strategy: { readonly runOnce: { readonly deploy: { readonly steps: readonly Step[] } } };
  }[];
};

/** How a script signs in with what the service connection gives it; the tests' tenant takes the secret that it has given. */
const SIGN_IN =
  'export ARM_USE_OIDC=true ARM_TENANT_ID="$tenantId" ARM_CLIENT_ID="$servicePrincipalId" ARM_OIDC_TOKEN="$idToken"\n';

/** Tasks that have nothing to do here: Node is there. */
const NOTHING = ["NodeTool@0"];

/**
 * Carries out the one job of a pipeline, step after step, as an agent of Azure Pipelines does: after a step that fails only those
 * are carried out that ask for it.
 * @param variables those of the variable group, and the ones that the agent has
 * @returns whether all steps succeeded, and what they said
 */
export async function runPipeline(
  file: string,
  runner: Runner,
  variables: Readonly<Record<string, string>>,
): Promise<{ readonly succeeded: boolean; readonly said: string }> {
  const pipeline = parse(readFileSync(file, "utf8")) as Pipeline;
  const steps = pipeline.steps ?? pipeline.jobs?.[0]?.strategy.runOnce.deploy.steps;
  assert.ok(steps);
  const known: Record<string, string> = { ...variables };
  for (const { name, value = "" } of pipeline.variables) if (name !== undefined) known[name] = filled(value, known);
  let said = "";
  let succeeded = true;
  for (const step of steps) {
    if (!succeeded && step.condition !== "succeededOrFailed()") continue;
    const script = scriptOf(step);
    if (script === undefined) continue;
    const { status, output } = await runner.script(script, known, ".", []);
    said += `== ${step.displayName ?? script}\n${output}\n`;
    for (const [, name = "", value = ""] of output.matchAll(/^##vso\[task\.setvariable variable=(\w+)\](.*)$/gm))
      known[name] = value;
    succeeded &&= status === 0;
  }
  return { succeeded, said };
}

/** What a step has to run; `undefined` where it has nothing. Fails the test for a step that isn't known. */
function scriptOf({ bash, task, inputs, checkout, publish }: Step): string | undefined {
  if (bash !== undefined) return bash;
  if (checkout !== undefined || publish !== undefined || NOTHING.includes(task ?? "")) return undefined;
  assert.equal(task, "AzureCLI@2");
  const script = inputs?.["inlineScript"] ?? "";
  assert.ok(script.startsWith(SIGN_IN), script);
  return script.slice(SIGN_IN.length);
}

const filled = (text: string, known: Readonly<Record<string, string>>): string =>
  text.replace(
    /\$\(([\w.]+)\)/g,
    (_, name: string) => known[name] ?? known[name.toUpperCase().replaceAll(".", "_")] ?? "",
  );
