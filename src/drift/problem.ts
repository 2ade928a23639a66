import type { Advice } from "../law/model/finding";
import type { TenantProblemCode } from "../tenant/live/tenant-problem";

/** Why something could not be decided, and what to do about it; with a code where the tenant doesn't say it. */
export type Problem = Advice & { readonly code?: TenantProblemCode };

/** Something that was read, or the reason why not. */
export type Read<T> =
  | { readonly kind: "read"; readonly value: T }
  | { readonly kind: "failed"; readonly problem: Problem };
