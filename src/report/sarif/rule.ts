import type { Severity } from "../../law/model/finding";

/** What code scanning shows of a rule beside its findings. */
export interface ReportedRule {
  /** The code of its findings. */
  readonly id: string;
  /** What must hold, as a sentence. */
  readonly title: string;
  /** What to do where it doesn't hold; plain text. */
  readonly remediation?: string;
  /** An address on the web to read on. */
  readonly url?: string;
  readonly tags?: readonly string[];
  /** How much depends on it; without it nothing is said. */
  readonly importance?: "low" | "medium" | "high" | "critical";
  /** The level where a finding doesn't have one of its own. */
  readonly level?: Severity;
}

/**
 * The numbers in whose ranges code scanning shows low, medium, high and critical.
 * @see docs.github.com, "SARIF support for code scanning", reportingDescriptor: `security-severity`
 */
const SCORE = { low: "3.0", medium: "5.5", high: "8.0", critical: "9.5" } as const;

/** A rule as SARIF's reportingDescriptor. */
export function ruleInSarif({
  id,
  title,
  remediation,
  url,
  tags = [],
  importance,
  level = "error",
}: ReportedRule): object {
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
