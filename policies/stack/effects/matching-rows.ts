import { asObject, isAbsent } from "../../../src/law/json/json-object";
import { idsIn } from "../objects/entra-objects";
import type { GraphRequest } from "../requests/requests";
import { REQUESTS } from "./operations";
import type { RequestRow } from "./row";

/** A row of the table that fits a request. */
export interface MatchedRow {
  readonly row: RequestRow;
  /** The objects that the address names. */
  readonly ids: readonly string[];
  /** The part of the address at the row's `**`. */
  readonly rest: string;
}

/** The rows that fit a request, down to the first that ends the search. An unresolved method fits only `*`. */
export function matchingRows(request: GraphRequest): readonly MatchedRow[] {
  const fits: MatchedRow[] = [];
  for (const { row, method, address } of READ) {
    if (method !== "*" && method !== request.method) continue;
    const found = address.exec(request.address ?? "");
    if (found === null || !fitsBody(row, request.body)) continue;
    const { object = "", rest = "" } = found.groups ?? {};
    const ids = row.kinds.includes("users") && object.includes("@") ? [object.toLowerCase()] : idsIn(object);
    if (object !== "" && ids.length === 0) continue; // it belongs to another address
    fits.push({ row, ids, rest });
    if (row.also === undefined) break;
  }
  return fits;
}

const READ = REQUESTS.map((row) => {
  const [method = "*", address = ""] = row.on.split(" ");
  const pattern = address
    .replaceAll("{any}", "[^/]+")
    .replace("{name}", "(?<object>[^/]*@[^/]*)")
    .replace(/\{\w+\}/, "(?<object>[^/]+)")
    .replace(/(^|\/)\*\*$/, (_, slash) => (slash === "" ? "(?<rest>.*)" : "(?:/(?<rest>.*))?"));
  return { row, method, address: new RegExp(`^${pattern}$`, "i") };
});

/** Whether the body has the property that the row asks for. If any value will do, an unresolved one does too. */
function fitsBody({ when, also, named }: RequestRow, body: unknown): boolean {
  if (when === undefined) return true;
  const [name, value] = when;
  const object = asObject(body);
  // An unresolved body may name anything. The rows below say what it does then.
  if (object === undefined && also === true && named === "body") return false;
  if (object === undefined) return body !== undefined && body !== null && value === undefined;
  const values = Object.entries(object).flatMap(([key, one]) => (name.test(key) ? [one] : []));
  if (value === undefined) return values.some((one) => !isAbsent(one) && one !== false);
  return values.length > 0 && values.every((one) => typeof one === "string" && value.test(one));
}
