/** The objects that a policy is made of, by their paths; `""` is the policy itself. Anything else in it is one value. */
export const POLICY_OBJECTS: ReadonlySet<string> = new Set([
  "",
  "conditions",
  "conditions.users",
  "conditions.applications",
  "conditions.platforms",
  "conditions.locations",
  "conditions.devices",
  "conditions.authenticationFlows",
  "grantControls",
  "sessionControls",
]);
