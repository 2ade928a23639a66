import type { Resource } from "../objects/resource";

/**
 * What becomes of a property in the requests that the plugin sends: a part of the address (in this order, with slashes
 * between), its method, its body, the version of Graph, objects that it refers to, what is asked beside the address, or
 * nothing that decides what is written.
 */
type Use = "address" | "method" | "body" | "version" | "headers" | "references" | "item" | "nothing";

/** How a type of the generic package makes its requests: its properties, and the method where none is given. */
export interface RequestType {
  readonly uses: { readonly [property: string]: Use };
  readonly method: string;
}

const EVERYWHERE = {
  id: "nothing",
  output: "nothing",
  retry: "nothing",
  timeouts: "nothing",
  responseExportValues: "nothing",
  readQueryParameters: "nothing",
  apiVersion: "version",
} as const satisfies RequestType["uses"];

const WITH_BODY = {
  ...EVERYWHERE,
  url: "address",
  body: "body",
  ignoreMissingProperty: "nothing",
  createQueryParameters: "nothing",
  updateQueryParameters: "nothing",
  deleteQueryParameters: "nothing",
  updateMethod: "nothing",
} as const satisfies RequestType["uses"];

/**
 * The types that write. `ResourceAction` appends its action to the address, and sends the request when it is created or,
 * with `when: destroy`, when it is destroyed: it is judged alike. A `Resource` that exists writes to `resourceUrl`.
 * @see https://github.com/microsoft/terraform-provider-msgraph, `internal/services/msgraph_*.go` (0.3), whose attributes
 *   these are in Pulumi's spelling
 */
const TYPES: ReadonlyMap<string, RequestType> = new Map<string, RequestType>([
  [
    "msgraph:index/resource:Resource",
    { method: "POST", uses: { ...WITH_BODY, createMethod: "method", resourceUrl: "item" } },
  ],
  ["msgraph:index/updateResource:UpdateResource", { method: "PATCH", uses: WITH_BODY }],
  [
    "msgraph:index/resourceAction:ResourceAction",
    {
      method: "POST",
      uses: {
        ...EVERYWHERE,
        resourceUrl: "address",
        action: "address",
        method: "method",
        body: "body",
        headers: "headers",
        queryParameters: "nothing",
        when: "nothing",
      },
    },
  ],
  [
    "msgraph:index/resourceCollection:ResourceCollection",
    {
      method: "POST",
      uses: {
        ...EVERYWHERE,
        url: "address",
        referenceIds: "references",
        collectionType: "nothing",
        skipDestroy: "nothing",
      },
    },
  ],
]);

/** How the resource makes its requests, or the property, or the type, by which nobody can tell. */
export type ReadType =
  | { readonly kind: "known"; readonly type: RequestType }
  | { readonly kind: "unknown"; readonly property: string | undefined };

/** How the resource makes its requests: unknown where the type is another one, or has a property that it shouldn't have. */
export function requestTypeOf({ type, properties }: Resource): ReadType {
  const known = TYPES.get(type);
  if (known === undefined) return { kind: "unknown", property: undefined };
  const property = unknownProperty(known, properties);
  return property === undefined ? { kind: "known", type: known } : { kind: "unknown", property };
}

/** The properties of the type that are put to that use and given, in the order of the address. */
export const propertiesFor = ({ uses }: RequestType, use: Use, { properties }: Resource): readonly string[] =>
  Object.keys(uses).filter((name) => uses[name] === use && isGiven(properties[name]));

const isGiven = (value: unknown): boolean => value !== undefined && value !== null && value !== "";

/** Names that begin with two underscores are the engine's bookkeeping. */
const unknownProperty = ({ uses }: RequestType, properties: Resource["properties"]): string | undefined =>
  Object.keys(properties).find(
    (name) => !name.startsWith("__") && isGiven(properties[name]) && !Object.hasOwn(uses, name),
  );
