import { isAlias, isMap, isNode, isScalar, isSeq, type Node, type YAMLMap } from "yaml";
import { decodeBytes, isRegisterError, type RegisterSource } from "./decode-bytes";
import { firstLook } from "./first-look";
import { nearestWord } from "./nearest-word";
import { parseText } from "./parse-text";
import { quoted } from "./printable";
import { type ReadEntry, readEntry } from "./read-entry";
import { describe, type Field, isEmpty, readFields } from "./read-fields";
import type { Register, RegisterEntry } from "./register";
import type { RegisterError, RegisterErrorCode } from "./register-error";
import { type Report, reportOn } from "./report";
import { type Result, resultOf } from "./result";
import type { SourceText } from "./source-text";

/** Broken YAML moves fields to other entries; these would then blame the wrong thing. */
const UNSURE_AFTER_BAD_YAML: readonly RegisterErrorCode[] = [
  "not-a-mapping",
  "no-exclusions",
  "not-a-list",
  "not-an-entry",
  "unknown-key",
  "duplicate-key",
  "missing-field",
  "empty-field",
  "wrong-type",
  "no-principal",
  "user-and-group",
  "members-of-a-user",
];

/**
 * Reads an exclusions register.
 * @returns the register, or everything that is wrong with the file, in the order of the file; never throws
 */
export function readRegister(source: RegisterSource): Result<Register, RegisterError> {
  const read = decodeBytes(source);
  if (isRegisterError(read)) return { ok: false, errors: [read] };
  const look = firstLook(read);
  if (!look.safeToParse) return resultOf(() => ({ file: source.file, entries: [] }), inOrder(look.errors));
  const { document, errors: badYaml } = parseText(read, look.end);
  const report = reportOn(read);
  const entries = readTop(document.contents, read, report);
  const sure =
    badYaml.length === 0 ? report.errors : report.errors.filter(({ code }) => !UNSURE_AFTER_BAD_YAML.includes(code));
  return resultOf(
    () => ({ file: source.file, entries }),
    inOrder([...look.errors, ...(look.tabs ? [] : badYaml), ...sure]),
  );
}

function readTop(top: Node | null, source: SourceText, report: Report): readonly RegisterEntry[] {
  if (top === null || (isScalar(top) && top.value === null)) {
    report.add(
      "empty-file",
      { file: source.file, line: 1, column: 1, width: 1, text: undefined },
      "there is nothing in the file",
    );
    return [];
  }
  if (!isMap(top)) {
    if (!isAlias(top))
      report.add("not-a-mapping", report.placeOf(top), `the file must be a mapping, not ${describe(top)}`);
    return [];
  }
  const exclusions = readFields(top, ["exclusions"], report).get("exclusions");
  if (!exclusions && !isMisspelt(top)) report.add("no-exclusions", report.placeOf(top), "the file has no `exclusions`");
  return exclusions ? readList(exclusions, report) : [];
}

/** Then the unknown key is the thing to repair, and saying it twice helps nobody. */
function isMisspelt(top: YAMLMap): boolean {
  return top.items.some(({ key }) => isScalar(key) && nearestWord(String(key.value), ["exclusions"]) !== undefined);
}

function readList({ key, value }: Field, report: Report): readonly RegisterEntry[] {
  if (!isSeq(value)) {
    if (!isAlias(value))
      report.add(
        "not-a-list",
        report.placeOf(value === undefined || isEmpty(value) ? key : value),
        `\`exclusions\` must be a list, not ${describe(value)}`,
      );
    return [];
  }
  const read = value.items.filter(isNode).map((item) => readEntry(item, report));
  reportRepeats(read, report);
  return read.map(({ entry }) => entry).filter((entry) => entry !== undefined);
}

function reportRepeats(read: readonly ReadEntry[], report: Report): void {
  const lineOf = new Map<string, number>();
  for (const { who } of read) {
    if (!who) continue;
    const { id } = who.principal;
    const first = lineOf.get(id);
    if (first === undefined) lineOf.set(id, who.at.line);
    else report.add("duplicate-principal", who.at, `${quoted(id)} has an entry already, on line ${first}`);
  }
}

function inOrder(errors: readonly RegisterError[]): readonly RegisterError[] {
  return [...errors].sort((a, b) => a.at.line - b.at.line || a.at.column - b.at.column);
}
