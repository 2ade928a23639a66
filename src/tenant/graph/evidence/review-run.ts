import { asObject, asText, isAbsent, type JsonObject } from "../../../law/json/json-object";
import type { ReviewRun } from "../../../law/model/evidence";
import { type IsoDate, isoDate } from "../../../text/iso-date";

/**
 * When a review is held.
 * @see Microsoft Graph, "accessReviewScheduleDefinition", `status`; "patternedRecurrence", "recurrenceRange" (v1.0; read 2026-11)
 */
export function runOf(review: JsonObject): ReviewRun {
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
