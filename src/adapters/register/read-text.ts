import { isAlias, isScalar, type Node } from "yaml";
import type { Place } from "./place";
import { describe, type Field } from "./read-fields";
import type { Report } from "./report";

/** A piece of text and where it stands. */
export type PlacedText = { readonly text: string; readonly at: Place };

/** The text of a field; reports a field that is empty or holds something else. */
export function readText(name: string, { key, value }: Field, report: Report): PlacedText | undefined {
  return value === undefined
    ? reportEmpty(`\`${name}\``, key, report)
    : readTextNode(`\`${name}\``, value, key, report);
}

/** The text of a node; an empty one is reported at `owner`, which has a width to underline. */
export function readTextNode(name: string, node: Node, owner: Node, report: Report): PlacedText | undefined {
  if (isAlias(node)) return undefined; // refused before
  if (isScalar(node) && (node.value === null || isBlank(node.value))) return reportEmpty(name, owner, report);
  if (isScalar(node) && typeof node.value === "string") return { text: node.value, at: report.placeOf(node) };
  report.add("wrong-type", report.placeOf(node), `${name} must be text, not ${describe(node)}`);
  return undefined;
}

function reportEmpty(name: string, owner: Node, report: Report): undefined {
  report.add("empty-field", report.placeOf(owner), `${name} is empty`);
}

const isBlank = (value: unknown): boolean => typeof value === "string" && value.trim() === "";
