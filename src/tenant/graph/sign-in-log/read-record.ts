import { CONDITIONS, DIMENSIONS } from "../../../law/conditions";
import { asObject, asText, isAbsent, type JsonObject } from "../../../law/json/json-object";
import type { DecidedSignIn } from "../../../law/model/decided-sign-in";
import type { PartialSignIn } from "../../../law/model/dimensions";
import { AZURE_MANAGEMENT, applicationId, homeTenantId, userId } from "../../../law/model/ids";
import type { OutsiderType } from "../../../law/model/sign-in";
import { parsedJson } from "../../../text/json-text";
import { momentOf } from "../../../text/moment";
import { quoted } from "../../../text/printable";
import { inGraphForm, isCutOff } from "../../exports/graph-form";
import { readDecisions, readMfa } from "./decisions";

/** A record of the sign-in log: to be judged, about something else, or unreadable. */
export type ReadRecord =
  | { readonly kind: "signIn"; readonly signIn: DecidedSignIn }
  | { readonly kind: "skipped"; readonly why: SkipReason }
  | { readonly kind: "unreadable"; readonly why: string };

/** Why a record isn't judged: another resource, a service in place of a user, or an end at the first factor, before policies count. */
export type SkipReason = "resource" | "service" | "firstFactor";

const NO_RECORD =
  "it isn't a record of the sign-in log, which says which resource it is about; records are read from a list, from `value` and from `records`";

const TWICE = "it has a key in two spellings, and nothing shows which of them counts";

const CUT_OFF = "ConvertTo-Json cut it off; export it again with -Depth 20";

/** Reads a record of the sign-in log in any form of export. Never fails. @see Microsoft Graph, `signIn` (v1.0 and beta, 2025-07) */
export function readRecord(json: unknown): ReadRecord {
  const written = asObject(json);
  if (written === undefined) return unreadable("it isn't an object");
  const record = inGraphShape(written);
  if (record === undefined) return unreadable(TWICE);
  // A record of PowerShell that isn't whole looks as if Entra had decided nothing.
  if (beginsWithCapital(written) && isCutOff(written)) return unreadable(CUT_OFF);
  const resource = asText(record["resourceId"]);
  // In a table without the resource, `ResourceId` is the address of the log: a path.
  if (resource === undefined || resource.startsWith("/")) return unreadable(NO_RECORD);
  if (applicationId(resource) !== AZURE_MANAGEMENT) return { kind: "skipped", why: "resource" };
  const isOfService = asText(record["userId"]) === undefined && asText(record["servicePrincipalId"]) !== undefined;
  if (isOfService || record["crossTenantAccessType"] === "microsoftSupport") return { kind: "skipped", why: "service" };
  const code = errorCodeIn(asObject(record["status"]));
  if (code !== undefined && FIRST_FACTOR.has(code)) return { kind: "skipped", why: "firstFactor" };
  return readSignIn(record, code);
}

function readSignIn(record: JsonObject, code: number | undefined): ReadRecord {
  const who = readUser(record);
  const when = asText(record["createdDateTime"]);
  if (who === undefined) return unreadable("it doesn't say who signed in");
  if (when === undefined) return unreadable("it doesn't say when");
  const time = momentOf(when);
  if (time === undefined) return unreadable(`its time, ${quoted(when)}, isn't written as 2026-09-10T08:15:00Z is`);
  const signIn: DecidedSignIn = {
    id: asText(record["id"]) ?? "",
    time,
    who,
    application: { id: asText(record["appId"]), name: asText(record["appDisplayName"]) },
    circumstances: readCircumstances(record),
    gotToken: code === undefined ? undefined : code === 0,
    mfa: readMfa(record),
    decisions: readDecisions(record),
  };
  return { kind: "signIn", signIn };
}

/** The circumstances of the sign-in that the record has in known words. */
const readCircumstances = (record: JsonObject): PartialSignIn =>
  Object.fromEntries(
    DIMENSIONS.map((dimension) => [dimension, CONDITIONS[dimension].readLog(record)]).filter(([, known]) => known),
  );

/** A record that can't be read. */
export const unreadable = (why: string): ReadRecord => ({ kind: "unreadable", why });

/** Kinds of access from other tenants by people without an object in this directory. */
const OUTSIDERS: ReadonlyMap<unknown, OutsiderType> = new Map([
  ["serviceProvider", "serviceProvider"],
  ["b2bDirectConnect", "b2bDirectConnectUser"],
]);

function readUser(record: JsonObject): DecidedSignIn["who"] | undefined {
  const [id, home] = [asText(record["userId"]), asText(record["homeTenantId"])];
  if (id === undefined) return undefined;
  const type = OUTSIDERS.get(record["crossTenantAccessType"]);
  return { id: userId(id), ...(type && { type }), ...(home !== undefined && { home: homeTenantId(home) }) };
}

/** The error code. 0 means that a token was issued; any other number is an error or an interruption. `undefined` if it isn't a number. */
function errorCodeIn(status: JsonObject | undefined): number | undefined {
  const code = status?.["errorCode"];
  const text = typeof code === "number" ? String(code) : (asText(code) ?? "").trim();
  return /^-?\d+$/.test(text) ? Number(text) : undefined;
}

/**
 * Errors of the first factor, after which Conditional Access would evaluate the sign-in: no such account; locked, or an address known for
 * attacks; no password, or a wrong one; disabled; credentials that can't be checked.
 * @see Microsoft Entra, "Authentication and authorization error codes" (2025-06); "What is Conditional Access?" (2025-03)
 */
const FIRST_FACTOR: ReadonlySet<number> = new Set([50034, 50053, 50056, 50057, 50064, 50126]);

/** The properties of Graph for columns of Log Analytics, by their names in lower case. @see Azure Monitor, "SigninLogs", "AADNonInteractiveUserSignInLogs" (2025-09) */
const COLUMNS: ReadonlyMap<string, string> = new Map([
  ["timegenerated", "createdDateTime"],
  ["resourceidentity", "resourceId"],
  ["conditionalaccesspolicies", "appliedConditionalAccessPolicies"],
  ["ipaddress", "ipAddress"],
  ["locationdetails", "location"],
  // Without these two, a record looks as if MFA was done, or as if Entra decided nothing: they count in any letter case.
  ["authenticationdetails", "authenticationDetails"],
  ["appliedconditionalaccesspolicies", "appliedConditionalAccessPolicies"],
]);

/** The property of Graph for a column. Other columns have the same name with a small first letter. */
const propertyOf = (column: string): string =>
  COLUMNS.get(column.toLowerCase()) ?? column.charAt(0).toLowerCase() + column.slice(1);

/**
 * A record in Graph's shape, from any export: Graph or the portal; a diagnostic setting, which has the record under `properties`; a table of
 * Log Analytics, whose columns begin with capitals and may hold JSON as text; or the Graph PowerShell SDK, whose members begin with capitals.
 * `undefined` if it has a key in two spellings.
 */
function inGraphShape(record: JsonObject): JsonObject | undefined {
  const inside = asObject(parsed(record["properties"]));
  if (inside !== undefined) return withTime(inGraphShape(inside), record);
  if (!beginsWithCapital(record)) return record;
  const keys = Object.keys(record);
  const twice: string[] = [];
  // The table's `ResourceId` is the address of the log, not the resource of the sign-in.
  const { ResourceId, ...row } = record;
  const written = isAbsent(row["ResourceIdentity"]) ? record : row;
  const entries = Object.entries(asObject(inGraphForm(written, twice)) ?? {});
  if (twice.length > 0 || new Set(keys.map((key) => key.toLowerCase())).size < keys.length) return undefined;
  const read = entries.map(([name, value]) => [propertyOf(name), parsed(value)] as const);
  const properties = Object.fromEntries(read.filter(([, value]) => !isAbsent(value) && value !== ""));
  return isAbsent(properties["status"]) ? { ...properties, status: { errorCode: record["ResultType"] } } : properties;
}

/** Whether a key begins with a capital, as in tables and in PowerShell. Graph has no such key. Checked first, because logs are long. */
function beginsWithCapital(record: JsonObject): boolean {
  for (const key in record) if (key >= "A" && key < "[") return true;
  return false;
}

const withTime = (inside: JsonObject | undefined, around: JsonObject): JsonObject | undefined =>
  inside && isAbsent(inside["createdDateTime"]) ? { ...inside, createdDateTime: around["time"] } : inside;

/** The value of a column. Objects and lists are in it as JSON or as text of JSON. */
function parsed(value: unknown): unknown {
  const text = asText(value);
  return text !== undefined && /^\s*[[{]/.test(text) ? (parsedJson(text) ?? value) : value;
}
