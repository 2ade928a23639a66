import { asObject } from "../../../src/law/json/json-object";
import { idsIn } from "../objects/entra-objects";
import type { GraphRequest } from "../requests/requests";
import { REQUESTS, type RequestRow } from "./table";

/** A row of the table that says what a request does. */
export interface Fit {
  readonly row: RequestRow;
  /** The objects that the address names. */
  readonly ids: readonly string[];
  /** Who is added or removed, where the address names them. */
  readonly who: string | undefined;
  /** What the address has where the row says `**`. */
  readonly rest: string;
}

/** The rows that say what a request does, up to the first that is final. A method that isn't known fits none but `*`. */
export function fittingRows(request: GraphRequest): readonly Fit[] {
  const fits: Fit[] = [];
  for (const { row, methods, address } of READ) {
    if (methods !== "*" && methods !== request.method) continue;
    const found = address.exec(request.address ?? "");
    if (found === null || !isSaid(row, request.body)) continue;
    const { object = "", who = "", rest = "" } = found.groups ?? {};
    const name = row.kinds.includes("users") ? userNameIn(object) : undefined;
    const ids = name === undefined ? idsIn(object) : [name];
    // A segment without an id is another address, unless it is a name.
    if (object !== "" && ids.length === 0 && !object.includes("=")) continue;
    fits.push({ row, ids, who: idsIn(who)[0], rest });
    if (row.also === undefined) break;
  }
  return fits;
}

/** The user principal name that a part of an address has in place of an id, in lower case. */
export const userNameIn = (part: string): string | undefined =>
  /^(?:userPrincipalName=)?'?([^'=]+@[^'=]+?)'?$/i.exec(part)?.[1]?.toLowerCase();

const READ = REQUESTS.map((row) => {
  const [methods = "*", address = ""] = row.on.split(" ");
  const pattern = address
    .replace(/\{who\}/, "(?<who>[^/]+)")
    .replaceAll("{any}", "[^/]+")
    .replace(/\{\w+\}/, "(?<object>[^/]+)")
    .replace(/(^|\/)\*\*$/, (_, slash) => (slash === "" ? "(?<rest>.*)" : "(?:/(?<rest>.*))?"));
  return { row, methods, address: new RegExp(`^${pattern}$`, "i") };
});

/** Whether the body says what the row asks for; where any value will do, also one that isn't known. */
function isSaid({ when, also, named }: RequestRow, body: unknown): boolean {
  if (when === undefined) return true;
  const [name, value] = when;
  const object = asObject(body);
  // What isn't known may name anything: the rows that come after say what it is then.
  if (object === undefined && also === true && named === "body") return false;
  if (object === undefined) return body !== undefined && body !== null && value === undefined;
  const said = Object.entries(object).flatMap(([key, one]) => (name.test(key) ? [one] : []));
  if (value !== undefined) return said.length > 0 && said.every((one) => typeof one === "string" && value.test(one));
  return said.some((one) => one !== undefined && one !== null && one !== false);
}
