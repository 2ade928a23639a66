import { asList, asObject, asText, isAbsent, isObject, type JsonObject } from "../../law/json/json-object";
import { whyWrongShape } from "../../law/json/not-understood";
import { groupId, userId } from "../../law/model/ids";
import { EXCLUSION_KINDS, type ExclusionKind, type Register, type RegisterEntry } from "../../law/model/register";
import { isGuid } from "../../text/guid";
import { type IsoDate, isoDate } from "../../text/iso-date";
import { printable, quoted } from "../../text/printable";
import { type Result, resultOf } from "../../text/result";
import {
  type RegisterError,
  type RegisterErrorCode,
  type RegisterSource,
  registerError,
  textIn,
} from "./register-text";
import { RegisterYaml } from "./register-yaml";

/**
 * Reads an exclusions register. `config/exclusions.schema.json` says the same to editors. Never throws.
 * @returns the register, or all errors in the order of the file: only those of YAML if it isn't well-formed
 */
export function readRegister(source: RegisterSource): Result<Register, RegisterError> {
  const text = textIn(source);
  if ("code" in text) return { ok: false, errors: [text] };
  const yaml = new RegisterYaml(text);
  const errors = [...yaml.errors, ...(yaml.isWellFormed ? new Check(yaml).errors : [])];
  errors.sort(({ primary: a }, { primary: b }) => a.line - b.line || a.column - b.column);
  return resultOf(() => ({ file: source.file, entries: entriesIn(yaml) }), errors);
}

/** What a field must be, in words, and the code of the error if it is something else. */
interface Due {
  readonly code: RegisterErrorCode;
  readonly what: string;
  readonly fits: (text: string) => boolean;
}

const TEXT: Due = { code: "wrong-value", what: "text", fits: (text) => text.trim() !== "" };
const OBJECT_ID: Due = { code: "not-an-object-id", what: "an object id", fits: isGuid };
const KIND: Due = {
  code: "unknown-kind",
  what: "a kind of exclusion",
  fits: (text) => EXCLUSION_KINDS.some((kind) => kind === text),
};
const DAY: Due = { code: "not-a-date", what: "a day of the calendar", fits: (text) => isoDate(text) !== undefined };

const REQUIRED: { readonly [key: string]: Due } = {
  kind: KIND,
  reason: TEXT,
  owner: TEXT,
  approvedBy: TEXT,
  reviewBy: DAY,
};
const FIELDS: typeof REQUIRED = { user: OBJECT_ID, group: OBJECT_ID, ...REQUIRED, ticket: TEXT };

type Path = readonly string[];

/** Checks the content of a register, and collects all errors. */
class Check {
  readonly errors: RegisterError[] = [];
  readonly #yaml: RegisterYaml;

  constructor(yaml: RegisterYaml) {
    this.#yaml = yaml;
    const file = asObject(yaml.json) ?? {};
    const entries = asList(file["exclusions"]);
    if (entries === undefined) this.#add("no-list", ["exclusions"], "the file has no list of `exclusions`");
    for (const key of Object.keys(file).filter((one) => one !== "exclusions")) this.#unknownKey([key]);
    const principals = new Map<string, number>();
    for (const [at, entry] of (entries ?? []).entries())
      if (isObject(entry)) this.#entry(["exclusions", `${at}`], entry, principals);
      else this.#add("wrong-value", ["exclusions", `${at}`], "an entry must be a mapping");
  }

  #entry(path: Path, entry: JsonObject, principals: Map<string, number>): void {
    for (const [key, value] of Object.entries(entry)) {
      const [at, due] = [[...path, key], Object.hasOwn(FIELDS, key) ? FIELDS[key] : undefined];
      if (due !== undefined) this.#value(at, `\`${key}\``, value, due);
      else if (key !== "members") this.#unknownKey(at);
      if (key === "user" || key === "group") this.#once(at, value, principals);
    }
    if ("members" in entry) this.#members([...path, "members"], entry["members"]);
    const missing = Object.keys(REQUIRED).filter((key) => !(key in entry));
    if (missing.length > 0) this.#add("missing-field", path, `this entry has no ${missing.map(quoted).join(", ")}`);
    if ("user" in entry === "group" in entry || ("user" in entry && "members" in entry))
      this.#add("not-one-principal", path, "this entry isn't about one user or one group");
  }

  #members(path: Path, value: unknown): void {
    const members = asList(value);
    if (members === undefined) this.#add("wrong-value", path, "`members` must be a list of object ids");
    const listed = new Map<string, number>();
    for (const [at, member] of (members ?? []).entries()) {
      this.#value([...path, `${at}`], "a member", member, OBJECT_ID);
      this.#once([...path, `${at}`], member, listed);
    }
  }

  #value(path: Path, name: string, value: unknown, { code, what, fits }: Due): void {
    if (typeof value === "string" && fits(value)) return;
    const isEmpty = isAbsent(value) || (typeof value === "string" && value.trim() === "");
    const why = typeof value === "string" ? `must be ${what}, not ${quoted(value)}` : whyWrongShape(value, what);
    this.#add(isEmpty ? "wrong-value" : code, path, `${name} ${isEmpty ? "is empty" : why}`);
  }

  /** Ids are the same in upper and lower case. */
  #once(path: Path, value: unknown, lines: Map<string, number>): void {
    const id = asText(value)?.toLowerCase();
    const first = id === undefined ? undefined : lines.get(id);
    if (id === undefined) return;
    if (first === undefined) lines.set(id, this.#yaml.placeOf(path).line);
    else this.#add("duplicate", path, `${quoted(id)} is here already, on line ${first}`);
  }

  #unknownKey(path: Path): void {
    const message = `\`${printable(path.at(-1) ?? "")}\` is not a known key`;
    this.errors.push(registerError("unknown-key", this.#yaml.keyAt(path), message));
  }

  #add(code: RegisterErrorCode, path: Path, message: string): void {
    this.errors.push(registerError(code, this.#yaml.placeOf(path), message));
  }
}

/** The entries of a register without errors. */
const entriesIn = (yaml: RegisterYaml): readonly RegisterEntry[] =>
  (asList(asObject(yaml.json)?.["exclusions"]) ?? []).map((value, index) => {
    const entry = asObject(value) ?? {};
    const text = (key: string): string => (asText(entry[key]) ?? "").trim();
    const at = (key: string) => yaml.placeOf(["exclusions", `${index}`, key]);
    const members = asList(entry["members"])?.map((member) => userId(String(member)));
    const group = { kind: "group", id: groupId(text("group")), members: members && new Set(members) } as const;
    return {
      principal: "user" in entry ? { kind: "user", id: userId(text("user")) } : group,
      at: at("user" in entry ? "user" : "group"),
      kind: text("kind") as ExclusionKind,
      reason: text("reason"),
      owner: text("owner"),
      approvedBy: text("approvedBy"),
      reviewBy: text("reviewBy") as IsoDate,
      reviewAt: at("reviewBy"),
      ticket: "ticket" in entry ? text("ticket") : undefined,
    };
  });
