import { badRequest } from "../http/graph-error";

/** One token of a `$filter`. A quoted text is a literal even when it reads like a word. */
export type FilterToken =
  | { readonly kind: "word"; readonly text: string }
  | { readonly kind: "text"; readonly value: string }
  | { readonly kind: "mark"; readonly text: "(" | ")" | "," | ":" };

/** A moment has colons of its own. */
const TOKEN = /\s*(?:'((?:[^']|'')*)'|([(),:])|(\d{4}-\d\d-\d\dT[\d:.]+Z?|[^\s'(),:]+))/y;

/**
 * Splits a `$filter` into tokens; a doubled quote inside quotes stands for one quote.
 * @throws GraphError 400 at a quote that doesn't end
 */
export function filterTokens(filter: string): readonly FilterToken[] {
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
