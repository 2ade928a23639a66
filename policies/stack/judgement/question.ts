import type { Exemption } from "../../../src/law/model/register";
import type { Tenant } from "../../../src/law/model/tenant";
import { compare } from "../../../src/verifier/compare";
import { prove } from "../../../src/verifier/prove";
import type { Bypass, Unknown } from "../../../src/verifier/verdict";

/** A tenant without some changes, and with them. */
export interface PlannedChange {
  /** `closed`: it lets nobody in. This is what policies promise that carry the guarantee. */
  readonly before: Tenant | "closed";
  readonly after: Tenant;
}

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

/**
 * The one question of the pack: does the tenant with the changes let in somebody new?
 * @param exemptions people who may get in
 */
export function newlyLetIn({ before, after }: PlannedChange, exemptions: readonly Exemption[]): NewAccess {
  if (before === "closed") return letIn(after, exemptions);
  const { kind, opened, unknowns } = compare(before, after, exemptions);
  const certain = opened.filter(({ atBest }) => atBest);
  if (certain.length > 0) return { kind: "open", ways: certain, unknowns };
  return { kind: kind === "unknown" || opened.length > 0 ? "unknown" : "closed", ways: opened, unknowns };
}

/** Everybody who gets in is new. This costs less than a comparison, and shows all ways in. */
function letIn(tenant: Tenant, exemptions: readonly Exemption[]): NewAccess {
  const { kind, bypasses, unknowns } = prove(tenant, exemptions);
  if (kind === "bypass") return { kind: "open", ways: bypasses.filter(({ certain }) => certain), unknowns };
  return { kind: kind === "proved" ? "closed" : "unknown", ways: bypasses, unknowns };
}
