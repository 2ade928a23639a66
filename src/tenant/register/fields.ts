import { isAlias, isMap, isNode, isScalar, type Node, type YAMLMap } from "yaml";
import { nearestWord } from "../../text/nearest-word";
import { quoted } from "../../text/printable";
import type { SourceSpan } from "../../text/source-span";
import type { Diagnostics } from "./errors";

/** One field of a mapping; a field without anything after the colon has no value node. */
export type Field = { readonly key: Node; readonly value: Node | undefined };

/** The known fields of a mapping by name. Unknown, repeated and odd keys are reported. */
export function readFields(
  map: YAMLMap,
  known: readonly string[],
  diagnostics: Diagnostics,
): ReadonlyMap<string, Field> {
  const fields = new Map<string, Field>();
  for (const { key, value } of map.items) {
    if (!isNode(key)) continue;
    const name = isScalar(key) && typeof key.value === "string" ? key.value : undefined;
    const first = name === undefined ? undefined : fields.get(name);
    if (name === undefined || !known.includes(name)) reportUnknown(key, name, known, diagnostics);
    else if (first)
      diagnostics.add(
        "duplicate-key",
        key,
        `\`${name}\` is here already, on line ${diagnostics.spanOf(first.key).line}`,
      );
    else fields.set(name, { key, value: isNode(value) ? value : undefined });
  }
  return fields;
}

function reportUnknown(key: Node, name: string | undefined, known: readonly string[], diagnostics: Diagnostics): void {
  const meant = nearestWord(name ?? "", known);
  const perhaps = meant === undefined ? `known here: ${known.join(", ")}` : `did you mean \`${meant}\`?`;
  if (name === "<<") diagnostics.add("merge-key", key, "a merge key is not allowed in a register");
  else if (name === undefined) diagnostics.add("unknown-key", key, `${describeNode(key)} can't be a key here`);
  else diagnostics.add("unknown-key", key, `${quoted(name)} is not a known key; ${perhaps}`);
}

/** Is there nothing after the colon or the dash? */
export function isEmptyNode(node: Node | undefined): boolean {
  return node === undefined || (isScalar(node) && node.value === null);
}

/** What a node is, in words for a message. */
export function describeNode(node: Node | undefined): string {
  if (node === undefined || isEmptyNode(node)) return "nothing";
  if (isScalar(node))
    return typeof node.value === "boolean" ? "true or false" : typeof node.value === "string" ? "text" : "a number";
  return isMap(node) ? "a mapping" : "a list";
}

/** A piece of text and where it stands. */
export type TextWithSpan = { readonly text: string; readonly at: SourceSpan };

/** The text of a field, if it is there; reports one that is empty or holds something else. */
export const readText = (name: string, field: Field | undefined, diagnostics: Diagnostics): TextWithSpan | undefined =>
  field && readTextNode(`\`${name}\``, field.value, field.key, diagnostics);

/** The text of a node; an empty one is reported at `owner`, which has a width to underline. */
export function readTextNode(
  name: string,
  node: Node | undefined,
  owner: Node,
  diagnostics: Diagnostics,
): TextWithSpan | undefined {
  if (isAlias(node)) return undefined; // refused before
  if (node === undefined || isEmptyNode(node) || isBlank(node))
    diagnostics.add("empty-field", owner, `${name} is empty`);
  else if (isScalar(node) && typeof node.value === "string") return { text: node.value, at: diagnostics.spanOf(node) };
  else diagnostics.add("wrong-type", node, `${name} must be text, not ${describeNode(node)}`);
  return undefined;
}

const isBlank = (node: Node): boolean => isScalar(node) && typeof node.value === "string" && node.value.trim() === "";
