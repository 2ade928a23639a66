import type { StepNumber } from "../../../src/audit/check";

/**
 * What the audit of a tenant must say, decided by hand from what the tenant is made to show, the benchmark's steps and the four
 * beyond them. A step that isn't mentioned passes.
 */
export interface ExpectedAudit {
  readonly outcome: "compliant" | "not compliant" | "not settled";
  /** Steps that fail, each with the display names of the policies that it must name. */
  readonly failed: Named;
  readonly unknown: Named;
  readonly notApplicable: readonly StepNumber[];
}

type Named = { readonly [N in StepNumber]?: readonly string[] };

/** The steps that look at a policy: where none asks for MFA, there is nothing to ask them of. */
const OF_A_POLICY: readonly StepNumber[] = [5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

/** Of what may be read nothing says which licences there are, so whether Conditional Access is licensed isn't known. */
const NO_LICENCES: Named = { 3: [] };

/** Every step passes. */
export const COMPLIANT: ExpectedAudit = { outcome: "compliant", failed: {}, unknown: {}, notApplicable: [] };

/** Proved, and every step passes but for the licence. */
export const PROVED: ExpectedAudit = { outcome: "not settled", failed: {}, unknown: NO_LICENCES, notApplicable: [] };

/** Somebody gets in: these steps fail. */
export const hole = (failed: Named, unknown: Named = {}): ExpectedAudit => ({
  outcome: "not compliant",
  failed,
  unknown: { ...NO_LICENCES, ...unknown },
  notApplicable: [],
});

/** Somebody may get in: these steps depend on what isn't understood. */
export const unsettled = (unknown: Named): ExpectedAudit => ({ ...PROVED, unknown: { ...NO_LICENCES, ...unknown } });

/** There is no policy for the control at all. */
export const NO_POLICY: ExpectedAudit = { ...hole({ 4: [] }), notApplicable: OF_A_POLICY };
