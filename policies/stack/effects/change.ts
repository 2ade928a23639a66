import { asList, type JsonObject } from "../../../src/law/json/json-object";
import type { ProtectedKind } from "../../settings/settings";
import { idsIn } from "../objects/entra-objects";
import { holdsUnresolved, type Resource } from "../objects/resource";
import type { Reference } from "../objects/resource-graph";
import type { Does } from "./table";

/** Something that a resource does to an object of the tenant that the guarantee may rest on. */
export interface Change {
  readonly resource: Resource;
  readonly kind: ProtectedKind;
  /** The object's id in lower case; `undefined` where it is unresolved before deployment. */
  readonly id: string | undefined;
  /** The name by which an account is named in place of its id, in lower case. */
  readonly userPrincipalName?: string | undefined;
  /** The property that names the object, or its id where it is the resource's own. */
  readonly property: string;
  readonly does: Does;
  /** What is done to it, as the middle of a sentence: `puts somebody into`. */
  readonly verb: string;
  /** What it does to the tenant, as far as a snapshot can show it. */
  readonly effect: Effect | undefined;
  /** It gives others power over the object, and changes nothing about it by itself. */
  readonly isPowerOnly?: true | undefined;
  /** People may be taken out of a group, and nobody comes in: an access review. Its owners want that. */
  readonly isReview?: true | undefined;
  /** The attribute of a user by which a membership rule takes them in, or no more. */
  readonly attribute?: string;
}

/** What a change does to the tenant, as far as a snapshot can show it. */
export type Effect =
  /** `who` is `undefined` for somebody who isn't known yet. */
  | { readonly kind: "joins"; readonly group: string; readonly who: string | undefined; readonly isPerson?: true }
  | { readonly kind: "leaves"; readonly group: string; readonly who: string }
  /** The group's members from now on; `undefined` where they aren't known. */
  | { readonly kind: "members"; readonly group: string; readonly members: readonly (string | undefined)[] | undefined }
  | { readonly kind: "role"; readonly role: string; readonly who: string | undefined; readonly tenantWide: boolean }
  /** `who` is `undefined` for everybody who holds it. */
  | { readonly kind: "loses"; readonly role: string; readonly who: string | undefined }
  /** In Graph's form, as it is from now on or merged into what is there. */
  | {
      readonly kind: "policy" | "location" | "strength";
      readonly id: string;
      readonly json: JsonObject;
      readonly merge: boolean;
    }
  | { readonly kind: "gone"; readonly id: string };

/** Somebody who is added or removed, by id; `undefined` where nobody can tell whom. */
export interface Deed {
  readonly does: Does;
  readonly who?: string | undefined;
  /** What says where a role counts: `/` is everywhere. */
  readonly scope?: unknown;
}

/** What becomes of an object; the worst that may, where nobody can foresee it. */
export function effectOf(kind: ProtectedKind, id: string, { does, who, scope }: Deed): Effect | undefined {
  switch (kind) {
    case "groups":
      if (does === "adds") return { kind: "joins", group: id, who };
      if (does !== "removes") return { kind: "members", group: id, members: undefined };
      return who === undefined ? { kind: "members", group: id, members: [] } : { kind: "leaves", group: id, who };
    case "roles":
      if (does === "removes") return { kind: "loses", role: id, who };
      // Whether one counts that is scoped nobody says; nor does anybody of a scope that isn't known.
      return { kind: "role", role: id, who, tenantWide: scope === "/" };
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

/** A group whose members are these from now on. Somebody who is referred to by another key than the id isn't known. */
export const membersFrom = (group: string, references: unknown): Effect => ({
  kind: "members",
  group,
  members: holdsUnresolved(references) ? undefined : asList(references)?.map((one) => idsIn(one)[0]),
});

/** A write without the object that it is about. */
export type Writing = Omit<Change, "kind" | "id" | "effect">;

/** A write to objects of these kinds, and to any of them where not all are known; mostly nobody can foresee its outcome. */
export const changesTo = (
  writing: Writing,
  kinds: readonly ProtectedKind[],
  { ids, isResolved }: Reference,
  effectOn = (kind: ProtectedKind, id: string): Effect | undefined => effectOf(kind, id, { does: "decides" }),
): readonly Change[] =>
  kinds.flatMap((kind) => [
    ...ids.map((id) => ({ ...writing, kind, id, effect: writing.isPowerOnly ? undefined : effectOn(kind, id) })),
    ...(isResolved ? [] : [{ ...writing, kind, id: undefined, effect: undefined }]),
  ]);

/** Nobody knows which object. */
export const ANY: Reference = { ids: [], isResolved: false };

/** These objects and no others. */
export const just = (...ids: readonly string[]): Reference => ({ ids, isResolved: true });
