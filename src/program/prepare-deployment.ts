import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { asObject, asText } from "../law/json/json-object";
import { EXCLUSION_KINDS, type ExclusionKind, type Register } from "../law/model/register";
import { type IsoDate, isoDate } from "../text/iso-date";
import { printable } from "../text/printable";
import { azureadDirectory, providersTenant } from "./directory";
import { planDeployment, type RunningStack } from "./plan";
import { type OwnPolicies, POLICY_TYPE, portalLink } from "./stack-policy";

/**
 * Reads settings and register, asks the tenant, prints warnings and notes, and returns the values of the policy.
 * @param options how to ask the provider, if it isn't the stack's default provider
 * @throws RunError, which the engine prints without a stack, if the deployment is refused
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

/** The number of entries of each kind, and the earliest review. A review in the past is still the next one to hold. */
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
 * The running stack with a component's arguments instead of the stack's own settings and register.
 * @param args exclusions in the form of the register, and the settings of a stack
 * @param options how to ask the component's provider
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

/**
 * The policies in the stack's last state, from the engine's backend. The stack's outputs aren't enough: they don't have a policy that was
 * imported, or that a failed run created.
 * @param name only policies with this name in the program
 */
async function ownPolicies(name?: string): Promise<OwnPolicies> {
  try {
    const stackName = `${pulumi.getOrganization()}/${pulumi.getProject()}/${pulumi.getStack()}`;
    const answer: unknown = await pulumi.runtime.invoke("pulumi:pulumi:readStackResourceOutputs", { stackName });
    const resources = asObject(asObject(answer)?.["outputs"]);
    if (resources === undefined) return { kind: "unreadable", because: "the engine's answer has no resources" };
    const wanted = Object.entries(resources).filter(([urn]) => name === undefined || urn.endsWith(`::${name}`));
    return { kind: "read", ids: wanted.flatMap(([, resource]) => policyIdIn(resource)) };
  } catch (error) {
    return { kind: "unreadable", because: error instanceof Error ? error.message : String(error) };
  }
}

function policyIdIn(resource: unknown): readonly string[] {
  const { type, outputs } = asObject(resource) ?? {};
  if (type !== POLICY_TYPE) return [];
  const { objectId, id } = asObject(outputs) ?? {};
  // A policy whose creation didn't finish may only have the path.
  return [(asText(objectId) ?? asText(id)?.split("/").at(-1) ?? "").toLowerCase()];
}

/** @throws RunError if there is something that can't be read: a folder, or a file without permission */
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
  if (day === undefined) throw new Error("this machine's clock shows a year without four digits");
  return day;
}

/**
 * An error that the engine prints unchanged. It has no stack trace, because nobody would see it. The SDK would still format it in colour,
 * and Node 20 needs ten seconds and three gigabytes for a stack trace through a scoped package.
 */
function errorWithoutStack(message: string): pulumi.RunError {
  const error = new pulumi.RunError(message);
  delete error.stack;
  return error;
}
