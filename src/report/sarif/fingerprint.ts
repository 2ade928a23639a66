import { createHash } from "node:crypto";
import type { Finding, Location } from "../../law/model/finding";

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
