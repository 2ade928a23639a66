import { PLUGIN_VERSION } from "../version";
import type { LookUp } from "./look-ups";
import type { ResourceType } from "./resource-type";
import { type Field, isSettable, type Shape } from "./shape";
import type { Fields } from "./values";

/** The types of records by token. They are collected while the schema is written. */
type Types = Record<string, Fields>;

/**
 * The stand-in's part of the azuread package as a Pulumi package schema. Programs in YAML are checked with it, and code for
 * imported resources is generated from it.
 */
export function packageSchema(resources: Iterable<ResourceType>, lookUps: Iterable<LookUp>): Fields {
  const types: Types = {};
  const describe = <T extends { readonly token: string }>(all: Iterable<T>, spec: (one: T, base: string) => Fields) =>
    Object.fromEntries([...all].map((one) => [one.token, spec(one, baseName(one.token))]));
  return {
    name: "azuread",
    version: PLUGIN_VERSION,
    description: "The part of the azuread package that the sandbox's stand-in knows.",
    config: {},
    provider: {},
    resources: describe(resources, (type, base) => resourceSpec(type, base, types)),
    functions: describe(lookUps, (one, base) => functionSpec(one, base, types)),
    types,
  };
}

/** `azuread:index/getUser:getUser` → `GetUser` */
function baseName(token: string): string {
  const name = token.split(":").at(-1) ?? token;
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function resourceSpec({ shape }: ResourceType, base: string, types: Types): Fields {
  const settable: Shape = { fields: fieldsWhere(shape, isSettable) };
  const required = namesWhere(shape, (field) => field.use === "required");
  return {
    properties: properties(shape, base, types),
    required: namesWhere(shape, (field) => field.use !== "optional"),
    inputProperties: properties(settable, base, types),
    requiredInputs: required,
    stateInputs: { type: "object", properties: properties(shape, base, types) },
  };
}

function functionSpec({ args, results }: LookUp, base: string, types: Types): Fields {
  const outputs = { ...properties(results, base, types), id: TEXT };
  return {
    inputs: { type: "object", properties: properties(args, base, types) },
    outputs: { type: "object", properties: outputs, required: Object.keys(outputs) },
  };
}

const TEXT = { type: "string" };

function properties(shape: Shape, base: string, types: Types): Fields {
  const entries = Object.entries(shape.fields).map(([name, field]) => [name, propertySpec(name, field, base, types)]);
  return Object.fromEntries(entries);
}

function propertySpec(name: string, field: Field, base: string, types: Types): Fields {
  switch (field.kind) {
    case "text":
      return TEXT;
    case "flag":
      return { type: "boolean" };
    case "number":
      return { type: "integer" };
    case "list":
    case "set":
      return { type: "array", items: TEXT };
    case "block":
      return recordSpec(name, field.shape, base, types);
    case "blocks":
      return { type: "array", items: recordSpec(name, field.shape, base, types) };
  }
}

/** Adds the type of a record under a name of its own, and returns the reference to it. */
function recordSpec(name: string, shape: Shape, base: string, types: Types): Fields {
  const typeName = base + name.charAt(0).toUpperCase() + name.slice(1);
  const token = `azuread:index/${typeName}:${typeName}`;
  const settable: Shape = { fields: fieldsWhere(shape, isSettable) };
  types[token] = {
    type: "object",
    properties: properties(settable, typeName, types),
    required: namesWhere(settable, (field) => field.use === "required"),
  };
  return { $ref: `#/types/${token}` };
}

const fieldsWhere = (shape: Shape, holds: (field: Field) => boolean): Record<string, Field> =>
  Object.fromEntries(Object.entries(shape.fields).filter(([, field]) => holds(field)));

const namesWhere = (shape: Shape, holds: (field: Field) => boolean): string[] => Object.keys(fieldsWhere(shape, holds));
