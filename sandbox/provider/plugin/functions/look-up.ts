import type { Fields } from "../values";

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
