import { isAlias, isCollection, isMap, isNode, isPair, isScalar, isSeq, type Node, type YAMLMap } from "yaml";
import { groupId, type UserId, userId } from "../../law/model/ids";
import { EXCLUSION_KINDS, type Exemption, type Register, type RegisterEntry } from "../../law/model/register";
import { objectId } from "../../text/guid";
import { isoDate } from "../../text/iso-date";
import { quoted } from "../../text/printable";
import { type Result, resultOf } from "../../text/result";
import { type SourceSpan, type SourceText, spanAt, startOf } from "../../text/source-span";
import {
  decodeBytes,
  parseYaml,
  type RegisterError,
  type RegisterErrorCode,
  type RegisterSource,
  refusedTokens,
  registerError,
} from "./yaml-source";

const REQUIRED = ["kind", "reason", "owner", "approvedBy", "reviewBy"] as const;
const KNOWN = ["user", "group", "members", ...REQUIRED, "ticket"];

/** Errors of a value by itself. Broken YAML moves fields to other entries, so other errors may then be about the wrong entry. */
const SURE_AFTER_BAD_YAML = /^(not-plain|not-an-object-id|unknown-kind|not-a-date|duplicate)$/;

/** Reads an exclusions register. Never throws. @returns the register, or all errors in the order of the file */
export function readRegister(source: RegisterSource): Result<Register, RegisterError> {
  const { file } = source;
  const text = decodeBytes(source);
  if ("code" in text) return { ok: false, errors: [text] };
  const refused = refusedTokens(text);
  const { top, errors: badYaml } = parseYaml(text);
  const reader = new Reader(text);
  const entries = reader.top(top);
  const isBroken = badYaml.some(({ code }) => code !== "several-documents");
  const sure = reader.errors.filter(({ code }) => !isBroken || SURE_AFTER_BAD_YAML.test(code));
  const errors = [...refused, ...badYaml, ...sure];
  errors.sort(({ primary: a }, { primary: b }) => a.line - b.line || a.column - b.column);
  return resultOf(() => ({ file, entries }), errors);
}

/** One field of a mapping. A field with nothing after the colon has no value node. */
type Field = { readonly key: Node; readonly value: Node | undefined };
type Fields = ReadonlyMap<string, Field>;

/** The meaning of a text, or why it has none. */
type Meaning<T> = { readonly value: T } | { readonly code: RegisterErrorCode; readonly why: string };

type Located<T> = { readonly value: T; readonly at: SourceSpan };

/** Reads the tree of one register, and collects all errors. */
class Reader {
  readonly errors: RegisterError[] = [];
  readonly #source: SourceText;
  readonly #principals = new Map<string, number>();

  constructor(source: SourceText) {
    this.#source = source;
  }

  /** The entries of the whole document. */
  top(top: Node | null): readonly RegisterEntry[] {
    if (isAlias(top)) return []; // refused already
    if (!isMap(top)) {
      const at = top === null || isEmpty(top) ? startOf(this.#source.file) : top;
      this.#add("no-list", at, `the file must be a mapping, not ${describe(top ?? undefined)}`);
      return [];
    }
    const exclusions = this.#fields(top, ["exclusions"]).get("exclusions");
    // An unknown key may be `exclusions` misspelt, and it is reported already.
    if (exclusions === undefined && this.errors.length === 0) this.#add("no-list", top, "the file has no `exclusions`");
    if (exclusions === undefined || isAlias(exclusions.value)) return [];
    const { key, value } = exclusions;
    if (isSeq(value)) return value.items.filter(isNode).flatMap((item) => this.#entry(item) ?? []);
    const at = value === undefined || isEmpty(value) ? key : value;
    this.#add("no-list", at, `\`exclusions\` must be a list, not ${describe(value)}`);
    return [];
  }

  #entry(node: Node): RegisterEntry | undefined {
    if (!isMap(node)) {
      if (!isAlias(node)) this.#add("not-an-entry", node, `an entry must be a mapping, not ${describe(node)}`);
      return undefined;
    }
    const fields = this.#fields(node, KNOWN);
    const who = this.#principal(node, fields);
    const missing = REQUIRED.filter((name) => !fields.has(name)).map((name) => `\`${name}\``);
    if (missing.length > 0) this.#add("missing-field", who?.at ?? node, `this entry has no ${missing.join(", ")}`);
    const kind = this.#value("kind", fields, kindOf);
    const reason = this.#value("reason", fields, trimmed);
    const owner = this.#value("owner", fields, trimmed);
    const approvedBy = this.#value("approvedBy", fields, trimmed);
    const review = this.#value("reviewBy", fields, dateOf);
    const ticket = this.#value("ticket", fields, trimmed);
    if (who) this.#once(this.#principals, who.value.id, who.at, "has an entry already");
    if (!who || !kind || !reason || !owner || !approvedBy || !review) return undefined;
    return {
      principal: who.value,
      at: who.at,
      kind: kind.value,
      reason: reason.value,
      owner: owner.value,
      approvedBy: approvedBy.value,
      reviewBy: review.value,
      reviewAt: review.at,
      ticket: ticket?.value,
    };
  }

  /** Who an entry excludes: exactly one user or group, with the members of the group if they are listed. */
  #principal(entry: Node, fields: Fields): Located<Exemption> | undefined {
    const [user, group] = [this.#value("user", fields, idOf), this.#value("group", fields, idOf)];
    const members = this.#members(fields);
    const both = fields.has("user") ? fields.get("group") : undefined;
    if (both) this.#add("not-one-principal", both.key, "an entry excludes one user or one group, not both");
    if (!fields.has("user") && !fields.has("group"))
      this.#add("not-one-principal", entry, "this entry doesn't say who is excluded");
    if (user) return { value: { kind: "user", id: userId(user.value) }, at: user.at };
    return group && { value: { kind: "group", id: groupId(group.value), members }, at: group.at };
  }

  #members(fields: Fields): ReadonlySet<UserId> | undefined {
    const field = fields.get("members");
    if (!field) return undefined;
    const { key, value } = field;
    if (fields.has("user") && !fields.has("group"))
      this.#add("unknown-key", key, "`members` belongs to a `group:` entry; a user has none");
    if (isSeq(value)) {
      const lines = new Map<string, number>();
      for (const item of value.items) {
        const member = this.#meaning("a member", { key, value: item as Node }, idOf);
        if (member) this.#once(lines, member.value, member.at, "is listed already");
      }
      return new Set(Array.from(lines.keys(), userId));
    }
    if (value === undefined || isEmpty(value))
      this.#add("empty-field", key, "`members` is empty; write `[]` if the group has nobody");
    else if (!isAlias(value))
      this.#add("wrong-type", value, `\`members\` must be a list of object ids, not ${describe(value)}`);
    return undefined;
  }

  #fields(map: YAMLMap, known: readonly string[]): Fields {
    const fields = new Map<string, Field>();
    for (const { key, value } of map.items) {
      if (!isNode(key)) continue;
      const name = isScalar(key) && typeof key.value === "string" ? key.value : undefined;
      const first = name === undefined ? undefined : fields.get(name);
      if (name === undefined) this.#add("unknown-key", key, `${describe(key)} can't be a key here`);
      else if (name === "<<") this.#add("not-plain", key, "a merge key is not allowed in a register");
      else if (!known.includes(name)) this.#add("unknown-key", key, `${quoted(name)} is not a known key`);
      else if (first)
        this.#add("duplicate-key", key, `\`${name}\` is here already, on line ${this.#spanOf(first.key).line}`);
      else fields.set(name, { key, value: isNode(value) ? value : undefined });
    }
    return fields;
  }

  #value<T>(name: string, fields: Fields, read: (text: string) => Meaning<T>): Located<T> | undefined {
    const field = fields.get(name);
    return field && this.#meaning(`\`${name}\``, field, read);
  }

  /** The meaning of a field's text. An empty field is reported at its key, which can be underlined. */
  #meaning<T>(name: string, { key, value }: Field, read: (text: string) => Meaning<T>): Located<T> | undefined {
    if (isAlias(value)) return undefined; // refused already
    const text = isScalar(value) && typeof value.value === "string" ? value.value : undefined;
    if (value === undefined || isEmpty(value) || text?.trim() === "") this.#add("empty-field", key, `${name} is empty`);
    else if (text === undefined) this.#add("wrong-type", value, `${name} must be text, not ${describe(value)}`);
    else {
      const meaning = read(text);
      if ("value" in meaning) return { value: meaning.value, at: this.#spanOf(value) };
      this.#add(meaning.code, value, `${quoted(text)} ${meaning.why}`);
    }
    return undefined;
  }

  #once(lines: Map<string, number>, id: string, at: SourceSpan, why: string): void {
    const first = lines.get(id);
    if (first === undefined) lines.set(id, at.line);
    else this.#add("duplicate", at, `${quoted(id)} ${why}, on line ${first}`);
  }

  #add(code: RegisterErrorCode, at: Node | SourceSpan, message: string): void {
    this.errors.push(registerError(code, isNode(at) ? this.#spanOf(at) : at, message));
  }

  /** The place of a node. A collection is underlined at its first item or key only. */
  #spanOf(node: Node): SourceSpan {
    const first = isCollection(node) ? node.items[0] : undefined;
    const head = isPair(first) ? first.key : first;
    const end = (isNode(head) ? head.range?.[1] : undefined) ?? node.range?.[1] ?? 0;
    return spanAt(this.#source, node.range?.[0] ?? 0, end);
  }
}

/** Whether nothing follows the colon or the dash. */
const isEmpty = (node: Node): boolean => isScalar(node) && node.value === null;

function describe(node: Node | undefined): string {
  if (node === undefined || isEmpty(node)) return "nothing";
  if (!isScalar(node)) return isMap(node) ? "a mapping" : "a list";
  if (typeof node.value === "boolean") return "true or false";
  return typeof node.value === "string" ? "text" : "a number";
}

const trimmed = (text: string): Meaning<string> => ({ value: text.trim() });

const meaningOf = <T>(value: T | undefined, code: RegisterErrorCode, why: string): Meaning<T> =>
  value === undefined ? { code, why } : { value };

const KINDS = new Map(EXCLUSION_KINDS.map((kind): [string, RegisterEntry["kind"]] => [kind, kind]));
const kindOf = (text: string) => meaningOf(KINDS.get(text), "unknown-kind", "is not a kind of exclusion");
const dateOf = (text: string) => meaningOf(isoDate(text), "not-a-date", "is not a day of the calendar");
const idOf = (text: string) => meaningOf(objectId(text), "not-an-object-id", "is not an object id");
