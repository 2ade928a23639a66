import { asList, asObject, asText, type JsonObject } from "../../../law/json/json-object";
import { SECRET_VALUE } from "../../../law/json/not-understood";
import { lastSegment } from "../../../law/json/reshape";

/** A resource as a stack's state or a preview has it. */
export interface StackResource {
  readonly urn: string;
  /** The package of its type: `azuread`; `pulumi` of providers. */
  readonly of: string;
  /** The last part of its type: `ConditionalAccessPolicy`; a provider's package. */
  readonly type: string;
  /** As the provider gives it; `undefined` while it isn't deployed. */
  readonly id: string | undefined;
  /** What the program gives; nothing of what it only reads. */
  readonly inputs: JsonObject;
  /** What the provider has read or made last; the inputs where it is to change. */
  readonly state: JsonObject;
  /** The URN of its provider; `undefined` where none is written. */
  readonly provider: string | undefined;
  /** Properties that the engine leaves as they are in the tenant (`ignoreChanges`). */
  readonly unmanaged: readonly string[];
}

/** What Pulumi has written down of a stack, or what is wrong with it. */
export type ReadStack =
  | { readonly ok: true; readonly resources: readonly StackResource[]; readonly isWhole: boolean }
  | { readonly ok: false; readonly problem: string };

interface Written {
  readonly resource: JsonObject;
  readonly id: unknown;
  /** What it is in the tenant; `undefined` where that is what the program gives. */
  readonly outputs: unknown;
  /** The program only reads it: what it gives is to find it by, and nobody keeps it that way. */
  readonly isOnlyRead: boolean;
}

/** A resource of a package, as it is; none for a component, which has nothing in the tenant by itself. */
export function asResource({ resource, id, outputs, isOnlyRead }: Written): readonly StackResource[] {
  const [, of, type] = /^([\w-]+):(?:[\w/.-]+:)?([\w-]+)$/.exec(asText(resource["type"]) ?? "") ?? [];
  if (of === undefined || type === undefined || resource["custom"] === false) return [];
  const inputs = isOnlyRead ? {} : (asObject(plainValue(resource["inputs"])) ?? {});
  const provider = asText(resource["provider"]);
  return [
    {
      ...{ urn: asText(resource["urn"]) ?? "", of, type, id: asText(plainValue(id)), inputs },
      state: outputs === undefined ? inputs : (asObject(plainValue(outputs)) ?? {}),
      provider: provider?.slice(0, provider.lastIndexOf("::")),
      unmanaged: (asList(resource["ignoreChanges"]) ?? []).flatMap((path) => asText(path) ?? []),
    },
  ];
}

/** Whether a resource as it is written may say something of the tenant. */
export const isOfEntra = (resource: JsonObject | undefined): boolean =>
  /^(azuread|msgraph):/.test(asText(resource?.["type"]) ?? "");

/** What a resource is called in a message: the last part of its URN. */
export const nameIn = (resource: JsonObject | undefined): string =>
  (asText(resource?.["urn"]) ?? "a resource without a URN").split("::").at(-1) ?? "";

/** The id by which others refer to a resource, in lower case; `undefined` while it isn't deployed. */
export const idOf = ({ id, state }: StackResource): string | undefined =>
  (asText(state["objectId"]) ?? asText(lastSegment(id)))?.toLowerCase();

const UNRESOLVED: unique symbol = Symbol("unresolved");

/** What the engine writes, and shows, for a value that it doesn't know yet. @see pulumi/pulumi, "UnknownStringValue" and its like */
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

/** The key by which an object says that it stands for a value of another kind, a secret among others. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";

/** A value of a stack's state, with a symbol in the place of each part that is secret or isn't known yet. */
export function plainValue(value: unknown, depth = 0): unknown {
  if (value === "[secret]") return SECRET_VALUE;
  if (UNKNOWN_VALUES.has(value) || depth > 100) return UNRESOLVED;
  if (Array.isArray(value)) return value.map((item) => plainValue(item, depth + 1));
  const object = asObject(value);
  if (object === undefined) return value;
  if (SIGNATURE in object) return SECRET_VALUE;
  return Object.fromEntries(Object.entries(object).map(([key, inner]) => [key, plainValue(inner, depth + 1)]));
}
