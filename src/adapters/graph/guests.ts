import { homeTenantId } from "../../model/ids";
import type { Guests } from "../../model/policy";
import { GUEST_TYPES } from "../../model/sign-in";
import type { NotUnderstood } from "../../model/truth";
import { unknownWord, wrongShape } from "./complaints";
import { asObject, isAbsent, isEmpty, type JsonObject, typeName } from "./json";
import { readFlags, readTexts } from "./texts";
import { unknownKeys } from "./unknown-keys";
import { recognise, vocabulary, without } from "./words";

const TYPES = vocabulary("guest or external user type", ["none", ...GUEST_TYPES]);

export type ReadGuests =
  | { readonly kind: "none" }
  | { readonly kind: "guests"; readonly guests: Guests }
  | { readonly kind: "notUnderstood"; readonly notes: readonly NotUnderstood[] };

/** `includeGuestsOrExternalUsers` or `excludeGuestsOrExternalUsers`. */
export function readGuests(value: unknown, field: string): ReadGuests {
  if (isAbsent(value)) return { kind: "none" };
  const object = asObject(value);
  if (object === undefined) return { kind: "notUnderstood", notes: [wrongShape(field, value, "an object")] };
  const unknown = unknownKeys(object, ["guestOrExternalUserTypes", "externalTenants"], field);
  if (unknown.length > 0) return { kind: "notUnderstood", notes: unknown };
  const types = object["guestOrExternalUserTypes"];
  return isEmpty(object) || types === "" ? { kind: "none" } : { kind: "guests", guests: readObject(object, field) };
}

function readObject(object: JsonObject, field: string): Guests {
  const typesField = `${field}.guestOrExternalUserTypes`;
  const types = object["guestOrExternalUserTypes"];
  const recognised = recognise(readFlags(types, typesField), TYPES);
  return {
    types: without(recognised.words, "none"),
    homes: readHomes(object["externalTenants"], `${field}.externalTenants`),
    notUnderstood: [...(isAbsent(types) ? [wrongShape(typesField, types, "text")] : []), ...recognised.notUnderstood],
  };
}

function readHomes(value: unknown, field: string): Guests["homes"] {
  if (isAbsent(value)) return { kind: "unstated" };
  const object = asObject(value);
  if (object === undefined) return { kind: "notUnderstood", ...wrongShape(field, value, "an object") };
  const [unknown] = unknownKeys(object, ["membershipKind", "members"], field);
  if (unknown !== undefined) return { kind: "notUnderstood", ...unknown };
  return readMembership(object, field);
}

function readMembership(object: JsonObject, field: string): Guests["homes"] {
  const kind = object["membershipKind"] ?? kindFromType(object);
  const kindField = `${field}.membershipKind`;
  if (typeof kind !== "string") return { kind: "notUnderstood", ...wrongShape(kindField, kind, "text") };
  switch (kind.toLowerCase()) {
    case "all":
      return isEmpty(object["members"])
        ? { kind: "all" }
        : { kind: "notUnderstood", field: `${field}.members`, why: "all tenants and a list of tenants at once" };
    case "enumerated":
      return readTenants(object["members"], `${field}.members`);
    default:
      return { kind: "notUnderstood", ...unknownWord(kindField, kind, "membership kind") };
  }
}

function kindFromType(object: JsonObject): string | undefined {
  const type = typeName(object);
  if (type === "conditionalaccessallexternaltenants") return "all";
  return type === "conditionalaccessenumeratedexternaltenants" ? "enumerated" : undefined;
}

function readTenants(value: unknown, field: string): Guests["homes"] {
  const { texts, notUnderstood } = readTexts(value, field);
  const [first] = isAbsent(value) ? [wrongShape(field, value, "a list")] : notUnderstood;
  if (first !== undefined) return { kind: "notUnderstood", ...first };
  return { kind: "enumerated", tenants: new Set(texts.map(homeTenantId)) };
}
