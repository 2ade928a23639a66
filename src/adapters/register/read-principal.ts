import { isAlias, isScalar, isSeq, type Node } from "yaml";
import { objectId } from "./object-id";
import type { Place } from "./place";
import { quoted } from "./printable";
import { describe, type Field } from "./read-fields";
import { type PlacedText, readText, readTextNode } from "./read-text";
import type { ExcludedPrincipal } from "./register";
import type { Report } from "./report";

/** Words that Conditional Access takes where an id is expected; each one stands for a whole class of people. */
const RESERVED = ["all", "none", "guestsorexternalusers", "allagentidusers"];

export type PlacedPrincipal = { readonly principal: ExcludedPrincipal; readonly at: Place };

/** Who an entry excludes: exactly one user or group, with the group's members when they are listed. */
export function readPrincipal(
  entry: Node,
  fields: ReadonlyMap<string, Field>,
  report: Report,
): PlacedPrincipal | undefined {
  const user = fields.get("user");
  const group = fields.get("group");
  const members = readMembers(fields, report);
  const userId = user && readId("user", user, report);
  const groupId = group && readId("group", group, report);
  if (user && group)
    report.add("user-and-group", report.placeOf(group.key), "an entry excludes one user or one group, not both");
  else if (!user && !group) report.add("no-principal", report.placeOf(entry), "this entry doesn't say who is excluded");
  if (userId) return { principal: { kind: "user", id: userId.text }, at: userId.at };
  return groupId && { principal: { kind: "group", id: groupId.text, members }, at: groupId.at };
}

function readId(name: "user" | "group", field: Field, report: Report): PlacedText | undefined {
  const found = readText(name, field, report);
  return found && checkId(found, report);
}

function checkId({ text, at }: PlacedText, report: Report): PlacedText | undefined {
  const id = objectId(text);
  if (id !== undefined) return { text: id, at };
  if (RESERVED.includes(text.toLowerCase()))
    report.add("reserved-word", at, `${quoted(text)} is a class of people, not an id`);
  else if (text.includes("@"))
    report.add("user-principal-name", at, `${quoted(text)} is a user principal name, not an object id`);
  else report.add("not-an-object-id", at, `${quoted(text)} is not an object id`);
  return undefined;
}

function readMembers(fields: ReadonlyMap<string, Field>, report: Report): ReadonlySet<string> | undefined {
  const field = fields.get("members");
  if (!field) return undefined;
  if (fields.has("user") && !fields.has("group"))
    report.add("members-of-a-user", report.placeOf(field.key), "a user has no members");
  const { key, value } = field;
  if (isSeq(value)) return readMemberIds(value.items, key, report);
  if (value === undefined || (isScalar(value) && value.value === null))
    report.add("empty-field", report.placeOf(key), "`members` is empty; write `[]` if the group has nobody");
  else if (!isAlias(value))
    report.add("wrong-type", report.placeOf(value), `\`members\` must be a list of object ids, not ${describe(value)}`);
  return undefined;
}

function readMemberIds(items: readonly unknown[], owner: Node, report: Report): ReadonlySet<string> {
  const lineOf = new Map<string, number>();
  for (const item of items) {
    const text = readTextNode("a member", item as Node, owner, report);
    const member = text && checkId(text, report);
    if (!member) continue;
    const first = lineOf.get(member.text);
    if (first === undefined) lineOf.set(member.text, member.at.line);
    else report.add("duplicate-member", member.at, `${quoted(member.text)} is listed already, on line ${first}`);
  }
  return new Set(lineOf.keys());
}
