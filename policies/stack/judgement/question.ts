import type { Exemption } from "../../../src/law/model/register";
import type { Tenant } from "../../../src/law/model/tenant";
import { compare } from "../../../src/verifier/compare";
import { prove } from "../../../src/verifier/prove";
import type { Bypass, Unknown } from "../../../src/verifier/verdict";

/** Whether the tenant with the changes lets in somebody who is stopped without them. */
export interface NewAccess {
  /**
   * `closed`: certainly nobody. `open`: somebody, whatever unclear content of a closed tenant means, or with the unknown things of another
   * tenant at best. `unknown`: that depends on something unclear, or a bound was reached.
   */
  readonly kind: "closed" | "open" | "unknown";
  /** How they get in: for `open`, only the ways that make it so. */
  readonly ways: readonly Bypass[];
  /** Content that isn't understood, whether the answer depends on it or not, and bounds that were reached. */
  readonly unknowns: readonly Unknown[];
}

/** Who gets in after changes, and didn't before. @param exemptions people who may get in */
export function newlyLetIn(before: Tenant, after: Tenant, exemptions: readonly Exemption[]): NewAccess {
  const { kind, opened, unknowns } = compare(before, after, exemptions);
  const certain = opened.filter(({ atBest }) => atBest);
  if (certain.length > 0) return { kind: "open", ways: certain, unknowns };
  return { kind: kind === "unknown" || opened.length > 0 ? "unknown" : "closed", ways: opened, unknowns };
}

/** Who gets in, by all ways. This is what policies promise that carry the guarantee: nobody does. */
export function letIn(tenant: Tenant, exemptions: readonly Exemption[]): NewAccess {
  const { kind, bypasses, unknowns } = prove(tenant, exemptions);
  if (kind === "bypass") return { kind: "open", ways: bypasses.filter(({ certain }) => certain), unknowns };
  return { kind: kind === "proved" ? "closed" : "unknown", ways: bypasses, unknowns };
}
