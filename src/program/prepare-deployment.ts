import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import type { ExclusionKind } from "../law/model/register";
import { isoDate } from "../text/iso-date";
import { printable } from "../text/printable";
import type { DeclaredValues } from "./declared-values";
import { azureadDirectory, providersTenant } from "./directory";
import { ownPolicies } from "./own-policies";
import { type Plan, planDeployment, type RunningStack } from "./plan";
import type { Enforcement } from "./settings";
import { exclusionsByKind, nextReview, portalLink } from "./stack-outputs";

/** What `index.ts` fills into the policy that it declares, and what it puts out. */
type Deployment = {
  readonly values: DeclaredValues;
  readonly outputs: {
    readonly enforcement: Enforcement;
    readonly exclusions: Readonly<Record<ExclusionKind, number>>;
    readonly nextReview: string;
  };
  /** The policy's page in the Entra admin center. */
  readonly linkTo: (policyId: string) => string;
};

/**
 * Reads settings and register, asks the tenant, says what there is to say, and hands over the values of the policy.
 * @param options how the provider is asked, where it isn't the stack's default one
 * @throws RunError, which the engine prints without a stack, when the deployment is refused
 */
export async function prepareDeployment(
  stack: RunningStack = runningStack(),
  options?: pulumi.InvokeOptions,
): Promise<Deployment> {
  const plan = await planDeployment(stack);
  for (const warning of plan.warnings) await pulumi.log.warn(warning);
  if (plan.kind === "refuse") throw errorWithoutStack(plan.message);
  for (const note of plan.notes) await pulumi.log.info(note);
  return deploymentOf(plan, await providersTenant(options));
}

function deploymentOf({ settings, register, values }: Plan, tenant: string | undefined): Deployment {
  return {
    values,
    outputs: {
      enforcement: settings.enforcement,
      exclusions: exclusionsByKind(register),
      nextReview: nextReview(register),
    },
    linkTo: (policyId) => portalLink(policyId, tenant),
  };
}

/** The running stack: its configuration, the project's folder, the tenant, and the day (UTC). */
export function runningStack(): RunningStack {
  const config = pulumi.runtime.allConfig();
  return {
    settings: { project: pulumi.getProject(), stack: pulumi.getStack(), config },
    readFile: (path) => readIfThere(resolve(pulumi.getRootDirectory(), path)),
    directory: azureadDirectory({ environment: process.env, config }),
    ownPolicies,
    today: today(),
  };
}

/** @throws RunError when something is there that can't be read: a folder, or a file without the permission */
function readIfThere(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw errorWithoutStack(
      `${printable(path)} can't be read (${code}): the setting \`exclusions\` must name a readable file`,
    );
  }
}

function today() {
  const day = isoDate(new Date().toISOString().slice(0, 10));
  if (!day) throw new Error("this machine's clock shows a year that has no four digits");
  return day;
}

/**
 * An error that the engine prints as it stands. It has no stack: nobody would see it, but the SDK formats it in colour
 * for its trace, and Node 20 takes ten seconds and three gigabytes over a stack that leads through a scoped package.
 */
export function errorWithoutStack(message: string): pulumi.RunError {
  const error = new pulumi.RunError(message);
  delete error.stack;
  return error;
}
