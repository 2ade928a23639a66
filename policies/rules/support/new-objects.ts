import { entraId, plannedId } from "../../stack/objects/entra-objects";
import type { ResourceGraph } from "../../stack/objects/resource-graph";
import type { Finding } from "./rule";

/**
 * The finding with names in place of the ids that stand for objects which don't exist yet.
 * @param graph the stack that they are in
 */
export function withNamesOfNewObjects(finding: Finding, graph: ResourceGraph): Finding {
  const news = graph.resources.filter((resource) => entraId(resource) === undefined);
  const named = (text: string): string =>
    news.reduce((said, one) => said.replaceAll(plannedId(one), () => `\`${one.name}\` of this stack`), text);
  return {
    ...finding,
    message: named(finding.message),
    related: finding.related.map((line) => ({ ...line, text: named(line.text) })),
  };
}
