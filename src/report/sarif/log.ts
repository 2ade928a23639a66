import type { Finding, Location } from "../../law/model/finding";
import { printableJson } from "../../text/printable";
import { fingerprints } from "./fingerprint";
import { type Place, placesOf } from "./place";
import { type ReportedRule, ruleInSarif } from "./rule";
import { messageText } from "./text";

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
