import { attributeName, type Field } from "./shape";

/** One reason why inputs are refused: what is wrong, and the property to look at. */
export interface Failure {
  readonly reason: string;
  readonly property: string;
}

/** Where in the inputs we are: in the official plugin's terms, which messages use, and in Pulumi's. */
export interface Place {
  readonly attribute: string;
  readonly property: string;
}

/** The place of a field inside the record at `parent`. */
export function placeOf(name: string, field: Field | undefined, parent: Place | undefined): Place {
  const attribute = attributeName(name, field);
  const property = field?.examineAt ?? name;
  if (parent === undefined) return { attribute, property };
  return { attribute: `${parent.attribute}.${attribute}`, property: `${parent.property}.${property}` };
}
