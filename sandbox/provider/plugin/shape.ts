import type { Value } from "./values";

/**
 * How a program may use a field. It must set it (required) or may set it (optional). Only the plugin sets it (computed), or the
 * plugin sets it if the program doesn't (optionalComputed): then an unset field keeps the tenant's value.
 */
export type Use = "required" | "optional" | "computed" | "optionalComputed";

/** Checks a value and returns what is wrong with it, if anything. Messages call it by its path. */
export type Rule = (value: Value, path: string) => string | undefined;

interface Common {
  readonly use: Use;
  /** A change of this field replaces the object. */
  readonly replaces?: true;
}

/** A field with a single value. */
export interface Scalar extends Common {
  readonly kind: "text" | "flag" | "number";
  readonly rule?: Rule;
  /** The value that an unset field has when two states are compared. */
  readonly unset?: string | boolean | null;
}

/** A list or a set of texts. Lists keep their order, sets don't. */
export interface Texts extends Common {
  readonly kind: "list" | "set";
  readonly rule?: Rule;
}

/** One record (`block`) or a list of records (`blocks`). */
export interface Block extends Common {
  readonly kind: "block" | "blocks";
  readonly shape: Shape;
}

/** A field of a record. */
export type Field = Scalar | Texts | Block;

/** A condition over several fields of a record. */
export interface Together {
  readonly kind: "exactlyOne" | "atLeastOne" | "allOrNone" | "conflict";
  readonly names: readonly string[];
}

/** The fields of a record by name, and what holds of several of them. */
export interface Shape {
  readonly fields: Readonly<Record<string, Field>>;
  readonly together?: readonly Together[];
}

const scalar =
  (kind: Scalar["kind"]) =>
  (use: Use, rule?: Rule): Scalar => ({ kind, use, ...(rule && { rule }) });
const several =
  (kind: Texts["kind"]) =>
  (use: Use, rule?: Rule): Texts => ({ kind, use, ...(rule && { rule }) });

/** Fields of the three scalar types, as tables use them: `text("required", notEmpty)`. */
export const [text, flag, number] = [scalar("text"), scalar("flag"), scalar("number")];
/** Fields of several texts, in the same notation: `set("optional", uuid)`. */
export const [list, set] = [several("list"), several("set")];
/** A field with one record. */
export const block = (use: Use, shape: Shape): Block => ({ kind: "block", use, shape });
/** A field with a list of records. */
export const blocks = (use: Use, shape: Shape): Block => ({ kind: "blocks", use, shape });

/** The value of an unset scalar. */
export const UNSET = { text: "", flag: false, number: 0 } as const;

/** Whether a program may set a field. */
export const isSettable = (field: Field): boolean => field.use !== "computed";

/** Whether an unset field keeps the tenant's value. */
export const isKeptWhenUnset = (field: Field): boolean => field.use === "computed" || field.use === "optionalComputed";
