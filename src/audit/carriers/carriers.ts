import type { Policy } from "../../law/model/policy";
import type { Facet } from "./facet";

/**
 * The policies that the steps of an audit are about.
 *
 * *carry*: the smallest set with which the control is proved. *nearest*: it isn't, and these would carry it if the parts in
 * `wrong` were as they should be: no change that goes less far from what the policies are meant to do makes any of them carry it. *none*: no policy asks for MFA, and
 * none is about the API by name.
 */
export type Carriers =
  | { readonly kind: "carry"; readonly policies: readonly Policy[] }
  | {
      readonly kind: "nearest";
      readonly policies: readonly Policy[];
      readonly wrong: readonly WrongFacet[];
    }
  | { readonly kind: "none"; readonly policies: readonly [] };

/** A part that isn't as it should be, and in which of the policies. */
export interface WrongFacet {
  readonly facet: Facet;
  /** Whether it is wrong for certain, or hangs on content that isn't understood. */
  readonly certain: boolean;
  readonly policies: readonly Policy[];
  /** Another part that is wrong too: either may be mended, and the other one stay. */
  readonly insteadOf?: Facet;
}
