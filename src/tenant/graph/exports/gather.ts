import { asObject } from "../../../law/json/json-object";
import { stackTenant } from "../../azuread/stack/stack-tenant";
import type { ShapeError } from "../collection";
import { type Document, problemOf } from "./cannot-be-taken";
import { HOW_TO_EXPORT, looksLike } from "./foreign";
import { type Gathered, Gathering } from "./gathering";
import { contextOf } from "./graph-context";
import { hasLists } from "./kinds";
import { cutOffAt, fromPowerShell, isOfPowerShell } from "./power-shell";
import { told } from "./told";

/**
 * One document as a tenant file: a tenant file is one already, and so is a list of policies. An object by itself, a list of
 * something else and a mixed one are told by their content.
 */
export function gatherOne(json: unknown): Gathered {
  if (stackTenant(json) !== undefined) return { ...gatherAll([{ name: "", json }]), originOf: () => undefined };
  const document = { name: "", json: inGraphsWords(json) };
  const problem = problemOf(document);
  const only = (file: unknown, problems: readonly ShapeError[]): Gathered => ({
    file,
    leftAside: [],
    problems,
    originOf: () => undefined,
  });
  if (problem !== undefined) return only(undefined, [{ path: "", problem: problem.problem }]);
  if (isTenantFile(document.json)) return only(document.json, []);
  const gathered = gatherAll([document]);
  return { ...gathered, originOf: () => undefined };
}

/** Lists that a tenant file is read from as they are; what is odd in them is for their reader. */
function isTenantFile(json: unknown): boolean {
  const object = asObject(json);
  if (object === undefined ? !Array.isArray(json) : hasLists(object)) return true;
  const items = Array.isArray(json) ? json : object?.["value"];
  if (!Array.isArray(items)) return object !== undefined && "value" in object;
  const page = object === undefined ? undefined : contextOf(object);
  if (page !== undefined && !(page.kind === "of a tenant file" && page.key === "policies")) return false;
  if (looksLike(json) !== undefined) return false;
  return items.every((item) => {
    const as = told(item, { page: undefined, named: undefined });
    return "key" in as ? as.key === "policies" : !as.isOther;
  });
}

const inGraphsWords = (json: unknown): unknown =>
  isOfPowerShell(json) && cutOffAt(json) === undefined ? fromPowerShell(json) : json;

/** Documents of an export as one tenant file, each told by its content. */
export function gatherAll(documents: readonly Document[]): Gathered {
  const gathering = new Gathering();
  for (const { name, json } of documents) gathering.take({ name, json: inGraphsWords(json) });
  return gathering.end();
}

/** Said where an export has no policy at all. */
export const NO_POLICY = `no Conditional Access policy is in it; ${HOW_TO_EXPORT}`;
