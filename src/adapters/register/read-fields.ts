import { isMap, isNode, isScalar, type Node, type YAMLMap } from "yaml";
import { nearestWord } from "./nearest-word";
import { quoted } from "./printable";
import type { Report } from "./report";

/** One field of a mapping; a field without anything after the colon has no value node. */
export type Field = { readonly key: Node; readonly value: Node | undefined };

/** The known fields of a mapping by name. Unknown, repeated and odd keys are reported. */
export function readFields(map: YAMLMap, known: readonly string[], report: Report): ReadonlyMap<string, Field> {
  const fields = new Map<string, Field>();
  for (const { key, value } of map.items) {
    if (!isNode(key)) continue;
    const name = isScalar(key) && typeof key.value === "string" ? key.value : undefined;
    const first = name === undefined ? undefined : fields.get(name);
    if (name === undefined || !known.includes(name)) reportUnknown(key, name, known, report);
    else if (first) reportRepeated(key, name, first, report);
    else fields.set(name, { key, value: isNode(value) ? value : undefined });
  }
  return fields;
}

function reportUnknown(key: Node, name: string | undefined, known: readonly string[], report: Report): void {
  if (name === "<<") report.add("merge-key", report.placeOf(key), "a merge key is not allowed in a register");
  else report.add("unknown-key", report.placeOf(key), unknownKey(key, name, known));
}

function unknownKey(key: Node, name: string | undefined, known: readonly string[]): string {
  if (name === undefined) return `${describe(key)} can't be a key here`;
  const meant = nearestWord(name, known);
  return `${quoted(name)} is not a known key; ${meant ? `did you mean \`${meant}\`?` : `known here: ${known.join(", ")}`}`;
}

function reportRepeated(key: Node, name: string, first: Field, report: Report): void {
  report.add(
    "duplicate-key",
    report.placeOf(key),
    `\`${name}\` is here already, on line ${report.placeOf(first.key).line}`,
  );
}

/** Is there nothing after the colon or the dash? */
export function isEmpty(node: Node | undefined): boolean {
  return node === undefined || (isScalar(node) && node.value === null);
}

/** What a node is, in words for a message. */
export function describe(node: Node | undefined): string {
  if (node === undefined || isEmpty(node)) return "nothing";
  if (isScalar(node))
    return typeof node.value === "boolean" ? "true or false" : typeof node.value === "string" ? "text" : "a number";
  return isMap(node) ? "a mapping" : "a list";
}
