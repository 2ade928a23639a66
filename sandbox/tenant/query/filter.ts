import { badRequest } from "../http/graph-error";
import { isGuid, isList, isObject, type Json, type JsonObject } from "../json";

/** A parsed `$filter`. Paths are property names from the outside in. */
export type Filter =
  | { readonly kind: "and" | "or"; readonly left: Filter; readonly right: Filter }
  | { readonly kind: "not"; readonly inner: Filter }
  | { readonly kind: "compare"; readonly path: readonly string[]; readonly operator: "eq" | "ne"; readonly value: Json }
  /** Moments, one before or after the other. */
  | { readonly kind: "order"; readonly path: readonly string[]; readonly operator: Order; readonly value: string }
  | { readonly kind: "in"; readonly path: readonly string[]; readonly values: readonly Json[] }
  | { readonly kind: "startswith" | "endswith"; readonly path: readonly string[]; readonly start: string }
  | { readonly kind: "any"; readonly path: readonly string[]; readonly value: Json };

type Order = "ge" | "gt" | "le" | "lt";

/** Every property that a filter speaks about, by its first name. */
export function propertiesOf(filter: Filter): readonly string[] {
  switch (filter.kind) {
    case "and":
    case "or":
      return [...propertiesOf(filter.left), ...propertiesOf(filter.right)];
    case "not":
      return propertiesOf(filter.inner);
    default:
      return filter.path.slice(0, 1);
  }
}

/**
 * Parses the part of OData's `$filter` that Graph's directory supports without further ado: `eq`, `ne`, `in`, `and`, `or`, `not`,
 * `startswith`, `endswith`, parentheses, `ge` and its like for moments, and `any` for lists of plain values.
 * @throws GraphError 400 for anything else
 */
export function parseFilter(text: string): Filter {
  const reader = new TokenReader(text);
  const filter = readOr(reader);
  reader.expectEnd();
  return filter;
}

class TokenReader {
  private readonly tokens: readonly FilterToken[];
  private readonly source: string;
  private at = 0;

  constructor(source: string) {
    this.source = source;
    this.tokens = filterTokens(source);
  }

  next(): FilterToken {
    const token = this.tokens[this.at++];
    if (token === undefined) throw this.refusal();
    return token;
  }

  takeWord(word: string): boolean {
    return this.take((token) => token.kind === "word" && token.text.toLowerCase() === word);
  }

  takeMark(mark: string): boolean {
    return this.take((token) => token.kind === "mark" && token.text === mark);
  }

  expectMark(mark: string): void {
    if (!this.takeMark(mark)) throw this.refusal();
  }

  expectEnd(): void {
    if (this.at < this.tokens.length) throw this.refusal();
  }

  refusal(): Error {
    return badRequest(`Invalid filter clause: Syntax error or unsupported operator in '${this.source}'.`);
  }

  private take(fits: (token: FilterToken) => boolean): boolean {
    const token = this.tokens[this.at];
    if (token === undefined || !fits(token)) return false;
    this.at += 1;
    return true;
  }
}

function readOr(reader: TokenReader): Filter {
  let left = readAnd(reader);
  while (reader.takeWord("or")) left = { kind: "or", left, right: readAnd(reader) };
  return left;
}

function readAnd(reader: TokenReader): Filter {
  let left = readUnary(reader);
  while (reader.takeWord("and")) left = { kind: "and", left, right: readUnary(reader) };
  return left;
}

function readUnary(reader: TokenReader): Filter {
  if (reader.takeWord("not")) return { kind: "not", inner: readUnary(reader) };
  if (reader.takeMark("(")) return readInParentheses(reader);
  if (reader.takeWord("startswith")) return readAffix(reader, "startswith");
  if (reader.takeWord("endswith")) return readAffix(reader, "endswith");
  return readComparison(reader);
}

function readInParentheses(reader: TokenReader): Filter {
  const inner = readOr(reader);
  reader.expectMark(")");
  return inner;
}

function readAffix(reader: TokenReader, kind: "startswith" | "endswith"): Filter {
  reader.expectMark("(");
  const path = readPath(reader);
  reader.expectMark(",");
  const start = readLiteral(reader);
  reader.expectMark(")");
  if (typeof start !== "string") throw reader.refusal();
  return { kind, path, start };
}

function readComparison(reader: TokenReader): Filter {
  const path = readPath(reader);
  if (path.length > 1 && path.at(-1) === "any") return readAny(reader, path.slice(0, -1));
  if (reader.takeWord("eq")) return { kind: "compare", path, operator: "eq", value: readLiteral(reader) };
  if (reader.takeWord("ne")) return { kind: "compare", path, operator: "ne", value: readLiteral(reader) };
  const order = ORDERS.find((word) => reader.takeWord(word));
  if (order !== undefined) return { kind: "order", path, operator: order, value: readMoment(reader) };
  if (reader.takeWord("in")) return { kind: "in", path, values: readValues(reader) };
  throw reader.refusal();
}

const ORDERS: readonly Order[] = ["ge", "gt", "le", "lt"];
const MOMENT = /^\d{4}-\d\d-\d\dT[\d:.]+Z?$/;

function readMoment(reader: TokenReader): string {
  const token = reader.next();
  if (token.kind !== "word" || !MOMENT.test(token.text) || Number.isNaN(Date.parse(token.text))) throw reader.refusal();
  return token.text;
}

/** `groupTypes/any(c:c eq 'Unified')`: some element of the list equals the value. */
function readAny(reader: TokenReader, path: readonly string[]): Filter {
  reader.expectMark("(");
  const variable = readPath(reader).join("/");
  reader.expectMark(":");
  if (readPath(reader).join("/") !== variable || !reader.takeWord("eq")) throw reader.refusal();
  const value = readLiteral(reader);
  reader.expectMark(")");
  return { kind: "any", path, value };
}

function readValues(reader: TokenReader): readonly Json[] {
  reader.expectMark("(");
  const values = [readLiteral(reader)];
  while (reader.takeMark(",")) values.push(readLiteral(reader));
  reader.expectMark(")");
  return values;
}

function readPath(reader: TokenReader): readonly string[] {
  const token = reader.next();
  if (token.kind !== "word" || !/^[A-Za-z_][\w/]*$/.test(token.text)) throw reader.refusal();
  return token.text.split("/");
}

function readLiteral(reader: TokenReader): Json {
  const token = reader.next();
  if (token.kind === "text") return token.value;
  if (token.kind === "mark") throw reader.refusal();
  const word = token.text.toLowerCase();
  if (word === "null") return null;
  if (word === "true" || word === "false") return word === "true";
  if (isGuid(word)) return word;
  if (/^-?\d+(\.\d+)?$/.test(word)) return Number(word);
  throw reader.refusal();
}

/** One token of a `$filter`. A quoted text is a literal even when it reads like a word. */
type FilterToken =
  | { readonly kind: "word"; readonly text: string }
  | { readonly kind: "text"; readonly value: string }
  | { readonly kind: "mark"; readonly text: "(" | ")" | "," | ":" };

/** A moment has colons of its own. */
const TOKEN = /\s*(?:'((?:[^']|'')*)'|([(),:])|(\d{4}-\d\d-\d\dT[\d:.]+Z?|[^\s'(),:]+))/y;

/**
 * Splits a `$filter` into tokens; a doubled quote inside quotes stands for one quote.
 * @throws GraphError 400 at a quote that doesn't end
 */
function filterTokens(filter: string): readonly FilterToken[] {
  const tokens: FilterToken[] = [];
  const source = filter.trimEnd();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < source.length) {
    const start = TOKEN.lastIndex;
    const found = TOKEN.exec(source);
    if (found === null)
      throw badRequest(`There is an unterminated string literal at position ${source.length} in '${filter}'.`);
    tokens.push(tokenOf(found, source.slice(start)));
  }
  return tokens;
}

function tokenOf(found: RegExpExecArray, rest: string): FilterToken {
  const [, quoted, mark, word] = found;
  if (quoted !== undefined) return { kind: "text", value: quoted.replaceAll("''", "'") };
  if (mark === "(" || mark === ")" || mark === "," || mark === ":") return { kind: "mark", text: mark };
  return { kind: "word", text: word ?? rest };
}

/** Does the object pass the filter? Texts compare without regard to case, as in Entra; an absent property is null. */
export function matches(filter: Filter, object: JsonObject): boolean {
  switch (filter.kind) {
    case "and":
      return matches(filter.left, object) && matches(filter.right, object);
    case "or":
      return matches(filter.left, object) || matches(filter.right, object);
    case "not":
      return !matches(filter.inner, object);
    case "compare":
      return equal(valueAt(object, filter.path), filter.value) === (filter.operator === "eq");
    case "order":
      return isInOrder(valueAt(object, filter.path), filter.operator, filter.value);
    case "in":
      return filter.values.some((value) => equal(valueAt(object, filter.path), value));
    case "any":
      return holds(valueAt(object, filter.path), filter.value);
    case "startswith":
      return folded(valueAt(object, filter.path)).startsWith(folded(filter.start));
    case "endswith":
      return folded(valueAt(object, filter.path)).endsWith(folded(filter.start));
  }
}

function valueAt(object: JsonObject, path: readonly string[]): Json {
  return path.reduce<Json>((value, name) => (isObject(value) ? (value[name] ?? null) : null), object);
}

function isInOrder(value: Json, order: Order, moment: string): boolean {
  const [one, other] = [Date.parse(String(value)), Date.parse(moment)];
  switch (order) {
    case "ge":
      return one >= other;
    case "gt":
      return one > other;
    case "le":
      return one <= other;
    case "lt":
      return one < other;
  }
}

function holds(list: Json, value: Json): boolean {
  return isList(list) && list.some((item) => equal(item, value));
}

function equal(left: Json, right: Json): boolean {
  return typeof left === "string" && typeof right === "string" ? folded(left) === folded(right) : left === right;
}

/** A text in one case; anything else as a text that no other text starts with. */
function folded(value: Json): string {
  return typeof value === "string" ? value.toLowerCase() : "\u0000";
}
