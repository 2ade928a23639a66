import type { Finding as AnyFinding, Related, ResourceLocation } from "../../../src/law/model/finding";
import type { Settings } from "../../settings/settings";
import type { Resource } from "../../stack/objects/resource";
import type { SoFar, Stack } from "../../stack/objects/stack";
import { type DedupeKey, mapKeyOf } from "./dedupe-key";

/**
 * Something that a deployment must not do: who gets in, or what is wrong. Its related lines are the evidence, mostly
 * `property: value`. Only ids, enums and addresses are in its texts: a secret looks like any other text.
 */
export interface Finding extends AnyFinding<string, ResourceLocation | undefined> {
  readonly dedupeKey: DedupeKey;
  /** The change as code, where exactly one change repairs it. */
  readonly repair?: readonly string[];
}

/** What makes a rule's finding; `related` is none without it. */
type Rejection = Pick<Finding, "code" | "dedupeKey" | "message" | "help" | "repair"> & {
  /** The resource to blame. */
  readonly urn: string | undefined;
  readonly related?: readonly Related[];
};

/** The finding of a rule. Whether it rejects the deployment is for the owner's enforcement level. */
export function rejection({ urn, related = [], ...said }: Rejection): Finding {
  return { ...said, severity: "error", primary: resourceAt(urn), related };
}

/** What a property of a resource says, as a line of evidence. @param value as it may be shown */
export const propertyLine = (urn: string | undefined, property: string, value: string): Related => ({
  location: resourceAt(urn, property),
  text: `${property}: ${value}`,
});

/** A resource, or one of its properties, as a location; none where no resource is to blame. */
export const resourceAt = (urn: string | undefined, property?: string): ResourceLocation | undefined =>
  urn === undefined ? undefined : { kind: "resource", urn, property };

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
  /**
   * Judges a resource before it is created or changed, by its inputs.
   * @param soFar is put together when a rule looks at it: in a large stack that is a lot
   */
  readonly onResource?: (resource: Resource, settings: Settings, soFar: SoFar) => readonly Finding[];
  /** Whether a preview leaves the resources to the judgement of the stack, which then says all that there is to say. */
  readonly isWholeAtPreview?: true;
  /** Judges the stack as a whole. */
  readonly onStack?: (stack: Stack, settings: Settings) => readonly Finding[];
}

/** The first finding of each dedupe key. */
export function distinctFindings(findings: readonly Finding[]): readonly Finding[] {
  const reported = new Set<string>();
  return findings.filter(({ dedupeKey }) => {
    const key = mapKeyOf(dedupeKey);
    return !reported.has(key) && reported.add(key);
  });
}
