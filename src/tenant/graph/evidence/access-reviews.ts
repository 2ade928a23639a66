import { asList, asObject, asText, isAbsent, type JsonObject, odataType } from "../../../law/json/json-object";
import type { AccessReview, Reviewed, ReviewRun } from "../../../law/model/evidence";
import { groupId } from "../../../law/model/ids";
import { type IsoDate, isoDate } from "../../../text/iso-date";

/**
 * An access review: who is reviewed, and when.
 * @see Microsoft Graph, "accessReviewScheduleDefinition" (v1.0)
 */
export function accessReviewOf(review: JsonObject): AccessReview | undefined {
  const id = asText(review["id"]);
  if (id === undefined) return undefined;
  const reviewed = reviewedBy(review["scope"], review["instanceEnumerationScope"]);
  return { id, displayName: asText(review["displayName"]), reviewed, run: runOf(review) };
}

/**
 * When a review is held.
 * @see Microsoft Graph, "accessReviewScheduleDefinition", `status`; "patternedRecurrence", "recurrenceRange" (v1.0; read 2026-11)
 */
function runOf(review: JsonObject): ReviewRun {
  const recurrence = asObject(asObject(review["settings"])?.["recurrence"]);
  const range = asObject(recurrence?.["range"]);
  return {
    stage: STAGES.get(asText(review["status"])?.toLowerCase() ?? "") ?? "not known",
    isRecurring: asObject(recurrence?.["pattern"]) !== undefined,
    from: dayOf(range?.["startDate"]),
    until: range === undefined ? undefined : lastDay(range),
  };
}

const STAGES: ReadonlyMap<string, ReviewRun["stage"]> = new Map([
  ["initializing", "to come"],
  ["notstarted", "to come"],
  ["starting", "going on"],
  ["inprogress", "going on"],
  ["completing", "going on"],
  ["autoreviewing", "going on"],
  ["completed", "over"],
  ["autoreviewed", "over"],
]);

const dayOf = (value: unknown): IsoDate | undefined => isoDate(asText(value)?.slice(0, 10) ?? "");

/**
 * Graph writes a day far ahead, or the first of the calendar, where there is no last one: the type tells. The last of so many
 * (`numbered`) isn't counted out.
 */
function lastDay(range: JsonObject): ReviewRun["until"] {
  const type = asText(range["type"])?.toLowerCase();
  if (type === "noend") return undefined;
  if (type === "enddate") return dayOf(range["endDate"]) ?? "not known";
  return isAbsent(range["type"]) && isAbsent(range["endDate"]) ? undefined : "not known";
}

const NOT_UNDERSTOOD: Reviewed = { kind: "not understood" };

/**
 * Whose membership of what an access review looks at.
 * @param scope the review's own; relative to each of `instances` where there are such
 * @see Microsoft Graph, "Configure the scope of your access review" (v1.0; read 2026-11), whose thirteen examples these are
 */
function reviewedBy(scope: unknown, instances: unknown): readonly Reviewed[] {
  const written = asObject(scope);
  const [principals, resources] = [asList(written?.["principalScopes"]), asList(written?.["resourceScopes"])];
  if (principals === undefined && resources === undefined)
    return [reviewedByQuery(queryOf(scope), queryOf(instances).path)];
  if (principals === undefined || resources === undefined || resources.length === 0) return [NOT_UNDERSTOOD];
  const isEverybody = principals.map(queryOf).some(({ path, isWhole }) => path === "/users" && isWhole);
  return resources.map(queryOf).map(({ path, isWhole }) => reviewedByQuery({ path, isWhole: isWhole && isEverybody }));
}

/** Who is in a group, or in each of several. */
const MEMBERS =
  /^\/groups(?:\/(?!members\b|transitivemembers\b|owners\b)([^/]+))?(?:\/(transitivemembers|members|owners))?(?:\/microsoft\.graph\.(\w+))?$/;
/** What of a relative query stands for each of the objects that are reviewed. */
const RELATIVE = /^\.(?=\/(?:members|transitivemembers|owners)\b)/;
/** Roles, access packages, applications and channels: who is in a group isn't looked at. */
const ELSEWHERE =
  /^\/(rolemanagement|identitygovernance\/entitlementmanagement|serviceprincipals|applications|teams)(\/|$)/;

function reviewedByQuery({ path, isWhole }: Query, eachOf = ""): Reviewed {
  if (ELSEWHERE.test(path)) return { kind: "elsewhere" };
  const match = MEMBERS.exec(path.replace(RELATIVE, () => eachOf));
  if (match === null) return NOT_UNDERSTOOD;
  const [, id, list = "members", type = "user"] = match;
  const isPart = !isWhole || list === "owners" || type !== "user";
  // Which groups several are isn't looked into: of a part of their members none is reviewed as a whole.
  if (id === undefined) return isPart ? { kind: "elsewhere" } : NOT_UNDERSTOOD;
  const people = list === "members" ? "direct" : "all";
  return { kind: "members", group: groupId(id), people: isPart ? "some" : people };
}

/** A query's path in lower case, without the version, and whether its options leave all that are there. */
type Query = { readonly path: string; readonly isWhole: boolean };

function queryOf(scope: unknown): Query {
  const object = asObject(scope) ?? {};
  const [written = "", ...options] = (asText(object["query"]) ?? "").split("?");
  const path = written
    .toLowerCase()
    .replace(/^https:\/\/graph\.microsoft\.com/, "")
    .replace(/^\/(v1\.0|beta)(?=\/)/, "")
    .replace(/\/$/, "");
  const isOfInactive = odataType(object)?.includes("inactive") === true || object["inactiveDuration"] !== undefined;
  const narrowing = options
    .join("?")
    .split("&")
    .filter((option) => option !== "" && !/^\$(count|top)=/i.test(option));
  return { path, isWhole: !isOfInactive && narrowing.length === 0 };
}
