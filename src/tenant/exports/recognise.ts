import { asObject, asText, type JsonObject, odataType } from "../../law/json/json-object";
import { quoted } from "../../text/printable";
import { hasLists, KEYS, type Key, keyOfContent, kindAt } from "../graph/file-keys";

/** Under which key of a tenant file a value belongs; or why under none, and whether it is said to be something else. */
export type Recognised = { readonly key: Key } | { readonly why: string; readonly isOther: boolean };

const UNKNOWN: Recognised = { why: "its content doesn't tell what it is", isOther: false };

const otherwise = (why: string): Recognised => ({ why, isOther: true });
const calledOtherwise = (name: string): Recognised =>
  otherwise(`Graph calls it ${quoted(name)}, which a tenant file doesn't have`);

/** What is like an object of a tenant file and isn't one, by keys that only it has. */
const FOREIGN: readonly (readonly [what: string, ...keys: readonly string[]])[] = [
  ["a record of the sign-in log", "appliedConditionalAccessPolicies"],
  ["a request for a role", "action"],
  ["a directory role, which doesn't say who else holds it", "roleTemplateId"],
  ["an administrative unit", "isMemberManagementRestricted"],
  ["an administrative unit", "membershipType"],
  ["an answer of What If", "policyApplies"],
  ["a verdict of azmfa", "verdict"],
  ["Terraform's state as it lies there; what is read is `terraform show -json`", "terraform_version"],
  ["an ARM template", "contentVersion"],
  ["a template of Graph's, which is no policy of a tenant", "scenarios", "details"],
  ["a row of table storage, with its content as text; save that text as a file", "partitionKey", "rowKey"],
  ["the table of names and ids that an export tool keeps for an import", "organization", "objects"],
];

/** What an object is that no tenant file holds; `undefined` where nothing tells. Keys that say it together don't outweigh a tenant's lists. */
export const looksLike = (object: JsonObject): string | undefined =>
  "conditions" in object
    ? undefined
    : FOREIGN.find(
        ([, ...keys]) => keys.every((key) => key in object) && (keys.length === 1 || !hasLists(object)),
      )?.[0];

/**
 * What a value is. Graph's own word goes first, its type and then its context; then what such objects have. What Graph calls by
 * another name isn't taken for any of these, whatever it looks like.
 * @param page what the context of the page around it says
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
  const ofContent = keyOfContent(object);
  return ofContent === undefined ? UNKNOWN : { key: ofContent };
}

/**
 * What the values of one list are. One of which nothing tells what it is, among others that are all of one kind, is one of them:
 * their reader says what is odd in it.
 */
export function recogniseAll(values: readonly unknown[], page: Recognised | undefined): readonly Recognised[] {
  const all = values.map((value) => recognise(value, page));
  const [key, ...others] = new Set(all.flatMap((one) => ("key" in one ? [one.key] : [])));
  if (key === undefined || others.length > 0) return all;
  return all.map((one) => ("why" in one && !one.isOther ? { key } : one));
}

const BY_TYPE: ReadonlyMap<string, Key> = new Map(KEYS.flatMap((key) => kindAt(key).types.map((type) => [type, key])));

/**
 * What an answer's context says that it holds; `undefined` where it has none, or one without a path, or where the objects are any of
 * the directory's. `users('…')/manager` is something else than `users`.
 * @see OData JSON Format 4.01, section 10 (context URL)
 */
export function contextOf(answer: JsonObject): Recognised | undefined {
  const written = asText(answer["@odata.context"]) ?? asText(answer["odata.context"]) ?? "";
  const hash = written.indexOf("#");
  if (hash < 0) return undefined;
  const fragment = written.slice(hash + 1).trim();
  const whole = fragment.replace(/(\/\$(entity|delta))+$/i, "");
  const type = /^(?:collection\()?#?microsoft\.graph\.([\w.]*?)\)?$/i.exec(whole)?.[1]?.toLowerCase();
  // Fields that were asked for, as in `users(id,manager())`, and not an object's key, as in `users('…')`.
  const path = whole.replace(/^([\w/]+)\((?!').*\)$/, "$1");
  const lower = path.toLowerCase();
  if (path === "" || type === "directoryobject" || lower === "directoryobjects") return undefined;
  const [set = ""] = lower.split("/microsoft.graph.");
  const key = type === undefined ? keyOfPath(set) : BY_TYPE.get(type);
  return key === undefined ? calledOtherwise(whole) : { key };
}

const keyOfPath = (path: string): Key | undefined =>
  path.includes("(")
    ? undefined
    : KEYS.find((key) => kindAt(key).contexts.some((end) => `#${path}` === end || `/${path}`.endsWith(`/${end}`)));

/** What Graph said instead of answering, if that is what the document holds. */
export function graphError(json: unknown): string | undefined {
  const error = asObject(json)?.["error"];
  const code = asText(asObject(error)?.["code"]);
  const text = asText(asObject(error)?.["message"]) ?? asText(asObject(json)?.["error_description"]);
  const said = [code ?? asText(error), text].filter((part) => part !== undefined);
  return said.length === 0 ? undefined : said.map((part) => quoted(part)).join(": ");
}
