import { isGuid } from "../guid";
import { badRequest } from "../http/graph-error";
import type { Json } from "../json";
import type { Filter, Order } from "./filter";
import { type FilterToken, filterTokens } from "./filter-tokens";

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
