import { isAlias, isMap, isNode, isScalar, isSeq, type Node, type YAMLMap } from "yaml";
import type { Register, RegisterEntry } from "../../law/model/register";
import { nearestWord } from "../../text/nearest-word";
import { quoted } from "../../text/printable";
import { type Result, resultOf } from "../../text/result";
import { type SourceText, startOf } from "../../text/source-span";
import { type ReadEntry, readEntry } from "./entry";
import { type Diagnostics, diagnosticsOf, type RegisterError, type RegisterErrorCode } from "./errors";
import { describeNode, type Field, isEmptyNode, readFields } from "./fields";
import { decodeBytes, isRegisterError, parseYaml, type RegisterSource } from "./parse-source";
import { refusedTokens } from "./yaml-tokens";

/** Broken YAML moves fields to other entries; these would then blame the wrong thing. */
const UNSURE_AFTER_BAD_YAML: ReadonlySet<string> = new Set<RegisterErrorCode>([
  ...(["not-a-mapping", "no-exclusions", "not-a-list", "not-an-entry", "unknown-key", "duplicate-key"] as const),
  ...(["missing-field", "empty-field", "wrong-type", "no-principal", "user-and-group", "members-of-a-user"] as const),
]);

/**
 * Reads an exclusions register.
 * @returns the register, or everything that is wrong with the file, in the order of the file; never throws
 */
export function readRegister(source: RegisterSource): Result<Register, RegisterError> {
  const read = decodeBytes(source);
  if (isRegisterError(read)) return { ok: false, errors: [read] };
  const register = (entries: readonly RegisterEntry[]) => () => ({ file: source.file, entries });
  const refused = refusedTokens(read);
  if (refused.some(({ code }) => code === "too-deep")) return resultOf(register([]), inOrder(refused));
  const { document, errors: badYaml } = parseYaml(read);
  const diagnostics = diagnosticsOf(read);
  const entries = readTop(document.contents, read, diagnostics);
  const isSure = ({ code }: RegisterError): boolean => !isBroken(badYaml) || !UNSURE_AFTER_BAD_YAML.has(code);
  return resultOf(register(entries), inOrder([...refused, ...badYaml, ...diagnostics.errors.filter(isSure)]));
}

/** Whether the first document itself can't be trusted. */
const isBroken = (badYaml: readonly RegisterError[]): boolean =>
  badYaml.some(({ code }) => code !== "several-documents");

function readTop(top: Node | null, source: SourceText, diagnostics: Diagnostics): readonly RegisterEntry[] {
  if (top === null || (isScalar(top) && top.value === null)) {
    diagnostics.add("empty-file", startOf(source.file), "there is nothing in the file");
    return [];
  }
  if (!isMap(top)) {
    if (!isAlias(top)) diagnostics.add("not-a-mapping", top, `the file must be a mapping, not ${describeNode(top)}`);
    return [];
  }
  const exclusions = readFields(top, ["exclusions"], diagnostics).get("exclusions");
  if (!exclusions && !isMisspelt(top)) diagnostics.add("no-exclusions", top, "the file has no `exclusions`");
  return exclusions ? readList(exclusions, diagnostics) : [];
}

/** Then the unknown key is the thing to repair, and saying it twice helps nobody. */
function isMisspelt(top: YAMLMap): boolean {
  return top.items.some(({ key }) => isScalar(key) && nearestWord(String(key.value), ["exclusions"]) !== undefined);
}

function readList({ key, value }: Field, diagnostics: Diagnostics): readonly RegisterEntry[] {
  if (!isSeq(value)) {
    if (!isAlias(value))
      diagnostics.add(
        "not-a-list",
        value === undefined || isEmptyNode(value) ? key : value,
        `\`exclusions\` must be a list, not ${describeNode(value)}`,
      );
    return [];
  }
  const read = value.items.filter(isNode).map((item) => readEntry(item, diagnostics));
  reportRepeats(read, diagnostics);
  return read.map(({ entry }) => entry).filter((entry) => entry !== undefined);
}

function reportRepeats(read: readonly ReadEntry[], diagnostics: Diagnostics): void {
  const lineOf = new Map<string, number>();
  for (const { who } of read) {
    if (!who) continue;
    const { id } = who.principal;
    const first = lineOf.get(id);
    if (first === undefined) lineOf.set(id, who.at.line);
    else diagnostics.add("duplicate-principal", who.at, `${quoted(id)} has an entry already, on line ${first}`);
  }
}

function inOrder(errors: readonly RegisterError[]): readonly RegisterError[] {
  return [...errors].sort(({ primary: a }, { primary: b }) => a.line - b.line || a.column - b.column);
}
