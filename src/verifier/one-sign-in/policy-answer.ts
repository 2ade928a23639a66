import type { Reason } from "../../law/evaluate";
import type { Circumstances, Dimension } from "../../law/model/dimensions";
import type { Truth } from "../../law/model/truth";
import type { NamingPolicy } from "./ways-named";

/** Whether a policy applies to a sign-in; *depends*: on what isn't given, or isn't known; *unclear*: on content that isn't understood. */
export type Applies = Truth | "depends";

/** One condition of a policy: met, not met, *depends* on what isn't given, or unclear for content that isn't understood. */
export interface JudgedCondition {
  readonly dimension: Dimension;
  readonly met: Applies;
  /** A sign-in that doesn't meet it, where there is one. */
  readonly missedBy: Circumstances | undefined;
}

/** What one policy makes of the sign-in. */
export interface PolicyAnswer extends NamingPolicy {
  readonly applies: Applies;
  /** The first thing about it by which it doesn't apply; its state and its grant don't count here. */
  readonly because: Reason | undefined;
  readonly conditions: readonly JudgedCondition[];
  /** Whether it stops a sign-in that it applies to: it is enforced, and its grant can't be met without MFA. */
  readonly canStop: Truth;
}
