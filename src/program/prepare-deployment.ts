import * as azuread from "@pulumi/azuread";
import * as pulumi from "@pulumi/pulumi";
import type { ExclusionKind } from "../adapters/register";
import { type Plan, planDeployment } from "./plan";
import { refusal } from "./refusal";
import type { Enforcement } from "./settings";
import { exclusionsByKind, nextReview, portalLink } from "./summary";
import { surroundings } from "./surroundings";

/** What `index.ts` declares and exports. */
type Deployment = {
  readonly arguments: azuread.ConditionalAccessPolicyArgs;
  readonly outputs: {
    readonly enforcement: Enforcement;
    readonly exclusions: Readonly<Record<ExclusionKind, number>>;
    readonly nextReview: string;
  };
  /** The policy's page in the Entra admin center. */
  readonly linkTo: (policyId: string) => string;
};

/**
 * Reads settings and register, asks the tenant, says what there is to say, and hands over what to deploy.
 * @throws RunError, which the engine prints without a stack, when the deployment is refused
 */
export async function prepareDeployment(): Promise<Deployment> {
  const plan = await planDeployment(surroundings());
  for (const warning of plan.warnings) await pulumi.log.warn(warning);
  if (plan.kind === "refuse") throw refusal(plan.message);
  for (const note of plan.notes) await pulumi.log.info(note);
  return deploymentOf(plan, await tenantId());
}

function deploymentOf({ settings, register, arguments: args }: Plan, tenant: string | undefined): Deployment {
  return {
    arguments: args,
    outputs: {
      enforcement: settings.enforcement,
      exclusions: exclusionsByKind(register),
      nextReview: nextReview(register),
    },
    linkTo: (policyId) => portalLink(policyId, tenant),
  };
}

/** Only the portal link needs it, and that does without. */
async function tenantId(): Promise<string | undefined> {
  try {
    return (await azuread.getClientConfig()).tenantId;
  } catch {
    return undefined;
  }
}
