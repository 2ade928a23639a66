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

/**
 * Parses the part of OData's `$filter` that this project and its provider use: comparisons joined by `and`, groups in parentheses
 * joined by `or`, the order of times, and lists with `any`.
 * @throws GraphError 400 for anything else
 */
export function parseFilter(text: string): Filter {
  let rest = text;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    const found = pattern.exec(rest);
    if (found !== null) rest = rest.slice(found[0].length);
    return found;
  };
  const expect = (pattern: RegExp): RegExpExecArray => {
    const found = take(pattern);
    if (found === null)
      throw badRequest(`Invalid filter clause: Syntax error or unsupported operator at '${rest}' in '${text}'.`);
    return found;
  };
  const comparison = (): Comparison => {
    const [, path = "", variable, part, equality, quoted, word, order, moment] = expect(COMPARISON);
    if (variable !== undefined) expect(/^\s*\)/);
    const plain = quoted?.replaceAll("''", "'") ?? moment ?? (JSON.parse(word ?? "null") as Json);
    return {
      path: path.split("/"),
      part,
      isAny: variable !== undefined,
      operator: equality ?? order ?? "",
      value: plain,
    };
  };
  const groups: Comparison[][] = [];
  do {
    const isOpen = take(/^\s*\(/) !== null;
    const group = [comparison()];
    while (isOpen && take(/^\s+or\s+/) !== null) group.push(comparison());
    if (isOpen) expect(/^\s*\)/);
    groups.push(group);
  } while (take(/^\s+and\s+/) !== null);
  expect(/^\s*$/);
  return groups;
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
