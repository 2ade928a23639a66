import * as azuread from "@pulumi/azuread";
import { prepareDeployment } from "./src/program/prepare-deployment";

// A function, because settings and guards are judged before anything is declared.
module.exports = async () => {
  const { arguments: args, outputs, linkTo } = await prepareDeployment();
  const policy = new azuread.ConditionalAccessPolicy("azure-management-mfa", args, { protect: true });
  return { policyId: policy.objectId, portalLink: policy.objectId.apply(linkTo), ...outputs };
};
