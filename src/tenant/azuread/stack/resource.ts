import { asList, asObject, asText, type JsonObject } from "../../../law/json/json-object";
import { lastSegment } from "../../../law/json/reshape";
import { plainValue } from "./plain-values";

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

/** A resource of a state or a step, as it is written. */
export interface Written {
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

/** The packages whose resources say something of a tenant, or change it. */
const OF_ENTRA = /^(azuread|msgraph):/;

/** Whether a resource as it is written may say something of the tenant. */
export const isOfEntra = (resource: JsonObject | undefined): boolean => OF_ENTRA.test(asText(resource?.["type"]) ?? "");

/** What a resource is called in a message: the last part of its URN. */
export const nameIn = (resource: JsonObject | undefined): string =>
  (asText(resource?.["urn"]) ?? "a resource without a URN").split("::").at(-1) ?? "";

/** The id by which others refer to a resource, in lower case; `undefined` while it isn't deployed. */
export const idOf = ({ id, state }: StackResource): string | undefined =>
  (asText(state["objectId"]) ?? asText(lastSegment(id)))?.toLowerCase();
