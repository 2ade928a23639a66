import { createHash } from "node:crypto";
import type { FileLocation, Finding, Location, Severity } from "../law/model/finding";
import { guidsIn } from "../text/guid";
import { printable, printableJson } from "../text/printable";
import { relativeUri } from "../text/relative-uri";
import { bounded } from "../text/sentence";
import type { SourceSpan } from "../text/source-span";
import { renderLocation } from "../words/finding";
import { type Check, checksIn, type Report, type ReportedRule, seenIn } from "./report";

/** A place in a file of the repository. Line and column start at 1, and a column is a UTF-16 unit. Without them, the whole file. */
export interface Place {
  /** A path relative to the root of the repository, or absolute, with slashes or backslashes. */
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

/** What a log says in addition to its findings. */
export interface SarifRun {
  /** The tool that code scanning lists, and its version. */
  readonly tool: { readonly name: string; readonly version: string };
  /**
   * What was looked at, such as a stack or a tenant. Code scanning keeps the findings of different categories apart. It closes a finding
   * if the next log of the same category doesn't have it.
   */
  readonly category: string;
  /** A description of the findings as a whole. */
  readonly description?: string | undefined;
  /** The rules. The code of a finding is the id of its rule. A rule that isn't listed is described by its id. */
  readonly rules: readonly ReportedRule[];
  /** The place in the repository where a finding is shown. `undefined` for the fallback. */
  readonly placeOf: (location: Location | undefined) => Place | undefined;
  /** The file for findings without a place, as a path in the repository. Code scanning shows no finding without a file. */
  readonly fallback: string;
}

/** A finding for code scanning. */
export interface SarifFinding extends Finding {
  /** The ids of everything that it is about, for its fingerprint. Without them, the ids and names in its texts count. */
  readonly about?: readonly string[];
}

/**
 * Findings as a SARIF 2.1.0 log, in the form that code scanning takes: each result with a rule, a level, a relative
 * location and a fingerprint.
 * @returns JSON that ends with a line break; no text in it has a character that a terminal obeys
 * @see SARIF 2.1.0, OASIS Standard; docs.github.com, "SARIF support for code scanning"
 */
export function sarifLog(findings: readonly SarifFinding[], about: SarifRun): string {
  const { tool, category, description, rules } = about;
  const ids = [...new Set([...rules.map(({ id }) => id), ...findings.map(({ code }) => code)])];
  const described = new Map(rules.map((rule) => [rule.id, rule]));
  const prints = fingerprints(findings);
  const run = {
    tool: { driver: { ...tool, rules: ids.map((id) => ruleInSarif(described.get(id) ?? { id, title: id })) } },
    automationDetails: { id: `${category}/`, ...(description !== undefined && { description: { text: description } }) },
    columnKind: "utf16CodeUnits",
    results: findings.map((finding, index) => ({
      ruleId: finding.code,
      ruleIndex: ids.indexOf(finding.code),
      level: finding.severity,
      message: { text: messageText(finding) },
      locations: [{ physicalLocation: placeIn(finding.primary, about), ...logicalLocations(finding.primary) }],
      partialFingerprints: { primaryLocationLineHash: prints[index] },
    })),
  };
  return `${printableJson({ $schema: SCHEMA, version: "2.1.0", runs: [run] })}\n`;
}

const SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/**
 * Scores that code scanning shows as low, medium, high and critical.
 * @see docs.github.com, "SARIF support for code scanning", reportingDescriptor: `security-severity`
 */
const SCORE = { low: "3.0", medium: "5.5", high: "8.0", critical: "9.5" } as const;

function ruleInSarif({ id, title, tags = [], importance, level = "error" }: ReportedRule) {
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: title },
    help: { text: title, markdown: title },
    defaultConfiguration: { level },
    properties: {
      tags: ["security", ...tags],
      precision: "very-high",
      ...(importance !== undefined && { "security-severity": SCORE[importance] }),
    },
  };
}

/** A finding as one plain text: what is wrong, related places, what to do. Marks in names from outside are escaped. */
const messageText = ({ message, related, help }: Finding): string =>
  [message, ...related.map(({ text }) => `  ${text}`), ...(help === "" ? [] : [`help: ${help}`])]
    .map((line) => plain(printable(bounded(line))))
    .join("\n");

/**
 * Escapes the two marks of SARIF's messages: `[text](target)` is a link, and `{0}` is a placeholder. A name from outside must be neither.
 * @see SARIF 2.1.0, sections 3.11.5 (placeholders) and 3.11.6 (embedded links)
 */
const plain = (text: string): string => text.replace(/\[(?=[^\]]*\]\()/g, "\\[").replace(/\{(\d+)\}/g, "{{$1}}");

const isInFile = (location: Location | undefined): location is SourceSpan | FileLocation =>
  location?.kind === "source" || location?.kind === "file";

/** The name of a location that isn't a file: a resource or its property, a policy or its field, a setting. */
function logicalLocations(location: Location | undefined): { readonly logicalLocations?: readonly object[] } {
  if (location === undefined || isInFile(location)) return {};
  const part = "property" in location ? location.property : "field" in location ? location.field : location.key;
  const kind = part !== undefined ? "property" : location.kind === "policy" ? "object" : "resource";
  return { logicalLocations: [{ fullyQualifiedName: renderLocation(location), kind }] };
}

/**
 * Fingerprints, by which code scanning recognizes a finding that it has shown before: the same rule about the same things. Neither the
 * wording nor the line counts, because both may change while the finding stays. Of equal findings the first gets `…:1`, the second `…:2`.
 */
function fingerprints(findings: readonly SarifFinding[]): readonly string[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const { code, primary, about = subjectsOf(finding) } = finding;
    const line = primary?.kind === "source" ? primary.text?.trim() : undefined;
    const place = isInFile(primary) ? [primary.file, line] : logicalLocations(primary);
    const content = JSON.stringify([code, place, [...new Set(about)].sort()]);
    const hash = createHash("sha256").update(content).digest("hex").slice(0, 16);
    const count = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, count);
    return `${hash}:${count}`;
  });
}

/** The ids and names in a finding's texts. A name is in backticks, or is the property before a colon. */
function subjectsOf({ message, related }: Finding): readonly string[] {
  const texts = [message, ...related.map(({ text }) => text)];
  return [
    ...guidsIn(texts.join(" ")),
    ...texts.flatMap((text) => text.match(/(?<=`)[^`\s]+(?=`)|^[\w.]+(?=: )/g) ?? []),
  ];
}

/** The place where a finding is shown: the fallback if it has none in the repository. */
function placeIn(location: Location | undefined, { placeOf, fallback }: SarifRun): object {
  const place = placeOf(location);
  const own = place && relativeUri(place.file);
  const { line: startLine = 1, column: startColumn } = own === undefined ? {} : (place ?? {});
  return {
    artifactLocation: { uri: own ?? relativeUri(fallback) ?? "README.md", uriBaseId: "%SRCROOT%" },
    region: startColumn === undefined ? { startLine } : { startLine, startColumn },
  };
}

/** A report's checks as SARIF 2.1.0, for code scanning: those that don't pass, at the line of the policy or of the register entry. */
export function checksInSarif(report: Pick<Report, "sections">, about: Omit<SarifRun, "rules">): string {
  const checks = checksIn(report);
  return sarifLog(checks.flatMap(findingOf), { ...about, rules: checks.flatMap(({ rule }) => rule ?? []) });
}

/** A failed check is an error and an unknown check is a warning. If the check is only informative, both are one level lower. */
const SEVERITY: { readonly [answer: string]: readonly [decides: Severity, otherwise: Severity] } = {
  failed: ["error", "warning"],
  unknown: ["warning", "note"],
};

const MOST_RELATED = 10;

function findingOf(check: Check): readonly SarifFinding[] {
  const { rule, answer, because, todo, decides, at, evidence, about } = check;
  const severities = SEVERITY[answer];
  if (rule === undefined || severities === undefined) return [];
  const seen = seenIn(check).slice(0, MOST_RELATED);
  return [
    {
      code: rule.id,
      severity: severities[decides ? 0 : 1],
      message: because,
      primary: at,
      related: seen.map((text) => ({ location: undefined, text })),
      help: todo.length === 0 ? "see the checks that don't pass" : todo.join("; "),
      about: [answer, ...(about ?? evidence.flatMap(({ subject }) => subject?.id ?? []))],
    },
  ];
}
