import { isDeepStrictEqual } from "node:util";
import { isList, isObject, type Json, type JsonObject } from "../json";

/** The form that a value must have, without its meaning. */
export type Shape =
  | { readonly kind: "text" }
  | { readonly kind: "boolean" }
  | { readonly kind: "integer" }
  | { readonly kind: "oneOf"; readonly values: readonly string[] }
  | { readonly kind: "flags"; readonly values: readonly string[] }
  | { readonly kind: "pattern"; readonly expected: string; readonly fits: (text: string) => boolean }
  | { readonly kind: "list"; readonly of: Shape }
  | { readonly kind: "object"; readonly fields: Readonly<Record<string, Shape>> }
  | { readonly kind: "nullable"; readonly inner: Shape }
  | { readonly kind: "anything" };

/** A place where a value doesn't have its shape, and what was expected there. */
export interface Misfit {
  readonly path: string;
  readonly expected: string;
}

/**
 * The places where a value doesn't have the shape. Annotations (`@odata.…`) fit anywhere.
 * @param stored the stored value. The same value always fits, and so does any value of a property that only the stored one has
 */
export function misfits(value: Json | undefined, shape: Shape, stored?: Json, path = ""): readonly Misfit[] {
  if (stored !== undefined && isDeepStrictEqual(value, stored)) return [];
  switch (shape.kind) {
    case "anything":
      return [];
    case "nullable":
      return value === null ? [] : misfits(value, shape.inner, stored, path);
    case "list":
      return isList(value)
        ? value.flatMap((item, index) => misfits(item, shape.of, undefined, `${path}[${index}]`))
        : [{ path, expected: "a list" }];
    case "object":
      return isObject(value) ? objectMisfits(value, shape.fields, stored, path) : [{ path, expected: "an object" }];
    default:
      return scalarFits(value, shape) ? [] : [{ path, expected: expectation(shape) }];
  }
}

function objectMisfits(
  value: JsonObject,
  fields: Readonly<Record<string, Shape>>,
  stored: Json | undefined,
  path: string,
): readonly Misfit[] {
  return Object.entries(value).flatMap(([name, item]) => {
    if (name.includes("@odata.")) return [];
    const at = path === "" ? name : `${path}.${name}`;
    const shape = fields[name];
    const before = isObject(stored) ? stored[name] : undefined;
    if (shape === undefined) return before === undefined ? [{ path: at, expected: "no such property" }] : [];
    return misfits(item, shape, before, at);
  });
}

type Scalar = Exclude<Shape, { kind: "anything" | "nullable" | "list" | "object" }>;

function scalarFits(value: Json | undefined, shape: Scalar): boolean {
  if (shape.kind === "boolean") return typeof value === "boolean";
  if (shape.kind === "integer") return Number.isInteger(value);
  return typeof value === "string" && textFits(value, shape);
}

function textFits(value: string, shape: Exclude<Scalar, { kind: "boolean" | "integer" }>): boolean {
  switch (shape.kind) {
    case "text":
      return true;
    case "oneOf":
      return shape.values.includes(value);
    case "flags":
      return value.split(",").every((flag) => shape.values.includes(flag.trim()));
    case "pattern":
      return shape.fits(value);
  }
}

function expectation(shape: Scalar): string {
  switch (shape.kind) {
    case "oneOf":
      return `one of ${shape.values.join(", ")}`;
    case "flags":
      return `${shape.values.join(", ")}, joined by commas`;
    case "pattern":
      return shape.expected;
    default:
      return `a ${shape.kind}`;
  }
}
