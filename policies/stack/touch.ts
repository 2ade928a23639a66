import type { JsonObject } from "../../src/adapters/graph";
import type { Resource } from "../model/resource";
import type { ProtectedKind } from "../settings/settings";

/** Something that a resource does to an object of the tenant that the guarantee may rest on. */
export interface Touch {
  readonly resource: Resource;
  readonly kind: ProtectedKind;
  /** The object's id in lower case; `undefined` where nobody can tell before deployment. */
  readonly id: string | undefined;
  /** The property that names the object, or its id where it is the resource's own. */
  readonly property: string;
  /** What is done to it, as the middle of a sentence: `puts somebody into`. */
  readonly deed: string;
  readonly effect: Effect | undefined;
  /** It gives others power over the object, and changes nothing about it by itself. */
  readonly isPowerOnly?: boolean;
}

/** What it does to the tenant, as far as a snapshot can show it. */
export type Effect =
  /** `undefined` for a member who isn't known yet. */
  | { readonly kind: "joins"; readonly group: string; readonly member: string | undefined }
  | { readonly kind: "leaves"; readonly group: string; readonly member: string }
  /** The group's members from now on; `undefined` where they can't be told. */
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

/** The same object touched by the same resource is one hole, whichever rule sees it; so is what can't be told of it. */
export const holeOfTouch = ({ resource, kind, id }: Touch): string =>
  `touch ${resource.urn} ${id === undefined ? UNTOLD : `${kind} ${id}`}`;

/** Whether the hole is about an object that can't be told yet. */
export const isUntold = (hole: string): boolean => hole.endsWith(` ${UNTOLD}`);

const UNTOLD = "untold";
