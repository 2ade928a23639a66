import { whyWrongShape } from "../../law/json/not-understood";
import { groupId, type UserId, userId } from "../../law/model/ids";
import { EXCLUSION_KINDS, type ExclusionKind, type Register, type RegisterEntry } from "../../law/model/register";
import { isGuid } from "../../text/guid";
import { type IsoDate, isoDate } from "../../text/iso-date";
import { printable, quoted } from "../../text/printable";
import { type Result, resultOf } from "../../text/result";
import { listing } from "../../text/sentence";
import {
  type RegisterError,
  type RegisterErrorCode,
  type RegisterSource,
  registerError,
  textIn,
} from "./register-text";
import { type Placed, parseRegister } from "./register-yaml";

/**
 * Reads an exclusions register. `config/exclusions.schema.json` says the same to editors. Never throws.
 * @returns the register, or all errors in the order of the file: only those of YAML if it isn't well-formed
 */
export function readRegister(source: RegisterSource): Result<Register, RegisterError> {
  const text = textIn(source);
  if ("code" in text) return { ok: false, errors: [text] };
  const yaml = parseRegister(text);
  if (!yaml.ok) return yaml;
  const reading = new Reading();
  const entries = reading.entries(yaml.value);
  reading.errors.sort(({ primary: a }, { primary: b }) => a.line - b.line || a.column - b.column);
  return resultOf(() => ({ file: source.file, entries }), reading.errors);
}

/** What a text must be, in words, and the test. */
type Due = readonly [what: string, fits: (text: string) => boolean];

const TEXT: Due = ["text in quotes", () => true];
const ID: Due = ["an object id from Entra such as aaaaaaaa-0000-4000-8000-000000000001", isGuid];
const KIND: Due = [listing(EXCLUSION_KINDS, "or"), (text) => EXCLUSION_KINDS.some((kind) => kind === text)];
const DAY: Due = ["a day of the calendar as YYYY-MM-DD", (text) => isoDate(text) !== undefined];

const REQUIRED = ["kind", "reason", "owner", "approvedBy", "reviewBy"] as const;
const KEYS: readonly string[] = ["user", "group", "members", "ticket", ...REQUIRED];

type Fields = ReadonlyMap<string, Placed>;

/** Reads the content of a register, and collects all errors. What it returns counts only if there are none. */
class Reading {
  readonly errors: RegisterError[] = [];
  /** The lines of the users and groups that were read so far. */
  readonly #principals = new Map<string, number>();

  entries(file: Placed): readonly RegisterEntry[] {
    const list = this.#fields(file, ["exclusions"]).get("exclusions");
    if (list?.kind === "list") return list.items.flatMap((item) => this.#entry(item) ?? []);
    this.#add("no-list", (list ?? file).at, "the file has no list of `exclusions`");
    return [];
  }

  #entry(entry: Placed): RegisterEntry | undefined {
    if (entry.kind !== "mapping") return void this.#add("wrong-value", entry.at, "an entry must be a mapping");
    const fields = this.#fields(entry, KEYS);
    const missing = REQUIRED.filter((key) => !fields.has(key));
    if (missing.length > 0) this.#add("missing-field", entry.at, `this entry has no ${missing.map(quoted).join(", ")}`);
    return {
      principal: this.#principal(entry, fields),
      at: (fields.get("user") ?? fields.get("group") ?? entry).at,
      kind: this.#text(fields, "kind", KIND) as ExclusionKind,
      reason: this.#text(fields, "reason"),
      owner: this.#text(fields, "owner"),
      approvedBy: this.#text(fields, "approvedBy"),
      reviewBy: this.#text(fields, "reviewBy", DAY) as IsoDate,
      reviewAt: (fields.get("reviewBy") ?? entry).at,
      ticket: fields.has("ticket") ? this.#text(fields, "ticket") : undefined,
    };
  }

  #principal(entry: Placed, fields: Fields): RegisterEntry["principal"] {
    if (fields.has("user") === (fields.has("group") || fields.has("members")))
      this.#add("not-one-principal", entry.at, "this entry isn't about one user or one group");
    for (const key of ["user", "group"] as const) this.#once(fields.get(key), this.#principals);
    const [user, group] = ["user", "group"].map((key) => this.#text(fields, key, ID));
    const members = this.#members(fields.get("members"));
    return user ? { kind: "user", id: userId(user) } : { kind: "group", id: groupId(group ?? ""), members };
  }

  #members(list: Placed | undefined): ReadonlySet<UserId> | undefined {
    if (list === undefined) return undefined;
    if (list.kind !== "list") return void this.#add("wrong-value", list.at, "`members` must be a list of object ids");
    const lines = new Map<string, number>();
    const ids = list.items.map((member) => {
      this.#once(member, lines);
      return userId(this.#value(member, "a member", ID));
    });
    return new Set(ids);
  }

  /** The fields of a mapping, by keys that must be known and there once. */
  #fields(mapping: Placed, known: readonly string[]): Fields {
    const fields = new Map<string, Placed>();
    for (const { key, value } of mapping.kind === "mapping" ? mapping.fields : []) {
      const name = key.kind === "scalar" ? String(key.value) : "";
      const first = fields.get(name);
      if (!known.includes(name)) this.#add("unknown-key", key.at, `\`${printable(name)}\` is not a known key`);
      else if (first === undefined) fields.set(name, value);
      else this.#add("duplicate", key.at, `\`${name}\` is here already, on line ${first.at.line}`);
    }
    return fields;
  }

  /** The text under a key; empty if it isn't there. */
  #text(fields: Fields, key: string, due = TEXT): string {
    const value = fields.get(key);
    return value === undefined ? "" : this.#value(value, `\`${key}\``, due);
  }

  #value(value: Placed, name: string, [what, fits]: Due): string {
    const written = value.kind === "scalar" ? value.value : value.kind === "list" ? [] : {};
    const wrong = (why: string): void => this.#add("wrong-value", value.at, `${name} ${why}`);
    if (typeof written !== "string" && written !== null) wrong(whyWrongShape(written, what));
    else if (!written?.trim()) wrong("is empty");
    else if (!fits(written)) wrong(`must be ${what}, not ${quoted(written)}`);
    return typeof written === "string" ? written.trim() : "";
  }

  /** Ids are the same in upper and lower case. */
  #once(value: Placed | undefined, lines: Map<string, number>): void {
    if (value?.kind !== "scalar" || typeof value.value !== "string") return;
    const id = value.value.toLowerCase();
    const first = lines.get(id);
    if (first === undefined) lines.set(id, value.at.line);
    else this.#add("duplicate", value.at, `${quoted(id)} is here already, on line ${first}`);
  }

  #add(code: RegisterErrorCode, at: RegisterError["primary"], message: string): void {
    this.errors.push(registerError(code, at, message));
  }
}
