import { isAlias, isCollection, isMap, isNode, isPair, isScalar, type Node, parseDocument } from "yaml";
import { printable } from "../../text/printable";
import { type Result, resultOf } from "../../text/result";
import { type SourceSpan, type SourceText, spanAt, startOf } from "../../text/source-span";
import { type RegisterError, registerError } from "./register-text";

/** A value of a register, and its place. An empty value has the place of its key or list. */
export type Placed = { readonly at: SourceSpan } & (
  | { readonly kind: "list"; readonly items: readonly Placed[] }
  | { readonly kind: "mapping"; readonly fields: readonly { readonly key: Placed; readonly value: Placed }[] }
  /** A text, a number, true, false or null. */
  | { readonly kind: "scalar"; readonly value: unknown }
);

/** Parses the YAML of a register. */
export function parseRegister(source: SourceText): Result<Placed, RegisterError> {
  // The parser would compare each key with all others. The reader of the content looks for keys that are there twice.
  const options = { version: "1.2", uniqueKeys: false, prettyErrors: false, logLevel: "error" } as const;
  const { contents, errors } = parseDocument(source.text, options);
  const special: RegisterError[] = [];
  const root = placed(contents, startOf(source.file));
  return resultOf(() => root, special.length > 0 ? special.slice(0, 1) : syntaxErrors(errors, source));

  /** @param around the place of the key or list */
  function placed(node: unknown, around: SourceSpan): Placed {
    if (!isNode(node)) return { at: around, kind: "scalar", value: null };
    const at = placeOf(node, source);
    // An alias may grow without end.
    if (isAlias(node) || node.tag !== undefined || node.anchor !== undefined)
      special.push(registerError("not-plain", at, "an anchor, an alias or a tag is not allowed in a register"));
    if (isMap(node)) return { at, kind: "mapping", fields: node.items.map((pair) => field(pair.key, pair.value, at)) };
    if (isCollection(node)) return { at, kind: "list", items: node.items.map((item) => placed(item, at)) };
    const value = isScalar(node) ? node.value : null;
    return { at: value === null ? around : at, kind: "scalar", value };
  }

  function field(name: unknown, value: unknown, around: SourceSpan) {
    const key = placed(name, around);
    return { key, value: placed(value, key.at) };
  }
}

/** A list or mapping is underlined at its first item or key only. */
function placeOf(node: Node, source: SourceText): SourceSpan {
  const first: unknown = isCollection(node) ? node.items[0] : undefined;
  const head = isPair(first) ? first.key : first;
  const end = (isNode(head) ? head.range?.[1] : undefined) ?? node.range?.[1] ?? 0;
  return spanAt(source, node.range?.[0] ?? 0, end);
}

/** The first error of each line: the others follow from it. */
function syntaxErrors(
  errors: readonly { readonly message: string; readonly pos: readonly [number, number] }[],
  source: SourceText,
): readonly RegisterError[] {
  const lines = new Map<number, RegisterError>();
  const end = source.text.trimEnd().length - 1;
  for (const { message, pos } of errors) {
    const at = spanAt(source, Math.min(pos[0], end), pos[1]);
    // A message of the parser repeats the text at fault, which may be long.
    const says = printable(message.charAt(0).toLowerCase() + message.slice(1, 200));
    if (!lines.has(at.line)) lines.set(at.line, registerError("bad-yaml", at, says));
  }
  return [...lines.values()];
}
