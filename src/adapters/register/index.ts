export type { RegisterSource } from "./decode-bytes";
export { aYearAfter, type IsoDate, isoDate } from "./iso-date";
export { nearestWord } from "./nearest-word";
export { objectId } from "./object-id";
export { type Place, renderRemark } from "./place";
export { printable, quoted } from "./printable";
export { readRegister } from "./read-register";
export {
  EXCLUSION_KINDS,
  type ExcludedPrincipal,
  type ExclusionKind,
  type Register,
  type RegisterEntry,
} from "./register";
export { type RegisterError, type RegisterErrorCode, renderRegisterError } from "./register-error";
export { type NonEmpty, type Result, resultOf } from "./result";
export { findOverdue, findTooFarAhead, type ReviewFinding, renderReviewFinding } from "./review-findings";
