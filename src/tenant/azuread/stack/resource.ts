import { asList, asObject, asText, type JsonObject } from "../../../law/json/json-object";
import { SECRET_VALUE } from "../../../law/json/not-understood";
import { lastSegment } from "../../../law/json/reshape";

/** A resource in the state or in a preview of a stack. */
export interface StackResource {
  readonly urn: string;
  /** The package of its type, such as `azuread`. The package of a provider is `pulumi`. */
  readonly of: string;
  /** The last part of its type, such as `ConditionalAccessPolicy`. For a provider it is the provider's package. */
  readonly type: string;
  /** The provider's id; `undefined` until it is deployed. */
  readonly id: string | undefined;
  /** What the program sets. Empty for a resource that the program only reads. */
  readonly inputs: JsonObject;
  /** What the provider last read or made; the inputs if the resource will change. */
  readonly state: JsonObject;
  /** The URN of its provider; `undefined` if it names none. */
  readonly provider: string | undefined;
  /** The properties that the engine doesn't change in the tenant (`ignoreChanges`). */
  readonly unmanaged: readonly string[];
}

/** The resources of a stack, or why they can't be read. */
export type ReadStack =
  | { readonly ok: true; readonly resources: readonly StackResource[]; readonly isWhole: boolean }
  | { readonly ok: false; readonly problem: string };

/**
 * A resource of Pulumi; `undefined` for a component, which has nothing in the tenant.
 * @param id as the provider has it
 * @param outputs what it is in the tenant; `undefined` if that is what the program sets
 * @param isOnlyRead whether the program only reads it: its inputs then say how to find it, and not how it stays
 */
export function asResource(
  resource: JsonObject,
  id: unknown,
  outputs: unknown,
  isOnlyRead: boolean,
): StackResource | undefined {
  const [, of, type] = /^([\w-]+):(?:[\w/.-]+:)?([\w-]+)$/.exec(asText(resource["type"]) ?? "") ?? [];
  if (of === undefined || type === undefined || resource["custom"] === false) return undefined;
  const inputs = isOnlyRead ? {} : (asObject(plainValue(resource["inputs"])) ?? {});
  const provider = asText(resource["provider"]);
  return {
    urn: asText(resource["urn"]) ?? "",
    of,
    type,
    id: asText(plainValue(id)),
    inputs,
    state: outputs === undefined ? inputs : (asObject(plainValue(outputs)) ?? {}),
    provider: provider?.slice(0, provider.lastIndexOf("::")),
    unmanaged: (asList(resource["ignoreChanges"]) ?? []).flatMap((path) => asText(path) ?? []),
  };
}

/** Whether a resource is of a package that writes to the tenant. */
export const isOfEntra = (resource: JsonObject | undefined): boolean =>
  /^(azuread|msgraph):/.test(asText(resource?.["type"]) ?? "");

/** The name of a resource in messages: the last part of its URN. */
export const nameIn = (resource: JsonObject | undefined): string =>
  (asText(resource?.["urn"]) ?? "a resource without a URN").split("::").at(-1) ?? "";

/** The id by which other objects refer to a resource, in lower case; `undefined` until it is deployed. */
export const idOf = ({ id, state }: StackResource): string | undefined =>
  (asText(state["objectId"]) ?? asText(lastSegment(id)))?.toLowerCase();

/** Stands for a value that is known only after deployment. */
export const UNRESOLVED: unique symbol = Symbol("unresolved");

/** What the engine writes or shows for a value that is known only after deployment. @see pulumi/pulumi, "UnknownStringValue" and its like */
const UNKNOWN_VALUES: ReadonlySet<unknown> = new Set([
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
  "[unknown]",
]);

/** The key of an object that stands for a value of another kind, such as a secret. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";

/** A value of a stack's state, with a symbol for each part that is secret or known only after deployment. */
export function plainValue(value: unknown, depth = 0): unknown {
  if (value === "[secret]") return SECRET_VALUE;
  if (UNKNOWN_VALUES.has(value) || depth > 100) return UNRESOLVED;
  if (Array.isArray(value)) return value.map((item) => plainValue(item, depth + 1));
  const object = asObject(value);
  if (object === undefined) return value;
  if (SIGNATURE in object) return SECRET_VALUE;
  return Object.fromEntries(Object.entries(object).map(([key, inner]) => [key, plainValue(inner, depth + 1)]));
}
