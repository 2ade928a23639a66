import type { Graph } from "../graph";
import { notEmpty, uuid } from "../rules";
import type { Block, Scalar, Shape, Texts } from "../shape";
import type { Fields } from "../values";

/** Something that programs can ask the tenant. */
export interface FunctionType {
  /** As programs name it: `azuread:index/getUser:getUser`. */
  readonly token: string;
  readonly args: Shape;
  /** What it answers, besides an `id`. */
  readonly results: Shape;
  /** Results that are records of texts with names that only the tenant knows. */
  readonly maps?: readonly string[];
  /** Looks it up. @throws when it isn't there, or can't be read */
  ask(graph: Graph, args: Fields): Promise<Fields>;
}

export const text: Scalar = { kind: "text", use: "optional", rule: notEmpty };
export const flag: Scalar = { kind: "flag", use: "optional" };
export const id: Scalar = { kind: "text", use: "optional", rule: uuid };
export const texts: Texts = { kind: "list", use: "optional", rule: notEmpty };
export const ids: Texts = { kind: "list", use: "optional", rule: uuid };

export const records = (shape: Shape): Block => ({ kind: "blocks", use: "optional", shape });

/** The same field under several names. */
export const each = <T>(field: T, ...names: readonly string[]): Record<string, T> =>
  Object.fromEntries(names.map((name) => [name, field]));

export const tokenOf = (name: string): string => `azuread:index/${name}:${name}`;

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
