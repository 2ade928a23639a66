import { badRequest } from "../http/graph-error";
import { isList, isObject, type Json, type JsonObject } from "../json";

/**
 * A comparison of a property, named from the outside in, with a value. `any`: an entry of its list, or `part` of one, equals the
 * value.
 */
interface Comparison {
  readonly path: readonly string[];
  readonly isAny: boolean;
  readonly part: string | undefined;
  readonly operator: string;
  readonly value: Json;
}

/** A parsed `$filter`: in each group at least one comparison must hold. */
export type Filter = readonly (readonly Comparison[])[];

const COMPARISON =
  /^\s*(\w+(?:\/(?!any\()\w+)*)(?:\/any\(\s*(\w+)\s*:\s*\2(?:\/(\w+))?)?\s+(?:(eq|ne)\s+(?:'((?:[^']|'')*)'|(true|false|null))|(ge|gt|le|lt)\s+(\d{4}-\d\d-\d\dT[\d:.]+Z?))/;

/** A filter that is read from left to right. */
class FilterText {
  readonly #text: string;
  #rest: string;

  constructor(text: string) {
    this.#text = text;
    this.#rest = text;
  }

  /** What comes next if it has this form, else null. */
  take(pattern: RegExp): RegExpExecArray | null {
    const found = pattern.exec(this.#rest);
    if (found !== null) this.#rest = this.#rest.slice(found[0].length);
    return found;
  }

  /** The same. @throws GraphError 400 if it has another form */
  expect(pattern: RegExp): RegExpExecArray {
    const found = this.take(pattern);
    if (found !== null) return found;
    const place = `'${this.#rest}' in '${this.#text}'`;
    throw badRequest(`Invalid filter clause: Syntax error or unsupported operator at ${place}.`);
  }
}

/**
 * Parses the part of OData's `$filter` that this project and its provider use: comparisons joined by `and`, groups in parentheses
 * joined by `or`, the order of times, and lists with `any`.
 * @throws GraphError 400 for anything else
 */
export function parseFilter(text: string): Filter {
  const filter = new FilterText(text);
  const groups: Comparison[][] = [];
  do {
    const isOpen = filter.take(/^\s*\(/) !== null;
    const group = [comparisonIn(filter)];
    while (isOpen && filter.take(/^\s+or\s+/) !== null) group.push(comparisonIn(filter));
    if (isOpen) filter.expect(/^\s*\)/);
    groups.push(group);
  } while (filter.take(/^\s+and\s+/) !== null);
  filter.expect(/^\s*$/);
  return groups;
}

function comparisonIn(filter: FilterText): Comparison {
  const [, path = "", variable, part, equality, quoted, word, order, moment] = filter.expect(COMPARISON);
  if (variable !== undefined) filter.expect(/^\s*\)/);
  const value = quoted?.replaceAll("''", "'") ?? moment ?? (JSON.parse(word ?? "null") as Json);
  return { path: path.split("/"), part, isAny: variable !== undefined, operator: equality ?? order ?? "", value };
}

/** The first names of the properties in a filter. */
export const propertiesOf = (filter: Filter): readonly string[] => filter.flat().map(({ path }) => path[0] ?? "");

/** Whether an object passes the filter. Texts are compared without letter case, as in Entra. A missing property is null. */
export const matches = (filter: Filter, object: JsonObject): boolean =>
  filter.every((group) => group.some((comparison) => holds(comparison, object)));

function holds({ path, isAny, part, operator, value }: Comparison, object: JsonObject): boolean {
  const found = path.reduce<Json>((inner, name) => (isObject(inner) ? (inner[name] ?? null) : null), object);
  const inside = (item: Json): Json => (part === undefined ? item : isObject(item) ? (item[part] ?? null) : null);
  if (isAny) return isList(found) && found.some((item) => equal(inside(item), value) === (operator === "eq"));
  if (operator === "eq" || operator === "ne") return equal(found, value) === (operator === "eq");
  const [one, other] = [Date.parse(String(found)), Date.parse(String(value))];
  return one === other ? operator.endsWith("e") : operator.startsWith("g") ? one > other : one < other;
}

const equal = (left: Json, right: Json): boolean =>
  typeof left === "string" && typeof right === "string" ? left.toLowerCase() === right.toLowerCase() : left === right;
