import { type Properties, type Resource, UNRESOLVED } from "../../../policies/stack/objects/resource";
import { AZURE_MANAGEMENT } from "./ids";
import { aResource } from "./stacks";

interface Parts {
  readonly state?: unknown;
  readonly displayName?: unknown;
  readonly users?: Properties;
  readonly applications?: Properties;
  readonly conditions?: Properties;
  readonly grantControls?: unknown;
}

/** Arguments of a policy that proves by itself, but for what is said otherwise. */
export const policyArguments = ({ users, applications, conditions, ...rest }: Parts = {}): Properties => ({
  displayName: "Require MFA for Azure management",
  state: "enabled",
  conditions: {
    clientAppTypes: ["all"],
    users: { includedUsers: ["All"], ...users },
    applications: { includedApplications: [AZURE_MANAGEMENT], ...applications },
    ...conditions,
  },
  grantControls: { operator: "OR", builtInControls: ["mfa"] },
  ...rest,
});

export const aPolicy = (parts: Parts = {}, rest: Partial<Resource> = {}): Resource =>
  aResource("ConditionalAccessPolicy", policyArguments(parts), rest);

/** The stack owns the guarantee with one policy. */
export const IN_STACK = { "no-mfa-bypass": { baseline: "in-stack", carriers: ["azure-management-mfa"] } };

/** A policy that leaves out groups of the same stack, whose ids aren't known yet. */
export const leavingOut = (...groups: readonly Resource[]): Resource =>
  aPolicy(
    { users: { excludedGroups: groups.map(() => UNRESOLVED) } },
    { sources: { conditions: groups.map(({ urn }) => urn) } },
  );

/** A policy that asks for an authentication strength by its id. */
export const askingFor = (strength: string): Resource =>
  aPolicy({
    grantControls: {
      operator: "OR",
      authenticationStrengthPolicyId: `/policies/authenticationStrengthPolicies/${strength}`,
    },
  });
