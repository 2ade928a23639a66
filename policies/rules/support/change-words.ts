import type { Related } from "../../../src/law/model/finding";
import type { ProtectedKind } from "../../settings/settings";
import { ANY_NAME } from "../../stack/dynamic-groups/turn";
import type { Change } from "../../stack/effects/change";
import { isUnresolved } from "../../stack/objects/resource";
import { shown } from "../../stack/objects/shown";
import { type Finding, propertyLine, rejection } from "./rule";

/** A finding about a change: the same object, changed by the same resource, is reported once, whichever rule sees it. */
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

/** What kinds of objects are called. */
export const NOUNS: Readonly<Record<ProtectedKind, string>> = {
  policies: "policy",
  users: "user",
  groups: "group",
  roles: "role",
  locations: "named location",
  strengths: "authentication strength",
  packages: "access package or catalog",
};

/** A kind of object, with its article. */
export const oneOf = (kind: ProtectedKind): string => `${/^a/.test(NOUNS[kind]) ? "an" : "a"} ${NOUNS[kind]}`;

/** What a change is about, as a line of evidence. */
export function changeLine({ resource, property, id, effect, attribute }: Change): Related {
  if (attribute !== undefined)
    return propertyLine(resource.urn, attribute || "membershipRule", `(not shown), by the rule of ${shown(id)}`);
  const who = effect?.kind === "membership" || effect?.kind === "account" ? effect.who : undefined;
  return propertyLine(resource.urn, property, `${shown(id)}${who === undefined ? "" : `, for ${shown(who)}`}`);
}

/** How to say what a change is about: an activated role has an id that doesn't tell it. */
export function nameIt({ kind, id, resource, property }: Change): string {
  if (id !== undefined) return "refer to objects of this stack, or give what isn't known yet as a literal";
  return kind === "roles" && !isUnresolved(resource.properties[property])
    ? "declare the `DirectoryRole` in this stack with its `templateId`, or assign the role by its template's id"
    : "name it by its id, as a literal; or refer to an object of this stack, or deploy what it comes from first";
}

/** What to do about an attribute by which a membership rule takes somebody in. @param name none where no attribute does */
export function helpOnAttribute(name: string): string {
  if (name === "")
    return "ask the owners of the guarantee for a rule that takes in fewer people: this one takes in a new user as they are";
  return name === ANY_NAME
    ? "give the attributes as literals, so that the rule can be evaluated"
    : `give \`${name}\` a value that the rule doesn't ask for, as a literal, or ask the owners of the guarantee`;
}
