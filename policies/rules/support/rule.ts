import type { Finding as AnyFinding, Related, ResourceLocation } from "../../../src/law/model/finding";
import type { Settings } from "../../settings/settings";
import { entraId, plannedId } from "../../stack/objects/entra-objects";
import type { Resource } from "../../stack/objects/resource";
import type { ResourceGraph, SoFar, Stack } from "../../stack/objects/resource-graph";

/** What the pack insists on: data, and pure functions that judge. No finding means that nothing is wrong, and is known not to be. */
export interface Rule {
  /** Name of the rule everywhere: file, page, test, configuration. */
  readonly id: string;
  /** What must hold, as a sentence. */
  readonly title: string;
  /** What becomes of its findings unless the owner says otherwise; `mandatory` where it is missing. */
  readonly level?: "advisory";
  readonly severity: "low" | "medium" | "high" | "critical";
  readonly remediation: string;
  /** Background reading; the rule's own page is docs/rules/<id>.md. */
  readonly url: string;
  readonly tags: readonly string[];
  /** Where the guarantee must be for the rule to say anything; wherever it is, where this is missing. */
  readonly baseline?: Settings["baseline"];
  /** Judges a resource before it is created or changed, by its inputs. */
  readonly onResource?: (resource: Resource, settings: Settings, soFar: SoFar) => readonly Finding[];
  /** Whether a preview leaves the resources to the judgement of the stack, which then says all that there is to say. */
  readonly isWholeAtPreview?: true;
  /** Judges the stack as a whole. */
  readonly onStack?: (stack: Stack, settings: Settings) => readonly Finding[];
}

/** Whether the rule has anything to say where the owner's guarantee is. */
export const appliesTo = (rule: Rule, baseline: Settings["baseline"]): boolean =>
  rule.baseline === undefined || rule.baseline === baseline;

/** Who gets in, or what is wrong, with the evidence. Only ids, enums and addresses are in it, so that no secret is. */
export interface Finding extends AnyFinding<string, ResourceLocation | undefined> {
  /** What it is about. Findings with equal keys, from two phases or two rules, are reported once. */
  readonly dedupeKey: string;
}

/** What makes a rule's finding. */
type Rejection = Pick<Finding, "code" | "message" | "help"> & {
  /** The resource to blame. */
  readonly urn: string | undefined;
  /** What it is about, where that isn't the resource. */
  readonly about?: readonly unknown[];
  readonly related?: readonly Related[];
};

/** The finding of a rule. Whether it rejects the deployment is for the owner's enforcement level. */
export function rejection({ urn, about, related = [], ...said }: Rejection): Finding {
  const dedupeKey = JSON.stringify(about ?? [said.code, urn]);
  return { ...said, dedupeKey, severity: "error", primary: resourceAt(urn), related };
}

/** The first finding of each dedupe key. */
export function distinctFindings(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ dedupeKey }) => !seen.has(dedupeKey) && seen.add(dedupeKey));
}

/** What a property of a resource says, as a line of evidence. @param value as it may be shown */
export const propertyLine = (urn: string | undefined, property: string, value: string): Related => ({
  location: resourceAt(urn, property),
  text: `${property}: ${value}`,
});

/** A resource, or one of its properties, as a location; none where no resource is to blame. */
export const resourceAt = (urn: string | undefined, property?: string): ResourceLocation | undefined =>
  urn === undefined ? undefined : { kind: "resource", urn, property };

/** The finding with names in place of the ids that stand for the graph's objects which don't exist yet. */
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
