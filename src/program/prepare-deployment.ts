import { resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { asObject, at } from "../law/json/json-object";
import { deployedId } from "../law/json/resource-id";
import { EXCLUSION_KINDS, type ExclusionKind } from "../law/model/register";
import { bytesAt } from "../tenant/file/file-problem";
import { utcDay } from "../text/iso-date";
import { azureadDirectory, providersTenant } from "./directory";
import { type Approved, planDeployment, type RunningStack } from "./plan";
import { type OwnPolicies, POLICY_TYPE, portalLink } from "./stack-policy";

/**
 * Reads settings and register, asks the tenant, prints warnings and notes, and returns what to deploy.
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
    approved: plan.approved,
    outputs: outputsOf(plan.approved),
    /** The policy's page in the Entra admin center. */
    linkTo: (policyId: string) => portalLink(policyId, tenant),
  };
}

/** The enforcement, the number of entries of each kind, and the earliest review. A review in the past is still the next one to hold. */
function outputsOf({ settings: { enforcement }, register: { entries } }: Approved) {
  const count = (kind: ExclusionKind) => entries.filter((entry) => entry.kind === kind).length;
  return {
    enforcement,
    exclusions: Object.fromEntries(EXCLUSION_KINDS.map((kind) => [kind, count(kind)])) as Record<ExclusionKind, number>,
    nextReview: entries.map(({ reviewBy }) => reviewBy).sort()[0] ?? "none",
  };
}

/** The running stack: its configuration, the project's folder, the tenant, and the day (UTC). */
export function runningStack(): RunningStack {
  const config = pulumi.runtime.allConfig();
  return {
    settings: { project: pulumi.getProject(), stack: pulumi.getStack(), config },
    readFile: (path) => bytesAt(resolve(pulumi.getRootDirectory(), path)),
    directory: azureadDirectory({ environment: process.env, config }),
    ownPolicies,
    today: utcDay(new Date()),
  };
}

/**
 * The policies in the stack's last state, from the engine's backend. The stack's outputs aren't enough: they don't have a policy that was
 * imported, or that a failed run created.
 * @param name only policies with this name in the program
 */
export async function ownPolicies(name?: string): Promise<OwnPolicies> {
  try {
    const stackName = `${pulumi.getOrganization()}/${pulumi.getProject()}/${pulumi.getStack()}`;
    const answer: unknown = await pulumi.runtime.invoke("pulumi:pulumi:readStackResourceOutputs", { stackName });
    const resources = asObject(at(answer, ["outputs"]));
    if (resources === undefined) return { kind: "failed", problem: "the engine's answer has no resources" };
    const own = Object.entries(resources).filter(
      ([urn, one]) => at(one, ["type"]) === POLICY_TYPE && (name === undefined || urn.endsWith(`::${name}`)),
    );
    // A policy whose creation didn't finish may only have the path.
    const ids = own.map(([, one]) => deployedId(asObject(at(one, ["outputs"])) ?? {}) ?? "");
    return { kind: "read", value: ids.map((id) => id.toLowerCase()) };
  } catch (error) {
    return { kind: "failed", problem: error instanceof Error ? error.message : String(error) };
  }
}

/**
 * An error that the engine prints unchanged. It has no stack trace: the engine wouldn't print it, but the SDK would format it in colour,
 * and Node 20 needs ten seconds and three gigabytes for that if the trace leads through a scoped package.
 */
function errorWithoutStack(message: string): pulumi.RunError {
  const error = new pulumi.RunError(message);
  delete error.stack;
  return error;
}
