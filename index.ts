import * as azuread from "@pulumi/azuread";
import { AZURE_MANAGEMENT as WINDOWS_AZURE_SERVICE_MANAGEMENT_API } from "./src/law/model/ids";
import { prepareDeployment } from "./src/program/prepare-deployment";
import { POLICY_NAME } from "./src/program/stack-policy";

// A function, because settings, register and guards are judged before anything is declared.
module.exports = async () => {
  const { displayName, state, excluded, strength, signInFrequency, outputs, linkTo } = await prepareDeployment();

  const policy = new azuread.ConditionalAccessPolicy(
    POLICY_NAME,
    {
      displayName,
      state, // "enabled" or, unless the stack enforces, "enabledForReportingButNotEnforced"
      conditions: {
        clientAppTypes: ["all"],
        users: {
          includedUsers: ["All"],
          excludedUsers: excluded.users, // whom the exclusions register lists, and nobody else
          excludedGroups: excluded.groups,
        },
        applications: { includedApplications: [WINDOWS_AZURE_SERVICE_MANAGEMENT_API] },
      },
      // MFA by any method, or the authentication strength that the stack's settings name
      grantControls: strength ?? { operator: "OR", builtInControls: ["mfa"] },
      sessionControls: signInFrequency,
    },
    { protect: true },
  );

  return { policyId: policy.objectId, portalLink: policy.objectId.apply(linkTo), ...outputs };
};
