/** Where a field stands in the policy's form of the Entra admin center, and what to set it to when the code says nothing. */
const PLACES: readonly (readonly [field: RegExp, place: string])[] = [
  [/^conditions\.insiderRiskLevels$/, "Conditions > Insider risk > Configure: No"],
  [/^conditions\.agentIdRiskLevels$/, "Conditions > Agent risk > Configure: No"],
  [/^conditions\.applications\.applicationFilter$/, "Target resources > Edit filter > Configure: No"],
  [
    /^conditions\.applications\.includeAuthenticationContextClassReferences$/,
    "Target resources > Select what this policy applies to: Resources, instead of Authentication context",
  ],
  [
    /^conditions\.clientApplications$/,
    "Users or agents (workload identities) > What does this policy apply to: Users and groups",
  ],
  [
    /^grantControls\.authenticationStrength$/,
    "Grant > clear `Require authentication strength`, then set what the code says",
  ],
  [/^state$/, "Enable policy: On, Off or Report-only, as the code says"],
  [/^conditions\.users\./, "Users > Include and Exclude, as the code says"],
  [/^conditions\.applications\./, "Target resources, as the code says"],
  [/^conditions\.locations/, "Network > Configure, as the code says"],
  [/^conditions\./, "Conditions, as the code says, if the form shows the field"],
  [/^grantControls\./, "Grant, as the code says, if the form shows the field"],
  [/^sessionControls\./, "Session, as the code says, if the form shows the field"],
];

/** The place in the form, from the policy's page on; the general one for fields that nobody has described. */
export function portalStep(path: string): string {
  return PLACES.find(([field]) => field.test(path))?.[1] ?? "the form may not show this field: use the request below";
}
