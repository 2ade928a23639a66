import type { Finding as AnyFinding, Related, ResourceLocation } from "../../../src/law/model/finding";
import type { Settings } from "../../settings/settings";
import type { Resource } from "../../stack/objects/resource";
import type { ResourceGraph, Stack } from "../../stack/objects/resource-graph";

/** A rule: data, and pure functions that judge. A rule without findings is certain that nothing is wrong. */
export interface Rule {
  /** Name of the rule everywhere: file, page (docs/rules/<id>.md), test, configuration. */
  readonly id: string;
  /** What must hold, as a sentence. */
  readonly title: string;
  readonly severity: "low" | "medium" | "high" | "critical";
  /** The rule applies only where the guarantee is here; everywhere if it is missing. */
  readonly baseline?: Settings["baseline"];
  /**
   * Judges a resource by its inputs, before it is created or changed.
   * @param asked the resources up to this one, with their inputs: each comes after those that it refers to, and none has its id
   */
  readonly onResource?: (resource: Resource, settings: Settings, asked: ResourceGraph) => readonly Finding[];
  /** In a preview, `onStack` reports everything, so `onResource` isn't called. */
  readonly isWholeAtPreview?: true;
  /** Judges the stack as a whole. */
  readonly onStack?: (stack: Stack, settings: Settings) => readonly Finding[];
}

/** Whether a rule applies to a stack, by where the guarantee is. */
export const appliesTo = (rule: Rule, baseline: Settings["baseline"]): boolean =>
  rule.baseline === undefined || rule.baseline === baseline;

/** A message about people who get in, or about another mistake, with the evidence. It has only ids, enums and addresses, and so no secret. */
export interface Finding extends AnyFinding<string, ResourceLocation | undefined> {
  /** Identifies what the finding is about. Findings with equal keys, from two phases or rules, are reported once. */
  readonly dedupeKey: string;
}

/** The parts of a finding. */
type Rejection = Pick<Finding, "code" | "message" | "help"> & {
  /** The resource to blame. */
  readonly urn: string | undefined;
  /** What the finding is about, if it isn't about the resource. */
  readonly about?: readonly unknown[];
  readonly related?: readonly Related[];
};

/** A finding. The enforcement level decides whether it rejects the deployment. */
export function rejection({ urn, about, related = [], ...said }: Rejection): Finding {
  const dedupeKey = JSON.stringify(about ?? [said.code, urn]);
  return { ...said, dedupeKey, severity: "error", primary: resourceAt(urn), related };
}

/** A property and its value, as a line of evidence. @param value in a form that may be shown */
export const propertyLine = (urn: string | undefined, property: string, value: string): Related => ({
  location: resourceAt(urn, property),
  text: `${property}: ${value}`,
});

/** A resource, or one of its properties, as a location; `undefined` without a resource. */
export const resourceAt = (urn: string | undefined, property?: string): ResourceLocation | undefined =>
  urn === undefined ? undefined : { kind: "resource", urn, property };
