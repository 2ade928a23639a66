import { asObject, asText, isObject, type JsonObject } from "../../../law/json/json-object";
import { quoted } from "../../../text/printable";
import { cutOffAt, isOfPowerShell } from "../../exports/power-shell";
import { graphError, looksLike } from "../../exports/recognise";

/** What else comes out of Entra or Graph where sign-ins were looked for, by the key that it has. */
const OTHERS: readonly (readonly [key: string, what: string])[] = [
  ["policies", "a tenant file, which goes after --tenant"],
  ["conditions", "a policy, which is part of a tenant file"],
  ["activityDisplayName", "a record of the audit log and not of sign-ins"],
  ["riskEventType", "a risk detection and not a sign-in"],
];

/** What an object is that doesn't say what somebody signed in to, and how to have the log instead. */
export function whyNoRecord(object: JsonObject): string {
  const error = graphError(object);
  if (error !== undefined) return `it is what Graph said instead of answering, ${error}; export the log again`;
  const what = OTHERS.find(([key]) => key in object)?.[1] ?? looksLike(object);
  if (what !== undefined) return `it is ${what}`;
  const list = Object.keys(object).find((key) => Array.isArray(object[key]) && isObject(object[key][0]));
  return list === undefined
    ? "it doesn't say what was signed in to"
    : `it is no record but has a list, ${quoted(list)}; records are read from a list by itself, from \`value\` and from \`records\``;
}

/** What `ConvertTo-Json` has left out of a record of the Graph PowerShell SDK; `undefined` where it is whole. */
export function cutOff(object: JsonObject): string | undefined {
  const at = isOfPowerShell(object) ? cutOffAt(object) : undefined;
  return at === undefined
    ? undefined
    : `ConvertTo-Json cut off what is at ${quoted(at)}; export it again with -Depth 20`;
}

interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

/**
 * The rows of what the query API of Log Analytics answers, each as an object; any other JSON by itself.
 * @see Azure Monitor Logs, "Query API, response format" (2025-03)
 */
export function recordsIn(json: unknown): readonly unknown[] {
  const answer = asObject(json);
  const tables = Array.isArray(answer?.["tables"]) ? answer["tables"].map(tableOf) : [undefined];
  if (answer === undefined || tables.includes(undefined)) return [json];
  const rows = (tables as readonly Table[]).flatMap(({ columns, rows: all }) =>
    all.map((row) => Object.fromEntries(columns.map((column, at) => [column, row[at]]))),
  );
  const { error } = answer;
  return error === undefined || error === null ? rows : [...rows, { error }];
}

function tableOf(json: unknown): Table | undefined {
  const { columns, rows } = asObject(json) ?? {};
  if (!Array.isArray(columns) || !Array.isArray(rows) || !rows.every(Array.isArray)) return undefined;
  const names = columns.map((column) => asText(asObject(column)?.["name"]));
  return names.includes(undefined) ? undefined : { columns: names as readonly string[], rows };
}
