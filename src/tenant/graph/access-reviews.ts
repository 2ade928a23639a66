import { asList, asObject, asText, isAbsent, type JsonObject, odataType } from "../../law/json/json-object";
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
      stage: STAGES.get(asText(review["status"])?.toLowerCase() ?? "") ?? "not known",
      isRecurring: asObject(recurrence?.["pattern"]) !== undefined,
      from: dayOf(range?.["startDate"]),
      until: range && lastDay(range),
    },
  };
}

const STAGES: ReadonlyMap<string, ReviewRun["stage"]> = new Map([
  ...["initializing", "notstarted"].map((status) => [status, "to come"] as const),
  ...["starting", "inprogress", "completing", "autoreviewing"].map((status) => [status, "going on"] as const),
  ...["completed", "autoreviewed"].map((status) => [status, "over"] as const),
]);

const dayOf = (value: unknown): IsoDate | undefined => isoDate(asText(value)?.slice(0, 10) ?? "");

/** The last day of a range, by its type. If a range has no end, Graph writes a day far ahead or the first day of the calendar. */
function lastDay(range: JsonObject): ReviewRun["until"] {
  const type = asText(range["type"])?.toLowerCase();
  if (type === "enddate") return dayOf(range["endDate"]) ?? "not known";
  return type === "noend" || (isAbsent(range["type"]) && isAbsent(range["endDate"])) ? undefined : "not known";
}

/**
 * The groups that an access review covers, and which of their members.
 * @param scope of the review; relative to each of `instances` if there are any
 * @see Microsoft Graph, "Configure the scope of your access review" (v1.0; read 2026-11), whose thirteen examples these are
 */
function reviewedBy(scope: unknown, instances: unknown): readonly Reviewed[] {
  const written = asObject(scope);
  const [principals, resources] = [asList(written?.["principalScopes"]), asList(written?.["resourceScopes"])];
  if (principals === undefined && resources === undefined)
    return [reviewedByQuery(queryOf(scope), queryOf(instances).path)];
  if (principals === undefined || resources === undefined || resources.length === 0)
    return [{ kind: "not understood" }];
  const isEverybody = principals.map(queryOf).some(({ path, isWhole }) => path === "/users" && isWhole);
  return resources.map(queryOf).map(({ path, isWhole }) => reviewedByQuery({ path, isWhole: isWhole && isEverybody }));
}

/** The path of the members of one group or of each group. */
const MEMBERS =
  /^\/groups(?:\/(?!members\b|transitivemembers\b|owners\b)([^/]+))?(?:\/(transitivemembers|members|owners))?(?:\/microsoft\.graph\.(\w+))?$/;
/** Paths of roles, access packages, applications and channels: such a review covers no group. */
const ELSEWHERE =
  /^\/(rolemanagement|identitygovernance\/entitlementmanagement|serviceprincipals|applications|teams)(\/|$)/;

/** What a query covers. @param eachOf the path that a relative query such as `./members` starts from */
function reviewedByQuery({ path, isWhole }: ReturnType<typeof queryOf>, eachOf = ""): Reviewed {
  if (ELSEWHERE.test(path)) return { kind: "elsewhere" };
  const match = MEMBERS.exec(path.replace(/^\.(?=\/(?:members|transitivemembers|owners)\b)/, () => eachOf));
  if (match === null) return { kind: "not understood" };
  const [, id, list = "members", type = "user"] = match;
  const isPart = !isWhole || list === "owners" || type !== "user";
  // A query for several groups isn't resolved. If it covers a part of their members, no group is reviewed as a whole.
  if (id === undefined) return { kind: isPart ? "elsewhere" : "not understood" };
  const people = list === "members" ? "direct" : "all";
  return { kind: "members", group: groupId(id), people: isPart ? "some" : people };
}

/** The path of a query in lower case without the version, and whether it covers everything there. */
function queryOf(scope: unknown): { readonly path: string; readonly isWhole: boolean } {
  const object = asObject(scope) ?? {};
  const [written = "", ...options] = (asText(object["query"]) ?? "").toLowerCase().split("?");
  const path = written
    .replace(/^https:\/\/graph\.microsoft\.com/, "")
    .replace(/^\/(v1\.0|beta)(?=\/)/, "")
    .replace(/\/$/, "");
  const isOfInactive = odataType(object)?.includes("inactive") === true || object["inactiveDuration"] !== undefined;
  const narrowing = options.flatMap((part) => part.split(/[?&]/)).filter((one) => !/^(\$(count|top)=.*)?$/.test(one));
  return { path, isWhole: !isOfInactive && narrowing.length === 0 };
}
