import { asObject, asText, isAbsent, type JsonObject } from "../../law/json/json-object";
import type { AccessReview, Reviewed, ReviewRun } from "../../law/model/evidence";
import { groupId } from "../../law/model/ids";
import { type IsoDate, isoDate } from "../../text/iso-date";

/** Reads an access review; `undefined` if it has no id. @see Microsoft Graph, "accessReviewScheduleDefinition", "patternedRecurrence", "recurrenceRange" (v1.0; read 2026-11) */
export function accessReviewOf(review: JsonObject): AccessReview | undefined {
  const id = asText(review["id"]);
  if (id === undefined) return undefined;
  const recurrence = asObject(asObject(review["settings"])?.["recurrence"]);
  const range = asObject(recurrence?.["range"]);
  return {
    id,
    displayName: asText(review["displayName"]),
    reviewed: reviewedBy(review["scope"], review["instanceEnumerationScope"]),
    run: {
      isGoingOn: GOING_ON.includes(asText(review["status"])?.toLowerCase() ?? ""),
      isRecurring: asObject(recurrence?.["pattern"]) !== undefined,
      from: dayOf(range?.["startDate"]),
      until: range && lastDay(range),
    },
  };
}

const GOING_ON: readonly string[] = ["starting", "inprogress", "completing", "autoreviewing"];

const dayOf = (value: unknown): IsoDate | undefined => isoDate(asText(value)?.slice(0, 10) ?? "");

/** The last day of a range, by its type. If a range has no end, Graph writes a day far ahead or the first day of the calendar. */
function lastDay(range: JsonObject): ReviewRun["until"] {
  const type = asText(range["type"])?.toLowerCase();
  if (type === "enddate") return dayOf(range["endDate"]) ?? "not known";
  return type === "noend" || (isAbsent(range["type"]) && isAbsent(range["endDate"])) ? undefined : "not known";
}

/**
 * The groups that an access review covers, and which of their members; nothing for roles, access packages and the like. Only a plain query for the members of one group covers all of them.
 * @see Microsoft Graph, "Configure the scope of your access review" (v1.0; read 2026-11), whose thirteen examples these are
 */
function reviewedBy(scope: unknown, instances: unknown): readonly Reviewed[] {
  const { "@odata.type": type, query, inactiveDuration, ...rest } = asObject(scope) ?? {};
  const [, id = "", list] = WHOLE_GROUP.exec((asText(query) ?? "").toLowerCase()) ?? [];
  const isOfInactive = inactiveDuration !== undefined || /inactive/i.test(String(type));
  if (list !== undefined && !isOfInactive)
    return [{ kind: "members", group: groupId(id), people: list === "members" ? "direct" : "all" }];
  const text = JSON.stringify([query, rest, instances]).toLowerCase();
  const groups = text.match(/(?<=\/groups\/)[0-9a-f-]{36}(?![0-9a-f-])/g) ?? [];
  if (groups.length > 0) return groups.map((one) => ({ kind: "members", group: groupId(one), people: "some" }));
  // A query for several groups isn't resolved. If it covers a part of their members, no group is reviewed as a whole.
  const isElsewhere = ELSEWHERE.test(text) || isOfInactive || /\$filter=\(usertype/.test(text);
  return isElsewhere ? [] : [{ kind: "not understood" }];
}

const WHOLE_GROUP =
  /^(?:https:\/\/graph\.microsoft\.com)?(?:\/v1\.0|\/beta)?\/groups\/([0-9a-f-]{36})\/(transitivemembers|members)(?:\/microsoft\.graph\.user)?\/?(?:\?\$count=true)?$/;

/** Paths of roles, access packages, applications and channels: such a review covers no group. */
const ELSEWHERE =
  /"[^"]*\/(rolemanagement|identitygovernance\/entitlementmanagement|serviceprincipals|applications|teams)\//;
