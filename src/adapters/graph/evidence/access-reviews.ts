import { asObject, asText, type JsonObject } from "../../../json/json-object";
import type { AccessReview, Evidence } from "../../../model/evidence";
import { type EvidenceSource, listAt } from "./source";

/**
 * Access reviews: who is reviewed, and how often.
 * @see Microsoft Graph, "accessReviewScheduleDefinition" and "Configure the scope of your access review definition" (v1.0)
 */
export const readAccessReviews = (source: EvidenceSource): Evidence<readonly AccessReview[]> =>
  listAt(source, "accessReviews", (review) => {
    const id = asText(review["id"]);
    if (id === undefined) return undefined;
    const recurrence = asObject(asObject(review["settings"])?.["recurrence"]);
    return {
      id,
      displayName: asText(review["displayName"]),
      status: asText(review["status"]),
      queries: [...queriesIn(review["scope"]), ...queriesIn(review["instanceEnumerationScope"])],
      repeats: asText(asObject(recurrence?.["pattern"])?.["type"]),
      ...rangeOf(asObject(recurrence?.["range"])),
    };
  });

/** A scope is one query, or lists of such scopes for the people and for what they are in. */
function queriesIn(value: unknown): readonly string[] {
  const scope = asObject(value);
  const parts = [scope, ...scopesIn(scope, "principalScopes"), ...scopesIn(scope, "resourceScopes")];
  return parts.flatMap((part) => asText(part?.["query"]) ?? []);
}

const scopesIn = (scope: JsonObject | undefined, key: string): readonly (JsonObject | undefined)[] => {
  const list = scope?.[key];
  return Array.isArray(list) ? list.map(asObject) : [];
};

/** Graph writes the first day of the calendar where there is no last one. */
function rangeOf(range: JsonObject | undefined): Pick<AccessReview, "from" | "until"> {
  const ends = asText(range?.["type"])?.toLowerCase() !== "noend";
  return { from: asText(range?.["startDate"]), until: ends ? asText(range?.["endDate"]) : undefined };
}
