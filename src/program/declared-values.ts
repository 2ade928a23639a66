import type { Register } from "../law/model/register";
import type { Settings } from "./settings";

const STATES = { enforced: "enabled", "report-only": "enabledForReportingButNotEnforced" } as const;

/** What `index.ts` fills into the policy that it declares, in the azuread provider's words. */
export type DeclaredValues = ReturnType<typeof declaredValues>;

/**
 * What the settings and the register say about the policy. An overdue entry stays excluded, since taking somebody out
 * silently could lock them out; the policy pack rejects it instead.
 */
export function declaredValues({ displayName, enforcement, grant, signInFrequency }: Settings, register: Register) {
  return {
    displayName,
    state: STATES[enforcement],
    excluded: { users: excludedIds(register, "user"), groups: excludedIds(register, "group") },
    /** `undefined`: MFA by any method is enough. */
    strength: grant.kind === "mfa" ? undefined : requiredStrength(grant.id),
    /** `undefined`: the tenant's default applies. */
    signInFrequency: signInFrequency && {
      signInFrequency: signInFrequency.value,
      signInFrequencyPeriod: signInFrequency.period,
      signInFrequencyInterval: "timeBased",
    },
  };
}

/** Sorted, so that the order of the register's entries changes nothing in the tenant; `undefined`, which declares nothing, without any. */
function excludedIds({ entries }: Register, kind: "user" | "group"): string[] | undefined {
  const ids = entries.flatMap(({ principal }) => (principal.kind === kind ? [principal.id] : [])).sort();
  return ids.length > 0 ? ids : undefined;
}

const requiredStrength = (id: string) => ({
  operator: "OR",
  authenticationStrengthPolicyId: `/policies/authenticationStrengthPolicies/${id}`,
});
