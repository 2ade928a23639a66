import type * as azuread from "@pulumi/azuread";
import type { Register } from "../adapters/register/register";
import type { RequiredGrant, Settings, SignInFrequency } from "./settings";

/** Windows Azure Service Management API in the commercial cloud; Azure Government has another application. */
const AZURE_MANAGEMENT = "797f4846-ba00-4fd7-ba43-dac1f8f63013";

type PolicyArguments = azuread.ConditionalAccessPolicyArgs;

const STATES = { enforced: "enabled", "report-only": "enabledForReportingButNotEnforced" } as const;

/**
 * The policy that the settings and the register ask for: everybody, the management API, every client, and nothing that
 * narrows it but the declared exclusions. An overdue entry stays excluded, since taking somebody out silently could lock
 * them out; the policy pack rejects it instead.
 */
export function policyArguments(settings: Settings, register: Register): PolicyArguments {
  const excludedUsers = excludedIds(register, "user");
  const excludedGroups = excludedIds(register, "group");
  return {
    displayName: settings.displayName,
    state: STATES[settings.enforcement],
    conditions: {
      clientAppTypes: ["all"],
      users: {
        includedUsers: ["All"],
        ...(excludedUsers.length > 0 && { excludedUsers }),
        ...(excludedGroups.length > 0 && { excludedGroups }),
      },
      applications: { includedApplications: [AZURE_MANAGEMENT] },
    },
    grantControls: grantControls(settings.grant),
    ...(settings.signInFrequency && { sessionControls: sessionControls(settings.signInFrequency) }),
  };
}

/** Sorted, so that the order of the register's entries changes nothing in the tenant. */
function excludedIds({ entries }: Register, kind: "user" | "group"): string[] {
  return entries.flatMap(({ principal }) => (principal.kind === kind ? [principal.id] : [])).sort();
}

function grantControls(grant: RequiredGrant): PolicyArguments["grantControls"] {
  switch (grant.kind) {
    case "mfa":
      return { operator: "OR", builtInControls: ["mfa"] };
    case "strength":
      return { operator: "OR", authenticationStrengthPolicyId: `/policies/authenticationStrengthPolicies/${grant.id}` };
  }
}

function sessionControls({ value, period }: SignInFrequency): PolicyArguments["sessionControls"] {
  return { signInFrequency: value, signInFrequencyPeriod: period, signInFrequencyInterval: "timeBased" };
}
