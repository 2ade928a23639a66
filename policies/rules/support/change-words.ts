import type { Related } from "../../../src/law/model/finding";
import type { Change } from "../../stack/effects/change";
import { ANY_NAME } from "../../stack/membership/decides";
import { isUnresolved } from "../../stack/objects/resource";
import { shown } from "./evidence";
import { propertyLine } from "./rule";

/** What a change is about, as a line of evidence. */
export function changeLine({ resource, property, id, effect, attribute }: Change): Related {
  if (attribute !== undefined)
    return propertyLine(
      resource.urn,
      attribute === "" ? "membershipRule" : attribute,
      `(not shown), by the rule of ${shown(id)}`,
    );
  const who =
    effect?.kind === "joins"
      ? effect.member
      : effect?.kind === "role" || effect?.kind === "loses"
        ? effect.principal
        : undefined;
  return propertyLine(resource.urn, property, `${shown(id)}${who === undefined ? "" : `, for ${shown(who)}`}`);
}

/** How to say what a change is about: an activated role has an id that doesn't tell it. */
export function nameIt({ kind, id, resource, property }: Change): string {
  const value = resource.properties[property];
  if (kind === "roles" && id === undefined && !isUnresolved(value))
    return "declare the `DirectoryRole` in this stack with its `templateId`, or assign the role by its template's id";
  return id === undefined
    ? "name it by its id, as a literal; or refer to an object of this stack, or deploy what it comes from first"
    : "refer to objects of this stack, or give what isn't known yet as a literal";
}

/** What to do about an attribute by which a membership rule takes somebody in. @param name none where no attribute does */
export function helpOnAttribute(name: string): string {
  if (name === "")
    return "ask the owners of the guarantee for a rule that takes in fewer people: this one takes in a new user as they are";
  return name === ANY_NAME
    ? "give the attributes as literals, so that the rule can be evaluated"
    : `give \`${name}\` a value that the rule doesn't ask for, as a literal, or ask the owners of the guarantee`;
}
