import type { Finding, Location } from "../../law/model/finding";
import { counted } from "../../text/sentence";
import { renderFinding } from "./finding";

/**
 * Findings one below the other, the gravest first, and how many there are.
 * @param whereOf `file:line:column` of what a finding is about, where it is known
 */
export function findingsInWords(
  findings: readonly Finding[],
  whereOf: (location: Location | undefined) => string | undefined,
): string {
  if (findings.length === 0) return "nothing was found\n";
  const shown = (["error", "warning", "note"] as const).flatMap((severity) =>
    findings.filter((finding) => finding.severity === severity),
  );
  const texts = shown.map((finding) => renderFinding(placed(finding, whereOf(finding.primary))));
  return `${texts.join("\n\n")}\n\n${counted(findings.length, "finding")}\n`;
}

/** Where the line is known, that is what a reader opens; what it is about comes below. */
function placed(finding: Finding, where: string | undefined): Finding {
  const { primary, related } = finding;
  if (where === undefined || primary?.kind !== "resource") return finding;
  const about = { location: primary, text: `resource: ${primary.urn}` };
  return { ...finding, primary: { kind: "file", file: where }, related: [about, ...related] };
}
