import type { IsoDate } from "../adapters/register";

/** What the policy asks of somebody who signs in. A strength is given by the id of its policy. */
export type RequiredGrant = { readonly kind: "mfa" } | { readonly kind: "strength"; readonly id: string };

/** How long a sign-in stays good. Entra takes 1 to 23 hours, or whole days. */
export type SignInFrequency = { readonly value: number; readonly period: "hours" | "days" };

export type Enforcement = "report-only" | "enforced";

/** The stack's settings, checked. */
export type Settings = {
  readonly enforcement: Enforcement;
  /** The register's path as written, relative to the project's folder. */
  readonly exclusions: string;
  readonly grant: RequiredGrant;
  readonly displayName: string;
  /** `undefined`: the tenant's default applies. */
  readonly signInFrequency: SignInFrequency | undefined;
  /** The day that reviews are judged on; `undefined`: today. */
  readonly asOf: IsoDate | undefined;
};
