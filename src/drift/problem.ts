import type { Advice, Finding, Location } from "../law/model/finding";
import type { TenantProblemCode } from "../tenant/live/tenant-problem";

/** What keeps the drift check from telling something, beside what the tenant doesn't say. */
export type ProblemCode =
  | "no-project"
  | "no-engine"
  | "engine-failed"
  | "preview-failed"
  | "settings-unusable"
  | "register-unusable"
  | "no-policy"
  | "not-in-preview"
  | "not-in-state"
  | "contradiction"
  | "value-not-shown"
  | "change-not-explained"
  | "status-not-shown"
  | "tenant-misshapen";

/** Why something could not be told, and what to do about it. */
export type Problem = Finding<ProblemCode | TenantProblemCode>;

/** @param primary what couldn't be told, where that is one thing */
export const problemOf = (code: ProblemCode, { message, help }: Advice, primary?: Location): Problem => ({
  code,
  severity: "error",
  message,
  primary,
  related: [],
  help,
});

/** Something that was read, or the reason why not. */
export type Read<T> =
  | { readonly kind: "read"; readonly value: T }
  | { readonly kind: "failed"; readonly problem: Problem };
