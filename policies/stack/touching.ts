import type { Resource } from "../model/resource";
import type { ProtectedKind } from "../settings/settings";
import { entraId } from "./identity";
import { principalsNamed, type Reference } from "./references";
import type { Touch } from "./touch";

/** Tells what a resource of some type does to objects that the guarantee may rest on. */
export type Reader = (resource: Resource, resources: readonly Resource[]) => readonly Touch[];

/** Touches of what a property names, each object once. */
export function touching(
  resource: Resource,
  property: string,
  reference: Reference,
  rest: { readonly kind: ProtectedKind; readonly deed: string; readonly effect?: (id: string) => Touch["effect"] },
): readonly Touch[] {
  const ids: readonly (string | undefined)[] = reference.complete ? reference.ids : [...reference.ids, undefined];
  return ids.map((id) => ({
    resource,
    property,
    kind: rest.kind,
    deed: rest.deed,
    id,
    effect: id === undefined ? undefined : rest.effect?.(id),
  }));
}

/** The object that a resource is. Before it exists it can't be one that anything rests on. */
export function itself(
  resource: Resource,
  kind: ProtectedKind,
  deed: string,
  effect?: (id: string) => Touch["effect"],
) {
  const id = entraId(resource);
  return id === undefined
    ? []
    : touching(resource, "id", { ids: [id], complete: true }, { kind, deed, ...(effect && { effect }) });
}

/** The one whom a property names; `"nobody"` where it is none who signs in, `undefined` where it can't be told. */
export function onePrincipal(resource: Resource, property: string, resources: readonly Resource[]) {
  const { ids, complete } = principalsNamed(resource, property, resources);
  if (!complete || ids.length > 1) return undefined;
  return ids[0] ?? "nobody";
}
