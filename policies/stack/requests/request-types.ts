import type { Properties, Resource } from "../objects/resource";

/** How a type of the generic package makes its requests. */
export interface RequestType {
  /** The method where none is given. */
  readonly method: string;
  /** The properties that the address is made of, in this order, with slashes between; the first is the one to show. */
  readonly address: readonly [string, ...string[]];
  /** The properties that say the method, objects that are referred to, what is asked beside the address, and where an item is. */
  readonly uses: { readonly [use in "method" | "references" | "headers" | "item"]?: string };
  /** What decides nothing that is written. */
  readonly harmless: readonly string[];
}

const words = (text: string): readonly string[] => text.split(" ");

const EVERYWHERE = words("id output retry timeouts responseExportValues readQueryParameters apiVersion");
const WITH_BODY = [
  ...EVERYWHERE,
  ...words("body ignoreMissingProperty createQueryParameters updateQueryParameters deleteQueryParameters updateMethod"),
];

/**
 * The types that write. `ResourceAction` appends its action to the address, and sends the request when it is created or,
 * with `when: destroy`, when it is destroyed: it is judged alike. A `Resource` that exists writes to `resourceUrl`.
 * @see https://github.com/microsoft/terraform-provider-msgraph, `internal/services/msgraph_*.go` (0.3), whose attributes
 *   these are in Pulumi's spelling
 */
const TYPES: { readonly [type: string]: RequestType } = {
  "msgraph:index/resource:Resource": {
    method: "POST",
    address: ["url"],
    uses: { method: "createMethod", item: "resourceUrl" },
    harmless: WITH_BODY,
  },
  "msgraph:index/updateResource:UpdateResource": { method: "PATCH", address: ["url"], uses: {}, harmless: WITH_BODY },
  "msgraph:index/resourceAction:ResourceAction": {
    method: "POST",
    address: ["resourceUrl", "action"],
    uses: { method: "method", headers: "headers" },
    harmless: [...EVERYWHERE, "body", "queryParameters", "when"],
  },
  "msgraph:index/resourceCollection:ResourceCollection": {
    method: "POST",
    address: ["url"],
    uses: { references: "referenceIds" },
    harmless: [...EVERYWHERE, "collectionType", "skipDestroy"],
  },
};

/** How the resource makes its requests, or the property, or the type, by which nobody can tell. */
export type ReadType =
  | { readonly kind: "known"; readonly type: RequestType }
  | { readonly kind: "unknown"; readonly property: string | undefined };

/** How the resource makes its requests: unknown where the type is another one, or has a property that it shouldn't have. */
export function requestTypeOf({ type, properties }: Resource): ReadType {
  const known = TYPES[type];
  if (known === undefined) return { kind: "unknown", property: undefined };
  const { address, uses, harmless } = known;
  const names = new Set([...address, ...Object.values(uses), ...harmless]);
  // Names that begin with two underscores are the engine's bookkeeping.
  const property = Object.keys(properties).find(
    (name) => !name.startsWith("__") && isGiven(name, properties) && !names.has(name),
  );
  return property === undefined ? { kind: "known", type: known } : { kind: "unknown", property };
}

/** Whether the program says something under that name. */
export const isGiven = (name: string, properties: Properties): boolean =>
  properties[name] !== undefined && properties[name] !== null && properties[name] !== "";
