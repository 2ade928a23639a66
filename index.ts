import * as azuread from "@pulumi/azuread";
import { type CustomResourceOptions, mergeOptions } from "@pulumi/pulumi";
import { AZURE_MANAGEMENT as WINDOWS_AZURE_SERVICE_MANAGEMENT_API } from "./src/law/model/ids";
import type { DeclaredValues } from "./src/program/plan";
import { prepareDeployment } from "./src/program/prepare-deployment";
import { POLICY_NAME } from "./src/program/stack-policy";

/** Declares the policy, after settings, register and guards were checked. */
function declarePolicy(name: string, values: DeclaredValues, options: CustomResourceOptions = {}) {
  const { displayName, state, excluded, strength, signInFrequency } = values;
  return new azuread.ConditionalAccessPolicy(
    name,
    {
      displayName,
      state, // "enabled" or, unless the stack enforces, "enabledForReportingButNotEnforced"
      conditions: {
        clientAppTypes: ["all"],
        users: {
          includedUsers: ["All"],
          excludedUsers: excluded.users, // the users of the exclusions register, and nobody else
          excludedGroups: excluded.groups,
        },
        applications: { includedApplications: [WINDOWS_AZURE_SERVICE_MANAGEMENT_API] },
      },
      // MFA by any method, or the authentication strength that the stack's settings name
      grantControls: strength ?? { operator: "OR", builtInControls: ["mfa"] },
      sessionControls: signInFrequency,
    },
    mergeOptions({ protect: true }, options),
  );
}

/** The program of this project's stacks. In your own stack, use the component in `component.ts`. */
const program = async () => {
  const { values, outputs, linkTo } = await prepareDeployment();
  const policy = declarePolicy(POLICY_NAME, values);
  return { policyId: policy.objectId, portalLink: policy.objectId.apply(linkTo), ...outputs };
};

/** What the component uses from this file. */
export type Program = { readonly declarePolicy: typeof declarePolicy };

module.exports = Object.assign(program, { declarePolicy } satisfies Program);
