import type { Truth } from "../law/model/truth";

/** Whether something of a policy is met. *depends*: on what the record doesn't say, or the tenant file doesn't know. */
export type Met = Truth | "depends";

/** What holds in all of the cases; *depends* where it differs from one to the next, or there is none. */
export function inAllCases(cases: readonly Met[]): Met {
  const [first = "depends", ...others] = new Set(cases);
  return others.length > 0 ? "depends" : first;
}
