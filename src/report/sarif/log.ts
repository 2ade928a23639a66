import { createHash } from "node:crypto";
import type { Finding, Location, Severity } from "../../law/model/finding";
import { printable, printableJson } from "../../text/printable";
import { type Check, checksIn, type Report, type ReportedRule, seenIn } from "../report";
import { type Place, placesOf } from "./place";

/**
 * By what code scanning tells that a finding is one that it has shown before: the same rule says the same of the same.
 * The line isn't part of it, since a line added above changes nothing. The message is: were it left out, a finding that was
 * dismissed would hand its dismissal on to another of the same rule. Where all is the same, the first is `…:1`, the second `…:2`.
 */
export function fingerprints(findings: readonly Finding[]): readonly string[] {
  const seen = new Map<string, number>();
  return findings.map(({ code, primary, message }) => {
    const hash = createHash("sha256")
      .update(JSON.stringify([code, subjectOf(primary), message]))
      .digest("hex")
      .slice(0, 16);
    const count = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, count);
    return `${hash}:${count}`;
  });
}

function subjectOf(location: Location | undefined): readonly (string | undefined)[] {
  switch (location?.kind) {
    case "source":
      return [location.file, location.text?.trim()];
    case "file":
      return [location.file];
    case "resource":
      return [location.urn, location.property];
    case "policy":
      return [location.id, location.field];
    case "setting":
      return [location.key];
    case undefined:
      return [];
  }
}

/** No name or sentence is longer; code scanning shows less of one that is. */
const LONGEST = 10_000;

/** A finding as one text: what is wrong, what else there is to see, what to do. Plain, whatever marks foreign names have. */
export const messageText = ({ message, related, help }: Finding): string =>
  [message, ...related.map(({ text }) => `  ${text}`), ...(help === "" ? [] : [`help: ${help}`])]
    .map((line) => plain(printable(line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line)))
    .join("\n");

/**
 * SARIF's messages have two marks of their own: `[text](target)` is a link, and `{0}` a placeholder. A foreign name must be
 * neither.
 * @see SARIF 2.1.0, sections 3.11.5 (placeholders) and 3.11.6 (embedded links)
 */
const plain = (text: string): string => text.replace(/\[(?=[^\]]*\]\()/g, "\\[").replace(/\{(\d+)\}/g, "{{$1}}");

/** What a log says besides its findings. */
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
  const ids = [...new Set([...about.rules.map(({ id }) => id), ...findings.map(({ code }) => code)])];
  const described = new Map(about.rules.map((rule) => [rule.id, rule]));
  const prints = fingerprints(findings);
  const run = {
    tool: { driver: { ...about.tool, rules: ids.map((id) => ruleInSarif(described.get(id) ?? { id, title: id })) } },
    automationDetails: {
      id: `${about.category}/`,
      ...(about.description !== undefined && { description: { text: about.description } }),
    },
    columnKind: "utf16CodeUnits",
    results: findings.map((finding, index) => ({
      ruleId: finding.code,
      ruleIndex: ids.indexOf(finding.code),
      level: finding.severity,
      message: { text: messageText(finding) },
      locations: [placesOf(finding.primary, about)],
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

function ruleInSarif({ id, title, remediation, url, tags = [], importance, level = "error" }: ReportedRule): object {
  const help = remediation ?? title;
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: title },
    help: { text: help, markdown: help },
    ...(url !== undefined && { helpUri: url }),
    defaultConfiguration: { level },
    properties: {
      tags: ["security", ...tags],
      precision: "very-high",
      ...(importance !== undefined && { "security-severity": SCORE[importance] }),
    },
  };
}

/** A report's checks as SARIF 2.1.0, for code scanning: what doesn't pass, at the line of the policy or of the register's entry. */
export const checksInSarif = (report: Report, about: Omit<About, "rules">): string => {
  const checks = checksIn(report);
  return sarifLog(checks.flatMap(findingOf), { ...about, rules: checks.flatMap(({ rule }) => rule ?? []) });
};

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
  return [
    {
      code: rule.id,
      severity: severities[decides ? 0 : 1],
      message: because,
      primary: at,
      related: seenIn(check)
        .slice(0, MOST_RELATED)
        .map((text) => ({ location: undefined, text })),
      help: todo.length === 0 ? "see the checks that don't pass" : todo.join("; "),
    },
  ];
}
