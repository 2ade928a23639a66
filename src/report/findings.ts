import type { Finding, Location, Severity } from "../law/model/finding";
import { counted, listing } from "../text/sentence";
import { filled, type Report, type Section } from "./report";

export interface About {
  readonly title: string;
  /** `file:line:column` of what a finding is about, where it is known. */
  readonly whereOf: (location: Location | undefined) => string | undefined;
}

const SEVERITIES: readonly Severity[] = ["error", "warning", "note"];

/** Findings one below the other, the gravest first, and how many there are. */
export function findingsReport(findings: readonly Finding[], { title, whereOf }: About): Report {
  const counts = SEVERITIES.flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [counted(count, severity)];
  });
  const isBad = findings.some(({ severity }) => severity === "error");
  const shown = SEVERITIES.flatMap((severity) => findings.filter((finding) => finding.severity === severity));
  return {
    title,
    tone: isBad ? "bad" : findings.length > 0 ? "warn" : "good",
    word: findings.length === 0 ? "NOTHING FOUND" : "FOUND",
    subject: "",
    answer: [`${title}: ${counts.length === 0 ? "nothing was found" : listing(counts, "and")}.`],
    sections: filled(shown.map((finding) => sectionOf(finding, whereOf(finding.primary)))),
    footer: "Made by azmfa findings.",
  };
}

/** Where the line is known, that is what a reader opens; what it is about comes below. */
function sectionOf(finding: Finding, where: string | undefined): Section {
  const { primary, related } = finding;
  if (where === undefined || primary?.kind !== "resource") return { title: "", blocks: [{ kind: "finding", finding }] };
  const about = { location: primary, text: `resource: ${primary.urn}` };
  const placed: Finding = { ...finding, primary: { kind: "file", file: where }, related: [about, ...related] };
  return { title: "", blocks: [{ kind: "finding", finding: placed }] };
}
