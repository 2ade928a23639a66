import type { Register } from "../law/model/register";
import type { Settings, SignInFrequency } from "./settings";

/** What `index.ts` fills into the policy that it declares, in the azuread provider's words. */
export type DeclaredValues = {
  readonly displayName: string;
  readonly state: (typeof STATES)[Settings["enforcement"]];
  /** Object ids, sorted. `undefined`, which declares nothing, where the register has none of the kind. */
  readonly excluded: { readonly users: string[] | undefined; readonly groups: string[] | undefined };
  /** `undefined`: MFA by any method is enough. */
  readonly strength: ReturnType<typeof requiredStrength>;
  /** `undefined`: the tenant's default applies. */
  readonly signInFrequency: ReturnType<typeof askAgainAfter> | undefined;
};

const STATES = { enforced: "enabled", "report-only": "enabledForReportingButNotEnforced" } as const;

/**
 * What the settings and the register say about the policy. An overdue entry stays excluded, since taking somebody out
 * silently could lock them out; the policy pack rejects it instead.
 */
export function declaredValues(settings: Settings, register: Register): DeclaredValues {
  return {
    displayName: settings.displayName,
    state: STATES[settings.enforcement],
    excluded: { users: excludedIds(register, "user"), groups: excludedIds(register, "group") },
    strength: requiredStrength(settings.grant),
    signInFrequency: settings.signInFrequency && askAgainAfter(settings.signInFrequency),
  };
}

/** Sorted, so that the order of the register's entries changes nothing in the tenant. */
function excludedIds({ entries }: Register, kind: "user" | "group"): string[] | undefined {
  const ids = entries.flatMap(({ principal }) => (principal.kind === kind ? [principal.id] : [])).sort();
  return ids.length > 0 ? ids : undefined;
}

function requiredStrength(grant: Settings["grant"]) {
  if (grant.kind === "mfa") return undefined;
  return { operator: "OR", authenticationStrengthPolicyId: `/policies/authenticationStrengthPolicies/${grant.id}` };
}

const askAgainAfter = ({ value, period }: SignInFrequency) => ({
  signInFrequency: value,
  signInFrequencyPeriod: period,
  signInFrequencyInterval: "timeBased",
});
