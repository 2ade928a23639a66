import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { type Properties, type Resource, UNRESOLVED } from "../../../policies/stack/objects/resource";
import * as ids from "./ids";
import { ACTION, COLLECTION, RESOURCE, UPDATE } from "./requests";
import { aResource } from "./stacks";

/** A file of rows below test/policies: a word in capitals is an id of ids.ts. */
export const tableOf = (...path: readonly string[]): unknown =>
  parse(
    Object.entries(ids).reduce(
      (text, [name, id]) => text.replaceAll(new RegExp(`\\b${name}\\b`, "g"), id),
      readFileSync(join(__dirname, "..", ...path), "utf8"),
    ),
  );

/** The value with a mark in place of what isn't known: `?`, and `$name` for a value of another resource. */
export function known(value: unknown): unknown {
  if (typeof value === "string") return /^(?:\?|\$(?!batch$)\w+)$/.test(value) ? UNRESOLVED : value;
  if (Array.isArray(value)) return value.map(known);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, known(inner)]));
}

/** A row of a table in `rows/`: words, and then what the words are about. */
type Row = readonly [string, ...unknown[]];

/** A table's part, row by row; where rows stand below what is said of them, that comes first. */
export function rowsIn(table: string, part: string): readonly Row[] {
  const { [part]: rows } = tableOf("rows", `${table}.rows`) as { [part: string]: readonly Row[] | object };
  if (Array.isArray(rows)) return rows.map(known) as readonly Row[];
  return Object.entries(rows ?? {}).flatMap(([says, all]) =>
    (all as readonly Row[]).map((row): Row => [says, ...(known(row) as Row)]),
  );
}

const GENERIC: { readonly [name: string]: string } = {
  Resource: RESOURCE,
  UpdateResource: UPDATE,
  ResourceAction: ACTION,
  ResourceCollection: COLLECTION,
};

/** The resource with which a row ends: its type, of azuread or of msgraph, and its properties. */
export const resourceIn = (row: readonly unknown[]): Resource => {
  const [type, properties] = row.slice(-2) as [string, Properties];
  return aResource(GENERIC[type] ?? type, properties);
};
