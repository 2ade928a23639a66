import { asObject, asText, type JsonObject, odataType } from "../../law/json/json-object";
import { quoted } from "../../text/printable";
import { hasContext, testFor } from "../graph/collection-row";
import { COLLECTIONS, GRAPH_KEYS, type GraphKey, hasLists, type Key } from "../graph/collections";

/** The key of a tenant file that a value belongs under; or why it belongs under none, and whether it is known to be something else. */
export type Recognised = { readonly key: Key } | { readonly why: string; readonly isOther: boolean };

const UNKNOWN: Recognised = { why: "its content doesn't show what it is", isOther: false };

const otherwise = (why: string): Recognised => ({ why, isOther: true });
const calledOtherwise = (name: string): Recognised =>
  otherwise(`Graph calls it ${quoted(name)}, which a tenant file doesn't have`);

/** Objects that resemble those of a tenant file, by a key that only they have. */
const FOREIGN: readonly (readonly [what: string, key: string])[] = [
  ["a record of the sign-in log", "appliedConditionalAccessPolicies"],
  ["a request for a role", "action"],
  ["PIM for Groups; an excluded group is judged by its members, not by people who are eligible", "accessId"],
  ["a directory role, which doesn't list all of its holders", "roleTemplateId"],
  ["an administrative unit", "isMemberManagementRestricted"],
  ["an administrative unit", "membershipType"],
  ["an answer of What If", "policyApplies"],
  ["a state file of Terraform; run `terraform show -json` and use its output", "terraform_version"],
  ["a row of table storage; save the text of its JSON column as a .json file", "rowKey"],
];

/** What an object is that doesn't belong into a tenant file; `undefined` if it may. */
export const looksLike = (object: JsonObject): string | undefined =>
  "conditions" in object || hasLists(object) ? undefined : FOREIGN.find(([, key]) => key in object)?.[0];

/**
 * What a value is. Graph's own names go first: its type, then its context. The keys that it has go last. A value that Graph calls
 * by another name is never taken for one of these.
 * @param page what the context of the page says that the values are
 */
export function recognise(value: unknown, page: Recognised | undefined): Recognised {
  const object = asObject(value);
  if (object === undefined) return page !== undefined && "key" in page ? page : UNKNOWN;
  const foreign = looksLike(object);
  if (foreign !== undefined) return otherwise(`it looks like ${foreign}`);
  const context = contextOf(object) ?? page;
  if (context !== undefined && "why" in context) return context;
  const type = odataType(object);
  const key = type === undefined ? undefined : BY_TYPE.get(type);
  if (key !== undefined) return { key };
  if (context !== undefined) return context;
  if (type !== undefined) return calledOtherwise(type);
  const byContent = BY_KEYS.find(({ fits }) => fits(object))?.key;
  return byContent === undefined ? UNKNOWN : { key: byContent };
}

const BY_KEYS = GRAPH_KEYS.flatMap((key) => COLLECTIONS[key].keys.map((keys) => ({ key, fits: testFor(keys) })));

const BY_TYPE: ReadonlyMap<string, Key> = new Map(
  GRAPH_KEYS.flatMap((key) => COLLECTIONS[key].types.map((type) => [type, key])),
);

/**
 * What the context of an answer says that it holds; `undefined` if there is no context or no path in it, or if it holds any objects of
 * the directory. `users('…')/manager` is something else than `users`.
 * @see OData JSON Format 4.01, section 10 (context URL)
 */
export function contextOf(answer: JsonObject): Recognised | undefined {
  const written = asText(answer["@odata.context"]) ?? asText(answer["odata.context"]) ?? "";
  const hash = written.indexOf("#");
  if (hash < 0) return undefined;
  const fragment = written.slice(hash + 1).trim();
  const whole = fragment.replace(/(\/\$(entity|delta))+$/i, "");
  const type = /^(?:collection\()?#?microsoft\.graph\.([\w.]*?)\)?$/i.exec(whole)?.[1]?.toLowerCase();
  // Takes away the selected fields, as in `users(id,manager())`, but not an object's key, as in `users('…')`.
  const path = whole.replace(/^([\w/]+)\((?!').*\)$/, "$1");
  const lower = path.toLowerCase();
  if (path === "" || type === "directoryobject" || lower === "directoryobjects") return undefined;
  const [set = ""] = lower.split("/microsoft.graph.");
  const isIn = (key: GraphKey): boolean => !set.includes("(") && hasContext(COLLECTIONS[key], set);
  const key = type === undefined ? GRAPH_KEYS.find(isIn) : BY_TYPE.get(type);
  return key === undefined ? calledOtherwise(whole) : { key };
}

/** What a document holds if it is an error of Graph and no answer; otherwise `undefined`. */
export function graphError(json: unknown): string | undefined {
  const error = asObject(json)?.["error"];
  const code = asText(asObject(error)?.["code"]);
  const text = asText(asObject(error)?.["message"]) ?? asText(asObject(json)?.["error_description"]);
  const said = [code ?? asText(error), text].flatMap((part) => (part === undefined ? [] : [quoted(part)]));
  return said.length === 0 ? undefined : `an error of Graph in place of an answer, ${said.join(": ")}`;
}
