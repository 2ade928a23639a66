import { isAlias, isMap, isScalar, isSeq, type Node } from "yaml";
import type { Exemption } from "../../law/model/exemption";
import { groupId, type UserId, userId } from "../../law/model/ids";
import { EXCLUSION_KINDS, type ExclusionKind, type RegisterEntry } from "../../law/model/register";
import { objectId } from "../../text/guid";
import { type IsoDate, isoDate, looksLikeDate } from "../../text/iso-date";
import { nearestWord } from "../../text/nearest-word";
import { quoted } from "../../text/printable";
import type { SourceSpan } from "../../text/source-span";
import type { Diagnostics } from "./errors";
import { describeNode, type Field, readFields, readText, readTextNode, type TextWithSpan } from "./fields";

const REQUIRED = ["kind", "reason", "owner", "approvedBy", "reviewBy"] as const;
const KNOWN = ["user", "group", "members", ...REQUIRED];

/** What could be read of an entry; whatever is missing or wrong is in the diagnostics. */
export type ReadEntry = { readonly who: PrincipalWithSpan | undefined; readonly entry: RegisterEntry | undefined };

const NOTHING: ReadEntry = { who: undefined, entry: undefined };

/** Reads one entry of the list. */
export function readEntry(node: Node, diagnostics: Diagnostics): ReadEntry {
  if (isAlias(node)) return NOTHING; // refused before
  if (!isMap(node)) {
    diagnostics.add("not-an-entry", node, `an entry must be a mapping, not ${describeNode(node)}`);
    return NOTHING;
  }
  const fields = readFields(node, KNOWN, diagnostics);
  const who = readPrincipal(node, fields, diagnostics);
  const missing = REQUIRED.filter((name) => !fields.has(name));
  if (missing.length > 0) diagnostics.add("missing-field", who?.at ?? node, lackOf(missing));
  const kind = read("kind", fields, diagnostics, readKind);
  const reason = read("reason", fields, diagnostics, textOf);
  const owner = read("owner", fields, diagnostics, textOf);
  const approvedBy = read("approvedBy", fields, diagnostics, textOf);
  const review = read("reviewBy", fields, diagnostics, readDate);
  if (!who || !kind || !reason || !owner || !approvedBy || !review) return { who, entry: undefined };
  return { who, entry: { ...who, kind, reason, owner, approvedBy, reviewBy: review.day, reviewAt: review.at } };
}

const lackOf = (missing: readonly string[]): string =>
  `this entry has no ${missing.map((name) => `\`${name}\``).join(", ")}`;

function read<T>(
  name: (typeof REQUIRED)[number],
  fields: ReadonlyMap<string, Field>,
  diagnostics: Diagnostics,
  convert: (found: TextWithSpan, diagnostics: Diagnostics) => T | undefined,
): T | undefined {
  const field = fields.get(name);
  const found = field && readText(name, field, diagnostics);
  return found && convert(found, diagnostics);
}

const textOf = ({ text }: TextWithSpan): string => text.trim();

function readKind({ text, at }: TextWithSpan, diagnostics: Diagnostics): ExclusionKind | undefined {
  const kind = EXCLUSION_KINDS.find((known) => known === text);
  const meant = nearestWord(text, EXCLUSION_KINDS);
  if (!kind)
    diagnostics.add(
      "unknown-kind",
      at,
      `${quoted(text)} is not a kind of exclusion${meant ? `; did you mean \`${meant}\`?` : ""}`,
    );
  return kind;
}

function readDate({ text, at }: TextWithSpan, diagnostics: Diagnostics): { day: IsoDate; at: SourceSpan } | undefined {
  const day = isoDate(text);
  if (day) return { day, at };
  if (looksLikeDate(text)) diagnostics.add("impossible-date", at, `there is no ${quoted(text)} in the calendar`);
  else diagnostics.add("not-a-date", at, `${quoted(text)} is not a day`);
  return undefined;
}

/** Words that Conditional Access takes where an id is expected; each one stands for a whole class of people. */
const RESERVED = ["all", "none", "guestsorexternalusers", "allagentidusers"];

export type PrincipalWithSpan = { readonly principal: Exemption; readonly at: SourceSpan };

/** Who an entry excludes: exactly one user or group, with the group's members when they are listed. */
export function readPrincipal(
  entry: Node,
  fields: ReadonlyMap<string, Field>,
  diagnostics: Diagnostics,
): PrincipalWithSpan | undefined {
  const user = fields.get("user");
  const group = fields.get("group");
  const members = readMembers(fields, diagnostics);
  const userAt = user && readId("user", user, diagnostics);
  const groupAt = group && readId("group", group, diagnostics);
  if (user && group) diagnostics.add("user-and-group", group.key, "an entry excludes one user or one group, not both");
  else if (!user && !group) diagnostics.add("no-principal", entry, "this entry doesn't say who is excluded");
  if (userAt) return { principal: { kind: "user", id: userId(userAt.text) }, at: userAt.at };
  return groupAt && { principal: { kind: "group", id: groupId(groupAt.text), members }, at: groupAt.at };
}

function readId(name: "user" | "group", field: Field, diagnostics: Diagnostics): TextWithSpan | undefined {
  const found = readText(name, field, diagnostics);
  return found && checkId(found, diagnostics);
}

function checkId({ text, at }: TextWithSpan, diagnostics: Diagnostics): TextWithSpan | undefined {
  const id = objectId(text);
  if (id !== undefined) return { text: id, at };
  if (RESERVED.includes(text.toLowerCase()))
    diagnostics.add("reserved-word", at, `${quoted(text)} is a class of people, not an id`);
  else if (text.includes("@"))
    diagnostics.add("user-principal-name", at, `${quoted(text)} is a user principal name, not an object id`);
  else diagnostics.add("not-an-object-id", at, `${quoted(text)} is not an object id`);
  return undefined;
}

function readMembers(fields: ReadonlyMap<string, Field>, diagnostics: Diagnostics): ReadonlySet<UserId> | undefined {
  const field = fields.get("members");
  if (!field) return undefined;
  if (fields.has("user") && !fields.has("group"))
    diagnostics.add("members-of-a-user", field.key, "a user has no members");
  const { key, value } = field;
  if (isSeq(value)) return readMemberIds(value.items, key, diagnostics);
  if (value === undefined || (isScalar(value) && value.value === null))
    diagnostics.add("empty-field", key, "`members` is empty; write `[]` if the group has nobody");
  else if (!isAlias(value))
    diagnostics.add("wrong-type", value, `\`members\` must be a list of object ids, not ${describeNode(value)}`);
  return undefined;
}

function readMemberIds(items: readonly unknown[], owner: Node, diagnostics: Diagnostics): ReadonlySet<UserId> {
  const lineOf = new Map<string, number>();
  for (const item of items) {
    const text = readTextNode("a member", item as Node, owner, diagnostics);
    const member = text && checkId(text, diagnostics);
    if (!member) continue;
    const first = lineOf.get(member.text);
    if (first === undefined) lineOf.set(member.text, member.at.line);
    else diagnostics.add("duplicate-member", member.at, `${quoted(member.text)} is listed already, on line ${first}`);
  }
  return new Set(Array.from(lineOf.keys(), userId));
}
