import { asObject, asText, isEmpty, type JsonObject, odataType } from "../../../law/json/json-object";
import { collectionAt } from "../collection";

/** Whether an object of that id is listed as a user or a group. */
export type IsListed = (id: string) => boolean;

const GROUP = "#microsoft.graph.group";

/** Where groups are files of their own, one may be missing: a holder who isn't known to be a person may be a group. */
export function holderPerhapsAGroup(value: unknown, isListed: IsListed): unknown {
  const assignment = asObject(value);
  const isTyped =
    assignment === undefined || !isEmpty(assignment["principal"]) || !isEmpty(assignment["principalType"]);
  return isTyped || isListed(asText(assignment["principalId"])?.toLowerCase() ?? "")
    ? value
    : { ...assignment, principalType: "Group" };
}

/** The same of the members of a group: one without a type that isn't listed may be a group with anybody in it. */
export function membersPerhapsGroups(value: unknown, isListed: IsListed): unknown {
  const group = asObject(value);
  const members = collectionAt(group ?? {}, "members");
  if (!("items" in members) || members.items.every((member) => !isUntold(member, isListed))) return value;
  const items = members.items.map((member) =>
    isUntold(member, isListed) ? { id: idOf(member), "@odata.type": GROUP } : member,
  );
  return { ...group, members: members.kind === "partial" ? { value: items, "@odata.nextLink": "…" } : items };
}

function isUntold(member: unknown, isListed: IsListed): boolean {
  const id = idOf(member);
  return id !== undefined && odataType(asObject(member) ?? {}) === undefined && !isListed(id.toLowerCase());
}

const idOf = (member: unknown): string | undefined =>
  asText((asObject(member) as JsonObject | undefined)?.["id"] ?? member);
