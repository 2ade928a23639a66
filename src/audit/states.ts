import type { Enforcement } from "../law/model/policy";

/** What a policy is by its state: to go after *is*. */
export const STATES: { readonly [K in Enforcement["kind"]]: string } = {
  enforced: "on",
  reportOnly: "report-only",
  off: "off",
  notUnderstood: "in a state that isn't understood",
};
