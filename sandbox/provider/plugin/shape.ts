import type { Fields, Value } from "./values";

/**
 * How a program may use a field: it must set it, it may, the plugin alone does, or the plugin does when the program
 * doesn't ("optional and computed": an unset one keeps whatever the tenant has).
 */
export type Use = "required" | "optional" | "computed" | "optionalComputed";

/** Judges one value; `attribute` is the name that messages use. Answers what is wrong with it, or nothing. */
export type Rule = (value: Value, attribute: string) => string | undefined;

interface Common {
  readonly use: Use;
  /** A change of this field needs a new object. */
  readonly replaces?: true;
  /** The name in the official plugin's own state, where it isn't the usual snake case of ours. */
  readonly attribute?: string;
  /** The official plugin can set it, the stand-in can't. */
  readonly onlyOfficial?: true;
  /** Messages about this field point at that neighbour instead: an oddity of the official plugin that was recorded. */
  readonly examineAt?: string;
}

export interface Scalar extends Common {
  readonly kind: "text" | "flag" | "number";
  readonly rule?: Rule;
  /** What an unset field counts as when two states are compared. */
  readonly unset?: string | boolean | null;
}

/** A list or a set of texts. Lists keep their order, sets don't. */
export interface Texts extends Common {
  readonly kind: "list" | "set";
  readonly rule?: Rule;
  /** In the state an empty one is null, although the plugin fills it by itself. */
  readonly emptyIsNull?: true;
}

/** One record (`block`) or a list of records (`blocks`). */
export interface Block extends Common {
  readonly kind: "block" | "blocks";
  readonly shape: Shape;
  /** Adding a record without any effect is no difference: Graph keeps none. One that sets nothing at all is one, an oddity. */
  readonly isEffective?: (record: Fields) => boolean;
}

export type Field = Scalar | Texts | Block;

/** A condition over neighbouring fields. One failure is reported per name, in this order. */
export interface Together {
  readonly kind: "exactlyOne" | "atLeastOne" | "allOrNone" | "conflict";
  readonly names: readonly string[];
}

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

/** The fields as tables write them: `text("required", notEmpty)`. */
export const [text, flag, number] = [scalar("text"), scalar("flag"), scalar("number")];
export const [list, set] = [several("list"), several("set")];
export const block = (use: Use, shape: Shape): Block => ({ kind: "block", use, shape });
export const blocks = (use: Use, shape: Shape): Block => ({ kind: "blocks", use, shape });

/** What an unset scalar counts as. */
export const UNSET = { text: "", flag: false, number: 0 } as const;

export const isSettable = (field: Field): boolean => field.use !== "computed";

/** True for a field that keeps the tenant's value when the program leaves it out. */
export const isKeptWhenUnset = (field: Field): boolean => field.use === "computed" || field.use === "optionalComputed";

/** `signInRiskLevels` → `sign_in_risk_levels`, the name that the official plugin's messages use. */
export function attributeName(name: string, field: Field | undefined): string {
  return field?.attribute ?? name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
