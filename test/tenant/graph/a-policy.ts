import type { NotUnderstood } from "../../../src/law/model/truth";

/** A Graph policy that asks everybody for MFA at the Azure management API; tests say only what they change. */
export const aPolicy = (changes: Record<string, unknown> = {}, conditions: Record<string, unknown> = {}) => ({
  id: "eeeeeeee-0000-4000-8000-000000000001",
  displayName: "MFA for Azure management",
  state: "enabled",
  sessionControls: null,
  conditions: {
    clientAppTypes: ["all"],
    applications: { includeApplications: ["797f4846-ba00-4fd7-ba43-dac1f8f63013"] },
    users: { includeUsers: ["All"] },
    ...conditions,
  },
  grantControls: { operator: "OR", builtInControls: ["mfa"] },
  ...changes,
});

/** A value that isn't known before deployment. */
export const LATER = Symbol("known only after deployment");

/** Notes as short as they can be compared: `field: why`. */
export const inShort = (notes: readonly NotUnderstood[]): readonly string[] =>
  notes.map(({ field, why }) => `${field}: ${why}`);
