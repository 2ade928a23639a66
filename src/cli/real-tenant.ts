import type { OptionSpecs } from "./command";

/**
 * For what reads a live tenant. Such a command always asks the one that the environment or `az login` leads to; where a wrapper would
 * choose another, a tenant to try it on, this says not to.
 */
export const REAL_OPTION = {
  real: { kind: "switch", help: "ask the tenant that az login is signed in to" },
} as const satisfies OptionSpecs;
