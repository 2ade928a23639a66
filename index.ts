import * as azuread from "@pulumi/azuread";
import { type CustomResourceOptions, mergeOptions } from "@pulumi/pulumi";
import { AZURE_MANAGEMENT as WINDOWS_AZURE_SERVICE_MANAGEMENT_API } from "./src/law/model/ids";
import type { Register } from "./src/law/model/register";
import type { Approved } from "./src/program/plan";
import { prepareDeployment } from "./src/program/prepare-deployment";
import { POLICY_NAME } from "./src/program/stack-policy";

/** Declares the policy, after settings, register and guards were checked. */
function declarePolicy(name: string, { settings, register }: Approved, options: CustomResourceOptions = {}) {
  const { displayName, enforcement, grant, signInFrequencyHours: frequency } = settings;
  return new azuread.ConditionalAccessPolicy(
    name,
    {
      displayName,
      state: enforcement === "enforced" ? "enabled" : "enabledForReportingButNotEnforced",
      conditions: {
        clientAppTypes: ["all"],
        users: {
          includedUsers: ["All"],
          excludedUsers: idsIn(register, "user"), // the users of the exclusions register, and nobody else
          excludedGroups: idsIn(register, "group"),
        },
        applications: { includedApplications: [WINDOWS_AZURE_SERVICE_MANAGEMENT_API] },
      },
      // MFA by any method, or the authentication strength that the stack's settings name
      grantControls:
        grant.kind === "mfa"
          ? { operator: "OR", builtInControls: ["mfa"] }
          : { operator: "OR", authenticationStrengthPolicyId: `/policies/authenticationStrengthPolicies/${grant.id}` },
      // Without a frequency, the tenant's default applies
      sessionControls: frequency && {
        signInFrequency: frequency.value,
        signInFrequencyPeriod: frequency.period,
        signInFrequencyInterval: "timeBased",
      },
    },
    mergeOptions({ protect: true }, options),
  );
}

/**
 * The ids of the register's users or groups, sorted, so that the order of entries changes nothing in the tenant. `undefined` declares
 * none. An overdue entry stays excluded: removing someone silently could lock them out. The policy pack rejects the entry instead.
 */
function idsIn({ entries }: Register, kind: "user" | "group"): string[] | undefined {
  const ids = entries.flatMap(({ principal }) => (principal.kind === kind ? [principal.id] : [])).sort();
  return ids.length > 0 ? ids : undefined;
}

/** The program of this project's stacks. In your own stack, use the component in `component.ts`. */
const program = async () => {
  const { approved, outputs, linkTo } = await prepareDeployment();
  const policy = declarePolicy(POLICY_NAME, approved);
  return { policyId: policy.objectId, portalLink: policy.objectId.apply(linkTo), ...outputs };
};

/** What the component uses from this file. */
export type Program = { readonly declarePolicy: typeof declarePolicy };

module.exports = Object.assign(program, { declarePolicy } satisfies Program);
