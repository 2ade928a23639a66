import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { EXCLUSION_KINDS, type ExclusionKind, type Register } from "../law/model/register";
import { type IsoDate, isoDate } from "../text/iso-date";
import { printable } from "../text/printable";
import { azureadDirectory, providersTenant } from "./directory";
import { ownPolicies } from "./own-policies";
import { planDeployment, type RunningStack } from "./plan";
import { portalLink } from "./stack-policy";

/**
 * Reads settings and register, asks the tenant, says what there is to say, and hands over the values of the policy.
 * @param options how the provider is asked, where it isn't the stack's default one
 * @throws RunError, which the engine prints without a stack, when the deployment is refused
 */
export async function prepareDeployment(stack: RunningStack = runningStack(), options?: pulumi.InvokeOptions) {
  const plan = await planDeployment(stack);
  for (const warning of plan.warnings) await pulumi.log.warn(warning);
  if (plan.kind === "refuse") throw errorWithoutStack(plan.message);
  for (const note of plan.notes) await pulumi.log.info(note);
  const tenant = await providersTenant(options);
  return {
    values: plan.values,
    outputs: { enforcement: plan.settings.enforcement, ...registerOutputs(plan.register) },
    /** The policy's page in the Entra admin center. */
    linkTo: (policyId: string) => portalLink(policyId, tenant),
  };
}

/** How many entries of each kind there are, and the earliest review, also when it has passed: that is the next one to hold. */
function registerOutputs({ entries }: Register) {
  const count = (kind: ExclusionKind) => entries.filter((entry) => entry.kind === kind).length;
  return {
    exclusions: Object.fromEntries(EXCLUSION_KINDS.map((kind) => [kind, count(kind)])) as Record<ExclusionKind, number>,
    nextReview: entries.map(({ reviewBy }) => reviewBy).sort()[0] ?? "none",
  };
}

/** The running stack: its configuration, the project's folder, the tenant, and the day (UTC). */
function runningStack(): RunningStack {
  const config = pulumi.runtime.allConfig();
  return {
    settings: { project: pulumi.getProject(), stack: pulumi.getStack(), config },
    readFile: (path) => readIfThere(resolve(pulumi.getRootDirectory(), path)),
    directory: azureadDirectory({ environment: process.env, config }),
    ownPolicies,
    today: today(),
  };
}

/**
 * The running stack with a component's arguments in place of its own settings and register.
 * @param args exclusions as the register has them, and the settings of a stack
 * @param options how the component's provider is asked
 */
export function componentStack(
  component: string,
  args: { readonly exclusions: readonly object[] },
  options: pulumi.InvokeOptions,
): RunningStack {
  const running = runningStack();
  const { project, stack, config } = running.settings;
  const { exclusions, ...settings } = args;
  const register = new TextEncoder().encode(JSON.stringify({ exclusions }, undefined, 2));
  const given = Object.entries({ ...settings, exclusions: `exclusions of ${component}` }).flatMap(([key, value]) =>
    value === undefined ? [] : [[`${project}:${key}`, String(value)] as const],
  );
  const others = Object.entries(config).filter(([key]) => !key.startsWith(`${project}:`));
  return {
    ...running,
    settings: { project, stack, component, config: Object.fromEntries([...others, ...given]) },
    readFile: () => register,
    directory: azureadDirectory({ environment: process.env, config }, options),
    ownPolicies: () => ownPolicies(component),
  };
}

/** @throws RunError when something is there that can't be read: a folder, or a file without the permission */
function readIfThere(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    const help = "the setting `exclusions` must name a readable file";
    throw errorWithoutStack(`${printable(path)} can't be read (${code}): ${help}`);
  }
}

function today(): IsoDate {
  const day = isoDate(new Date().toISOString().slice(0, 10));
  if (day === undefined) throw new Error("this machine's clock shows a year that has no four digits");
  return day;
}

/**
 * An error that the engine prints as it stands. It has no stack: nobody would see it, but the SDK formats it in colour
 * for its trace, and Node 20 takes ten seconds and three gigabytes over a stack that leads through a scoped package.
 */
function errorWithoutStack(message: string): pulumi.RunError {
  const error = new pulumi.RunError(message);
  delete error.stack;
  return error;
}
