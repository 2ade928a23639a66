import { isAlias, isMap, isSeq, type Node } from "yaml";
import { groupId, type UserId, userId } from "../../law/model/ids";
import type { Exemption } from "../../law/model/register";
import { EXCLUSION_KINDS, type ExclusionKind, type RegisterEntry } from "../../law/model/register";
import { objectId } from "../../text/guid";
import { type IsoDate, isoDate, looksLikeDate } from "../../text/iso-date";
import { nearestWord } from "../../text/nearest-word";
import { quoted } from "../../text/printable";
import type { SourceSpan } from "../../text/source-span";
import type { Diagnostics } from "./errors";
import { describeNode, type Field, isEmptyNode, readFields, readText, readTextNode, type TextWithSpan } from "./fields";

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
  const text = (name: string) => readText(name, fields.get(name), diagnostics);
  const who = readPrincipal(node, fields, text, diagnostics);
  const missing = REQUIRED.filter((name) => !fields.has(name));
  if (missing.length > 0) diagnostics.add("missing-field", who?.at ?? node, lackOf(missing));
  const kind = readKind(text("kind"), diagnostics);
  const [reason, owner, approvedBy] = [text("reason"), text("owner"), text("approvedBy")].map((one) =>
    one?.text.trim(),
  );
  const review = readDate(text("reviewBy"), diagnostics);
  if (!who || !kind || !reason || !owner || !approvedBy || !review) return { who, entry: undefined };
  return { who, entry: { ...who, kind, reason, owner, approvedBy, reviewBy: review.day, reviewAt: review.at } };
}

const lackOf = (missing: readonly string[]): string =>
  `this entry has no ${missing.map((name) => `\`${name}\``).join(", ")}`;

function readKind(found: TextWithSpan | undefined, diagnostics: Diagnostics): ExclusionKind | undefined {
  const kind = EXCLUSION_KINDS.find((known) => known === found?.text);
  if (kind !== undefined || found === undefined) return kind;
  const meant = nearestWord(found.text, EXCLUSION_KINDS);
  const perhaps = meant === undefined ? "" : `; did you mean \`${meant}\`?`;
  diagnostics.add("unknown-kind", found.at, `${quoted(found.text)} is not a kind of exclusion${perhaps}`);
  return undefined;
}

function readDate(
  found: TextWithSpan | undefined,
  diagnostics: Diagnostics,
): { day: IsoDate; at: SourceSpan } | undefined {
  if (found === undefined) return undefined;
  const { text, at } = found;
  const day = isoDate(text);
  if (day) return { day, at };
  if (looksLikeDate(text)) diagnostics.add("impossible-date", at, `there is no ${quoted(text)} in the calendar`);
  else diagnostics.add("not-a-date", at, `${quoted(text)} is not a day`);
  return undefined;
}

/** Words that Conditional Access takes where an id is expected; each one stands for a whole class of people. */
const RESERVED = ["all", "none", "guestsorexternalusers", "allagentidusers"];

type PrincipalWithSpan = { readonly principal: Exemption; readonly at: SourceSpan };

/** Who an entry excludes: exactly one user or group, with the group's members when they are listed. */
function readPrincipal(
  entry: Node,
  fields: ReadonlyMap<string, Field>,
  text: (name: string) => TextWithSpan | undefined,
  diagnostics: Diagnostics,
): PrincipalWithSpan | undefined {
  const [user, group] = [fields.get("user"), fields.get("group")];
  const members = readMembers(fields, diagnostics);
  const userAt = checkId(text("user"), diagnostics);
  const groupAt = checkId(text("group"), diagnostics);
  if (user && group) diagnostics.add("user-and-group", group.key, "an entry excludes one user or one group, not both");
  else if (!user && !group) diagnostics.add("no-principal", entry, "this entry doesn't say who is excluded");
  if (userAt) return { principal: { kind: "user", id: userId(userAt.text) }, at: userAt.at };
  return groupAt && { principal: { kind: "group", id: groupId(groupAt.text), members }, at: groupAt.at };
}

function checkId(found: TextWithSpan | undefined, diagnostics: Diagnostics): TextWithSpan | undefined {
  if (found === undefined) return undefined;
  const { text, at } = found;
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
  if (value === undefined || isEmptyNode(value))
    diagnostics.add("empty-field", key, "`members` is empty; write `[]` if the group has nobody");
  else if (!isAlias(value))
    diagnostics.add("wrong-type", value, `\`members\` must be a list of object ids, not ${describeNode(value)}`);
  return undefined;
}

function readMemberIds(items: readonly unknown[], owner: Node, diagnostics: Diagnostics): ReadonlySet<UserId> {
  const lineOf = new Map<string, number>();
  for (const item of items) {
    const member = checkId(readTextNode("a member", item as Node, owner, diagnostics), diagnostics);
    if (!member) continue;
    const first = lineOf.get(member.text);
    if (first === undefined) lineOf.set(member.text, member.at.line);
    else diagnostics.add("duplicate-member", member.at, `${quoted(member.text)} is listed already, on line ${first}`);
  }
  return new Set(Array.from(lineOf.keys(), userId));
}
