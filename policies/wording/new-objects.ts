import type { Resource } from "../model/resource";
import type { Finding } from "../model/rule";
import { entraId, plannedId } from "../stack/identity";

/** The finding with names in place of the ids that stand for objects which don't exist yet. */
export function withNewObjects(finding: Finding, resources: readonly Resource[]): Finding {
  const news = resources.filter((resource) => entraId(resource) === undefined);
  const named = (text: string): string =>
    news.reduce((said, one) => said.replaceAll(plannedId(one), () => `\`${one.name}\` of this stack`), text);
  return { ...finding, message: named(finding.message), evidence: finding.evidence.map(named) };
}
