import { asText } from "../../../law/json/json-object";
import type { AccessReview, Evidence } from "../../../law/model/evidence";
import { runOf } from "./review-run";
import { reviewedBy } from "./review-scope";
import { type EvidenceSource, listAt } from "./source";

/**
 * Access reviews: who is reviewed, and when.
 * @see Microsoft Graph, "accessReviewScheduleDefinition" (v1.0)
 */
export const readAccessReviews = (source: EvidenceSource): Evidence<readonly AccessReview[]> =>
  listAt(source, "accessReviews", (review) => {
    const id = asText(review["id"]);
    if (id === undefined) return undefined;
    return {
      id,
      displayName: asText(review["displayName"]),
      reviewed: reviewedBy(review["scope"], review["instanceEnumerationScope"]),
      run: runOf(review),
    };
  });
