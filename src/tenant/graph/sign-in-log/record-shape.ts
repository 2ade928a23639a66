import { asObject, asText, isAbsent, type JsonObject } from "../../../law/json/json-object";
import { inGraphsWords, isOfPowerShell } from "../../exports/power-shell";

/**
 * Columns of Log Analytics that are called otherwise than Graph's properties, by their names in lower case.
 * @see Azure Monitor, "SigninLogs" and "AADNonInteractiveUserSignInLogs" (2025-09)
 */
const COLUMNS: ReadonlyMap<string, string> = new Map([
  ["timegenerated", "createdDateTime"],
  ["resourceidentity", "resourceId"],
  ["conditionalaccesspolicies", "appliedConditionalAccessPolicies"],
  ["ipaddress", "ipAddress"],
  ["locationdetails", "location"],
]);

/** Graph's property of a column: known ones by the table, the rest begin with a small letter. */
const propertyOf = (column: string): string =>
  COLUMNS.get(column.toLowerCase()) ?? column.charAt(0).toLowerCase() + column.slice(1);

const ONLY_IN_TABLES = ["TimeGenerated", "ResourceIdentity", "ConditionalAccessPolicies", "ResultType"];

/**
 * A record in Graph's shape, whatever it was exported by: Graph itself and the portal, a diagnostic setting (the record is
 * under `properties`), a table of Log Analytics, whose columns begin with capitals and may hold JSON as text, or the Graph
 * PowerShell SDK, whose members all begin with capitals.
 */
export function inGraphShape(record: JsonObject): JsonObject {
  const inside = asObject(parsed(record["properties"]));
  if (inside !== undefined) return withTime(inGraphShape(inside), record);
  if (!beginsWithCapital(record)) return record;
  if (ONLY_IN_TABLES.some((column) => !isAbsent(record[column]))) return fromTable(record);
  return isOfPowerShell(record) ? withGraphNames(asObject(inGraphsWords(record)) ?? {}) : record;
}

/** Whether some key does, as in tables and of PowerShell; none of Graph's own does. A log is long, so this is looked at first. */
export function beginsWithCapital(record: JsonObject): boolean {
  for (const key in record) if (key >= "A" && key < "[") return true;
  return false;
}

const withTime = (inside: JsonObject, around: JsonObject): JsonObject =>
  isAbsent(inside["createdDateTime"]) ? { ...inside, createdDateTime: around["time"] } : inside;

const withGraphNames = (record: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [propertyOf(name), value]));

function fromTable(row: JsonObject): JsonObject {
  const entries = Object.entries(row).map(([column, value]) => [propertyOf(column), parsed(value)] as const);
  // The table's `ResourceId` is the log's own address, not what somebody signed in to.
  const properties = Object.fromEntries(entries.filter(([, value]) => !isAbsent(value) && value !== ""));
  return {
    ...properties,
    resourceId: parsed(row["ResourceIdentity"]),
    ...(isAbsent(properties["status"]) ? { status: { errorCode: row["ResultType"] } } : {}),
  };
}

/** Columns that hold objects or lists come as JSON or as the text of it. */
function parsed(value: unknown): unknown {
  const text = asText(value);
  if (text === undefined || !/^\s*[[{]/.test(text)) return value;
  try {
    return JSON.parse(text);
  } catch {
    return value; // a text that only looks like JSON
  }
}

const OF_SERVICES = /^(ServicePrincipal|ManagedIdentity|MicrosoftServicePrincipal)SignInLogs$/i;
const EVENTS_OF_SERVICES = /^(servicePrincipal|managedIdentity)$/i;

/** Whether the record is about a service principal or a managed identity, which no policy for people is about. */
export function isOfService(record: JsonObject, inside: JsonObject): boolean {
  const category = asText(record["category"]) ?? asText(record["Category"]) ?? asText(record["Type"]);
  const types = inside["signInEventTypes"];
  return (
    (category !== undefined && OF_SERVICES.test(category)) ||
    (Array.isArray(types) && types.some((type) => typeof type === "string" && EVENTS_OF_SERVICES.test(type))) ||
    (asText(inside["userId"]) === undefined && asText(inside["servicePrincipalId"]) !== undefined)
  );
}
