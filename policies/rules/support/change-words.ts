import type { Related } from "../../../src/law/model/finding";
import type { ProtectedKind } from "../../settings/settings";
import type { Change } from "../../stack/effects/change";
import { masked } from "../../stack/objects/masked";
import { holdsUnresolved } from "../../stack/objects/resource";
import { type Finding, propertyLine, rejection } from "./rule";

/** A finding about a change. If several rules find the same change of the same object, it is reported once. */
export const changeRejection = (
  change: Change,
  {
    related = [changeLine(change)],
    ...said
  }: Pick<Finding, "code" | "message" | "help"> & Partial<Pick<Finding, "related">>,
): Finding =>
  rejection({
    ...said,
    about: ["change", change.resource.urn, change.id === undefined ? "unresolved" : [change.kind, change.id]],
    urn: change.resource.urn,
    related,
  });

/** The kinds of objects in words. */
const NOUNS: Readonly<Record<ProtectedKind, string>> = {
  policies: "policy",
  users: "user",
  groups: "group",
  roles: "role",
  locations: "named location",
  strengths: "authentication strength",
  packages: "access package or catalog",
};

/** The changed object in words: `policy <id>`, or `an unknown policy`. @param which comes before a known object */
export const objectOf = ({ kind, id, isAnyKind }: Change, which = ""): string =>
  id === undefined ? `an unknown ${isAnyKind ? "object" : NOUNS[kind]}` : `${which}${NOUNS[kind]} ${masked(id)}`;

/** The property that names the changed object, as a line of evidence. */
export function changeLine({ resource, property, id, effect, attribute }: Change): Related {
  if (attribute !== undefined)
    return propertyLine(resource.urn, attribute || "membershipRule", `(not shown), by the rule of ${masked(id)}`);
  const who = effect?.kind === "membership" ? effect.who : undefined;
  return propertyLine(resource.urn, property, `${masked(id)}${who === undefined ? "" : `, for ${masked(who)}`}`);
}

/** What to do so that the pack knows what a change does. */
export function adviceOn({ kind, id, resource, attribute, isUndecided }: Change): string {
  if (attribute !== undefined) return ADVICE_ON_ATTRIBUTES;
  if (isUndecided && id !== undefined) return LEAVE_IT;
  if (holdsUnresolved(resource.properties))
    return "write unknown values as literals, refer to objects of this stack, or deploy the source of the value first";
  if (id !== undefined) return BEYOND_SNAPSHOT;
  return kind === "roles" ? `assign the role by its template's id, or ${LEAVE_IT}` : LEAVE_IT;
}

const LEAVE_IT =
  "take this out, and leave it to the owners of the guarantee: it may change anything that the guarantee rests on";

const BEYOND_SNAPSHOT =
  "add people one by one in place of a group of another stack, which may hold anybody; have a new snapshot taken if it lacks the object; or leave the change to the stack that owns the guarantee";

/** What to do about attributes that a membership rule reads. */
export const ADVICE_ON_ATTRIBUTES =
  "write literal attributes that the membership rule doesn't match, or ask the owners of the guarantee for another rule";
