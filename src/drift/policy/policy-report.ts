import type { JsonObject } from "../../law/json/json-object";
import type { Problem } from "../problem";
import type { Difference } from "./differences";
import type { Noise } from "./noise";
import type { GraphRequest, Repair } from "./repair";

/** What `pulumi up` does about a policy that is gone: nobody knows where the preview doesn't show it. */
export type Recreation = "up" | "refused" | "notShown";

/** A difference with what becomes of it. */
export type JudgedDifference = Difference & {
  readonly repair: Repair;
  /**
   * `code`: the tenant still has what was deployed last; the code has changed and isn't deployed yet. `unknown`: the state has the
   * tenant's value from a refresh, so that either may have changed.
   */
  readonly changed: "tenant" | "code" | "unknown";
  /** v1.0 of Graph doesn't show it. */
  readonly onlyInBeta: boolean;
};

type Identity = {
  /** In the program. */
  readonly name: string;
  /** In Graph; `undefined` where the stack doesn't know one. */
  readonly id: string | undefined;
  readonly displayName: string;
};

/** What came out for one policy of the stack. */
export type PolicyReport = Identity &
  (
    | {
        readonly kind: "compared";
        readonly tenant: JsonObject;
        readonly code: JsonObject;
        readonly differences: readonly JudgedDifference[];
        readonly noise: readonly Noise[];
        /** Puts right what differs; `undefined` when nothing does. */
        readonly request: GraphRequest | undefined;
        /** What its strength has come to, when that is no MFA any more. */
        readonly weakStrength: string | undefined;
        readonly problems: readonly Problem[];
      }
    | { readonly kind: "deleted"; readonly code: JsonObject; readonly recreation: Recreation }
    /** The stack has deployed it, and the code doesn't have it any more. */
    | { readonly kind: "undeclared" }
    | { readonly kind: "unknown"; readonly problem: Problem }
  );
