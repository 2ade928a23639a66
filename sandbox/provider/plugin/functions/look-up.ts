import type { Graph } from "../graph";
import type { Fields } from "../values";

/** Looks something up in the tenant. */
export type LookUp = (graph: Graph, args: Fields) => Promise<Fields>;

/** `$filter=<field>+eq+'<value>'`, with blanks as the official plugin writes them. */
export const equals = (field: string, value: string): string =>
  `$filter=${field}+eq+'${encodeURIComponent(value.replaceAll("'", "''"))}'`;

/**
 * The only entry of a list.
 * @throws when there is none, or more than one
 */
export function single(found: readonly Fields[], what: string): Fields {
  const [first] = found;
  if (first === undefined) throw new Error(`no ${what}`);
  if (found.length > 1) throw new Error(`more than one ${what}`);
  return first;
}
