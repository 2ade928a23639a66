import type { JsonObject } from "../../../src/law/json/json-object";
import type { DedupeKey } from "../../rules/support/dedupe-key";
import { entraId } from "../objects/entra-objects";
import type { Resource } from "../objects/resource";
import type { ProtectedKind } from "../../settings/settings";
import type { Reference, ResourceGraph } from "../objects/resource-graph";

/** Something that a resource does to an object of the tenant that the guarantee may rest on. */
export interface Change {
  readonly resource: Resource;
  readonly kind: ProtectedKind;
  /** The object's id in lower case; `undefined` where it is unresolved before deployment. */
  readonly id: string | undefined;
  /** The property that names the object, or its id where it is the resource's own. */
  readonly property: string;
  /** What is done to it, as the middle of a sentence: `puts somebody into`. */
  readonly verb: string;
  readonly effect: Effect | undefined;
  /** It gives others power over the object, and changes nothing about it by itself. */
  readonly isPowerOnly?: boolean;
  /** People may be taken out of a group, and nobody comes in: an access review. Its owners want that. */
  readonly isReview?: boolean;
}

/** What it does to the tenant, as far as a snapshot can show it. */
export type Effect =
  /** `undefined` for a member who isn't known yet. */
  | { readonly kind: "joins"; readonly group: string; readonly member: string | undefined }
  | { readonly kind: "leaves"; readonly group: string; readonly member: string }
  /** The group's members from now on; `undefined` where they aren't known. */
  | { readonly kind: "members"; readonly group: string; readonly members: readonly (string | undefined)[] | undefined }
  | {
      readonly kind: "role";
      readonly role: string;
      readonly principal: string | undefined;
      readonly tenantWide: boolean;
    }
  /** In Graph's form, as it is from now on or merged into what is there. */
  | { readonly kind: "policy"; readonly id: string; readonly json: JsonObject; readonly merge: boolean }
  | { readonly kind: "location"; readonly id: string; readonly json: JsonObject; readonly merge: boolean }
  | { readonly kind: "strength"; readonly id: string; readonly json: JsonObject; readonly merge: boolean }
  | { readonly kind: "gone"; readonly id: string };

/** The same object, changed by the same resource, is reported once, whichever rule sees it. */
export const dedupeKeyOf = ({ resource: { urn }, kind, id }: Change): DedupeKey => ({
  about: "change",
  urn,
  object: id === undefined ? "unresolved" : { kind, id },
});

/** What a resource of some type does to objects that the guarantee may rest on; none where it leaves them alone. */
export type ChangeReader = (resource: Resource, graph: ResourceGraph) => readonly Change[];

/** Changes to what a property names, each object once; one more for what is unresolved there. */
export function changesTo(
  resource: Resource,
  property: string,
  reference: Reference,
  rest: { readonly kind: ProtectedKind; readonly verb: string; readonly effect?: (id: string) => Change["effect"] },
): readonly Change[] {
  const ids: readonly (string | undefined)[] = reference.isResolved ? reference.ids : [...reference.ids, undefined];
  return ids.map((id) => ({
    resource,
    property,
    kind: rest.kind,
    verb: rest.verb,
    id,
    effect: id === undefined ? undefined : rest.effect?.(id),
  }));
}

/** A change to the object that the resource is; none before it exists, for then it can't be one that anything rests on. */
export function changesToItself(
  resource: Resource,
  kind: ProtectedKind,
  verb: string,
  effect?: (id: string) => Change["effect"],
): readonly Change[] {
  const id = entraId(resource);
  return id === undefined
    ? []
    : changesTo(resource, "id", { ids: [id], isResolved: true }, { kind, verb, ...(effect && { effect }) });
}

/** The worst that can come of a write that nobody can foresee: whatever the object held back, it holds back no more. */
export function worstEffect(kind: ProtectedKind, id: string): Effect | undefined {
  switch (kind) {
    case "groups":
      return { kind: "members", group: id, members: undefined };
    case "roles":
      return { kind: "role", role: id, principal: undefined, tenantWide: false };
    case "policies":
      return { kind: "gone", id };
    case "locations":
      return { kind: "location", id, json: { id }, merge: false };
    case "strengths":
      return { kind: "strength", id, json: { id }, merge: false };
    case "users":
    case "packages":
      return undefined; // whoever has the account, or is given something, is let in or not by what it is in
  }
}
