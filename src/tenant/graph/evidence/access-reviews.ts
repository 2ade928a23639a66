import { asObject, asText, isAbsent, type JsonObject, odataType } from "../../../law/json/json-object";
import type { AccessReview, Reviewed, ReviewedPeople, ReviewRun } from "../../../law/model/evidence";
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
  const settings = asObject(review["settings"]);
  const recurrence = asObject(settings?.["recurrence"]);
  const pattern = asObject(recurrence?.["pattern"]);
  const range = asObject(recurrence?.["range"]);
  const length = settings?.["instanceDurationInDays"];
  return {
    stage: stageOf(review["status"]),
    isRecurring: pattern !== undefined,
    from: dayOf(range?.["startDate"]),
    until: range === undefined ? undefined : lastDay(range, pattern, typeof length === "number" ? length : 0),
  };
}

const STAGES: { readonly [status: string]: ReviewRun["stage"] } = {
  initializing: "to come",
  notstarted: "to come",
  starting: "going on",
  inprogress: "going on",
  completing: "going on",
  autoreviewing: "going on",
  completed: "over",
  autoreviewed: "over",
};

const stageOf = (status: unknown): ReviewRun["stage"] => STAGES[asText(status)?.toLowerCase() ?? ""] ?? "not known";

const dayOf = (value: unknown): IsoDate | undefined => isoDate(asText(value)?.slice(0, 10) ?? "");

/** Graph writes a day far ahead, or the first of the calendar, where there is no last one: the type tells. */
function lastDay(range: JsonObject, pattern: JsonObject | undefined, days: number): ReviewRun["until"] {
  switch (asText(range["type"])?.toLowerCase()) {
    case "noend":
      return undefined;
    case "enddate":
      return dayOf(range["endDate"]) ?? "not known";
    case "numbered":
      return lastOfSoMany(range, pattern, days) ?? "not known";
    default:
      return isAbsent(range["type"]) && isAbsent(range["endDate"]) ? undefined : "not known";
  }
}

const MONTHS: { readonly [type: string]: number } = { absolutemonthly: 1, absoluteyearly: 12 };
const DAYS: { readonly [type: string]: number } = { daily: 1, weekly: 7 };
const DAY_MS = 86_400_000;

/** The end of the last of so many reviews, one each so many days or months. */
function lastOfSoMany(range: JsonObject, pattern: JsonObject | undefined, length: number): IsoDate | undefined {
  const [first, count] = [dayOf(range["startDate"]), range["numberOfOccurrences"]];
  const type = asText(pattern?.["type"])?.toLowerCase() ?? "daily";
  const interval = pattern?.["interval"] ?? 1;
  if (first === undefined || typeof count !== "number" || count < 1 || typeof interval !== "number") return undefined;
  const steps = (count - 1) * interval;
  const [months, days] = [MONTHS[type], DAYS[type]];
  if (months === undefined && days === undefined) return undefined;
  const last = new Date(Date.parse(first));
  if (months !== undefined) last.setUTCMonth(last.getUTCMonth() + steps * months);
  const end = last.getTime() + ((days ?? 0) * steps + length) * DAY_MS;
  return Number.isFinite(end) && end < Date.parse("9999-12-31")
    ? isoDate(new Date(end).toISOString().slice(0, 10))
    : undefined;
}

/**
 * Whose membership of what an access review looks at.
 * @param scope the review's own; relative to each of `instances` where there are such
 * @see Microsoft Graph, "Configure the scope of your access review" (v1.0; read 2026-11), whose thirteen examples these are
 */
function reviewedBy(scope: unknown, instances: unknown): readonly Reviewed[] {
  const written = asObject(scope);
  if (written === undefined) return [NOT_UNDERSTOOD];
  const principals = scopesIn(written, "principalScopes");
  const resources = scopesIn(written, "resourceScopes");
  if (principals === undefined && resources === undefined) return [ofQuery(written, asObject(instances))];
  if (principals === undefined || resources === undefined || resources.length === 0) return [NOT_UNDERSTOOD];
  const people = principals.map(peopleOf);
  return resources.map((resource) => within(ofQuery(resource, undefined), people));
}

const NOT_UNDERSTOOD: Reviewed = { kind: "not understood" };

const scopesIn = (scope: JsonObject, key: string): readonly JsonObject[] | undefined => {
  const list = scope[key];
  return Array.isArray(list) ? list.map((one) => asObject(one) ?? {}) : undefined;
};

/** Who of all users is reviewed: everybody if any of the scopes is about all of them. */
function peopleOf(scope: JsonObject): ReviewedPeople {
  const { path, people } = queryOf(scope);
  return path === "/users" ? people : "some";
}

function within(reviewed: Reviewed, people: readonly ReviewedPeople[]): Reviewed {
  if (reviewed.kind !== "members" || people.includes("all")) return reviewed;
  return { ...reviewed, people: people[0] ?? "some" };
}

const GROUP = /^\/groups\/([^/]+)(?:\/(transitivemembers|members|owners))?(?:\/microsoft\.graph\.(\w+))?$/;
const RELATIVE = /^\.\/(transitivemembers|members|owners)(?:\/microsoft\.graph\.(\w+))?$/;
/** Roles, access packages, applications and channels: who is in a group isn't looked at. */
const ELSEWHERE =
  /^\/(rolemanagement|identitygovernance\/entitlementmanagement|serviceprincipals|applications|teams)(\/|$)/;

function ofQuery(scope: JsonObject, instances: JsonObject | undefined): Reviewed {
  const { path, people } = queryOf(scope);
  if (ELSEWHERE.test(path)) return { kind: "elsewhere" };
  const [, id, list, type] = GROUP.exec(path) ?? [];
  if (id !== undefined) return membersOf(groupId(id), list ?? "members", type, people);
  const [, relative, relativeType] = RELATIVE.exec(path) ?? [];
  if (relative === undefined)
    return path === "/groups" ? membersOf(undefined, "members", undefined, people) : NOT_UNDERSTOOD;
  const each = queryOf(instances ?? {});
  const [, one, inner] = GROUP.exec(each.path) ?? [];
  if (each.path !== "/groups" && (one === undefined || inner !== undefined)) return NOT_UNDERSTOOD;
  return membersOf(one === undefined ? undefined : groupId(one), relative, relativeType, people);
}

function membersOf(
  group: ReturnType<typeof groupId> | undefined,
  list: string,
  type: string | undefined,
  people: ReviewedPeople,
): Reviewed {
  if (list === "owners") return { kind: "members", group, people: "owners" };
  if (type !== undefined && type !== "user") return { kind: "members", group, people: "some" };
  return { kind: "members", group, people: people === "all" && list === "members" ? "direct" : people };
}

/** The path of a query in lower case, without the version, and whom its options leave of all that are there. */
function queryOf(scope: JsonObject): { readonly path: string; readonly people: ReviewedPeople } {
  const [written = "", ...options] = (asText(scope["query"]) ?? "").split("?");
  const path = written
    .toLowerCase()
    .replace(/^https:\/\/graph\.microsoft\.com/, "")
    .replace(/^\/(v1\.0|beta)(?=\/)/, "")
    .replace(/\/$/, "");
  const narrowing = options
    .join("?")
    .split("&")
    .filter((option) => option !== "" && !/^\$(count|top)=/i.test(option));
  const isOfInactive = odataType(scope)?.includes("inactive") === true || scope["inactiveDuration"] !== undefined;
  if (isOfInactive) return { path, people: "inactive" };
  if (narrowing.length === 0) return { path, people: "all" };
  return { path, people: /^\$filter=\(?usertype eq 'guest'\)?$/i.test(narrowing.join("&")) ? "guests" : "some" };
}
