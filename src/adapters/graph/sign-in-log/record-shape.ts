import { asObject, asText, isAbsent, type JsonObject } from "../../../json/json-object";

/**
 * Columns of Log Analytics that are called otherwise than Graph's properties, by their names in lower case.
 * @see Azure Monitor, "SigninLogs" and "AADNonInteractiveUserSignInLogs" (2025-09)
 */
const COLUMNS: ReadonlyMap<string, string> = new Map([
  ["timegenerated", "createdDateTime"],
  ["createddatetime", "createdDateTime"],
  ["resourceidentity", "resourceId"],
  ["conditionalaccesspolicies", "appliedConditionalAccessPolicies"],
  ["ipaddress", "ipAddress"],
  ["callipaddress", "ipAddress"],
  ["locationdetails", "location"],
  ["resulttype", "resultType"],
]);

/** Graph's property of a column: known ones by the table, the rest begin with a small letter. */
const propertyOf = (column: string): string =>
  COLUMNS.get(column.toLowerCase()) ?? column.charAt(0).toLowerCase() + column.slice(1);

/**
 * A record in Graph's shape, whatever it was exported by: Graph itself and the portal, a diagnostic setting (the record is
 * under `properties`), or a table of Log Analytics, whose columns begin with capitals and may hold JSON as text.
 */
export function inGraphShape(record: JsonObject): JsonObject {
  const inside = asObject(record["properties"]);
  if (inside !== undefined)
    return withTime(inside["createdDateTime"] === undefined ? fromTable(inside) : inside, record);
  return isAbsent(record["createdDateTime"]) || !isAbsent(record["ResourceIdentity"]) ? fromTable(record) : record;
}

const withTime = (inside: JsonObject, around: JsonObject): JsonObject =>
  isAbsent(inside["createdDateTime"]) ? { ...inside, createdDateTime: around["time"] } : inside;

function fromTable(row: JsonObject): JsonObject {
  const isTable = Object.keys(row).some((key) => /^[A-Z]/.test(key));
  if (!isTable) return row;
  const entries = Object.entries(row).map(([column, value]) => [propertyOf(column), parsed(value)] as const);
  // The table's `ResourceId` is the log's own address, not what somebody signed in to.
  const properties = Object.fromEntries(entries.filter(([, value]) => !isAbsent(value) && value !== ""));
  const resource = parsed(row["ResourceIdentity"]);
  return {
    ...properties,
    resourceId: resource,
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

/** Sign-ins of services are in lists of their own. */
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
