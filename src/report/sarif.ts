import { createHash } from "node:crypto";
import type { Finding, Location, Severity } from "../law/model/finding";
import { printable, printableJson } from "../text/printable";
import { bounded, type Check, checksIn, type Report, type ReportedRule, seenIn } from "./report";

/** A place in a file of the repository. Line and column from 1, the column in UTF-16 units; without them the whole file. */
export interface Place {
  /** Relative to the root of the repository, or absolute; with slashes or backslashes. */
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  readonly endColumn?: number;
}

/** What a log says other than its findings. */
export interface About {
  /** Who found them, as code scanning lists it, and in which version. */
  readonly tool: { readonly name: string; readonly version: string };
  /**
   * What was looked at, a stack or a tenant say. Code scanning keeps the findings of different ones of a commit apart, and
   * closes those that the next log about the same one doesn't have.
   */
  readonly category: string;
  /** What is to be said of the findings as a whole. */
  readonly description?: string | undefined;
  /** The rules by their ids, which are the codes of findings. One that isn't among them is described by its id alone. */
  readonly rules: readonly ReportedRule[];
  /** Where in the repository a finding is shown; `undefined` leaves it to `fallback`. */
  readonly placeOf: (location: Location | undefined) => Place | undefined;
  /** A file of the repository for what has no place of its own, since code scanning shows nothing without one. */
  readonly fallback: string;
}

/**
 * Findings as a SARIF 2.1.0 log, in the form that code scanning takes: each result with a rule, a level, a relative
 * location and a fingerprint.
 * @returns JSON that ends with a line break; no text in it has a character that a terminal obeys
 * @see SARIF 2.1.0, OASIS Standard; docs.github.com, "SARIF support for code scanning"
 */
export function sarifLog(findings: readonly Finding[], about: About): string {
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
 * The numbers in whose ranges code scanning shows low, medium, high and critical.
 * @see docs.github.com, "SARIF support for code scanning", reportingDescriptor: `security-severity`
 */
const SCORE = { low: "3.0", medium: "5.5", high: "8.0", critical: "9.5" } as const;

function ruleInSarif({ id, title, remediation = title, url, tags = [], importance, level = "error" }: ReportedRule) {
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: title },
    help: { text: remediation, markdown: remediation },
    ...(url !== undefined && { helpUri: url }),
    defaultConfiguration: { level },
    properties: {
      tags: ["security", ...tags],
      precision: "very-high",
      ...(importance !== undefined && { "security-severity": SCORE[importance] }),
    },
  };
}

/** A finding as one text: what is wrong, what else there is to see, what to do. Plain, whatever marks foreign names have. */
const messageText = ({ message, related, help }: Finding): string =>
  [message, ...related.map(({ text }) => `  ${text}`), ...(help === "" ? [] : [`help: ${help}`])]
    .map((line) => plain(printable(bounded(line))))
    .join("\n");

/**
 * SARIF's messages have two marks of their own: `[text](target)` is a link, and `{0}` a placeholder. A foreign name must be
 * neither.
 * @see SARIF 2.1.0, sections 3.11.5 (placeholders) and 3.11.6 (embedded links)
 */
const plain = (text: string): string => text.replace(/\[(?=[^\]]*\]\()/g, "\\[").replace(/\{(\d+)\}/g, "{{$1}}");

/** What has a name: a resource or one of its properties, a policy or one of its fields, a setting. */
function nameOf(
  location: Location | undefined,
): readonly [kind: string, whole: string, part?: string | undefined] | undefined {
  switch (location?.kind) {
    case "resource":
      return ["resource", location.urn, location.property];
    case "policy":
      return ["object", location.id, location.field];
    case "setting":
      return ["property", location.key];
    default:
      return undefined;
  }
}

function logicalLocations(location: Location | undefined): object {
  const name = nameOf(location);
  if (name === undefined) return {};
  const [kind, whole, part] = name;
  const named =
    part === undefined
      ? { fullyQualifiedName: whole, kind }
      : { fullyQualifiedName: `${whole}#${part}`, kind: "property" };
  return { logicalLocations: [named] };
}

/**
 * By what code scanning tells that a finding is one that it has shown before: the same rule says the same of the same.
 * The line isn't part of it, since a line added above changes nothing. The message is: were it left out, a finding that was
 * dismissed would hand its dismissal on to another of the same rule. Where all is the same, the first is `…:1`, the second `…:2`.
 */
function fingerprints(findings: readonly Finding[]): readonly string[] {
  const seen = new Map<string, number>();
  return findings.map(({ code, primary, message }) => {
    const isFile = primary?.kind === "file" || primary?.kind === "source";
    const about = isFile
      ? [primary.file, ...("text" in primary ? [primary.text?.trim()] : [])]
      : nameOf(primary)?.slice(1);
    const content = JSON.stringify([code, about ?? [], message]);
    const hash = createHash("sha256").update(content).digest("hex").slice(0, 16);
    const count = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, count);
    return `${hash}:${count}`;
  });
}

/** Where a finding is shown; at the fallback where its own place can't be. */
function placeIn(location: Location | undefined, { placeOf, fallback }: About): object {
  const place = placeOf(location);
  const own = place && relativeUri(place.file);
  const { line: startLine = 1, column: startColumn, endColumn } = own === undefined ? {} : (place ?? {});
  return {
    artifactLocation: { uri: own ?? relativeUri(fallback) ?? "README.md", uriBaseId: "%SRCROOT%" },
    region: startColumn === undefined ? { startLine } : { startLine, startColumn, endColumn },
  };
}

/**
 * A path as a relative reference. Code scanning counts it from the root of the repository.
 * @returns `undefined` where the path is absolute or leads out of the repository: nothing could be shown there
 */
export function relativeUri(path: string): string | undefined {
  const slashed = path.replaceAll("\\", "/");
  if (slashed.startsWith("/") || /^[a-z]:/i.test(slashed)) return undefined;
  const parts: string[] = [];
  for (const part of slashed.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.length === 0 ? undefined : parts.map(encoded).join("/");
}

/** Half a character has no encoding. */
const encoded = (part: string): string => encodeURIComponent(part.replace(/\p{Cs}/gu, "\uFFFD"));

/** A report's checks as SARIF 2.1.0, for code scanning: what doesn't pass, at the line of the policy or of the register's entry. */
export function checksInSarif(report: Report, about: Omit<About, "rules">): string {
  const checks = checksIn(report);
  return sarifLog(checks.flatMap(findingOf), { ...about, rules: checks.flatMap(({ rule }) => rule ?? []) });
}

/** What doesn't pass is an error, what isn't known a warning; both one less where it decides nothing. */
const SEVERITY: { readonly [answer: string]: readonly [decides: Severity, otherwise: Severity] } = {
  failed: ["error", "warning"],
  unknown: ["warning", "note"],
};

const MOST_RELATED = 10;

function findingOf(check: Check): readonly Finding[] {
  const { rule, answer, because, todo, decides, at } = check;
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
    },
  ];
}
