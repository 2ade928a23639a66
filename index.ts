import * as azuread from "@pulumi/azuread";
import { prepareDeployment } from "./src/program";

const deployment = prepareDeployment();

const policy = deployment.then(
  ({ arguments: args }) => new azuread.ConditionalAccessPolicy("azure-management-mfa", args, { protect: true }),
);

export const policyId = policy.then(({ objectId }) => objectId);
export const enforcement = deployment.then(({ enforcement: state }) => state);
export const portalLink = deployment.then(async ({ linkTo }) => (await policy).objectId.apply(linkTo));
export const exclusions = deployment.then(({ exclusions: byKind }) => byKind);
export const nextReview = deployment.then(({ nextReview: day }) => day);
