import { asObject, asText, type JsonObject } from "../../json/json-object";
import type { Finding, ResourceLocation, Severity } from "../../model/finding";
import { findingText } from "./finding-text";

/** What policy packs said in a run of the engine. */
export interface JudgedRun {
  readonly findings: readonly Finding[];
  /** The packs that judged, by name. None is no verdict. */
  readonly packs: readonly string[];
  /** How the run ended, in the engine's word: `succeeded`, `failed`; `undefined` where its end is missing. */
  readonly result: string | undefined;
  /** What went wrong besides, in the engine's words. */
  readonly errors: readonly string[];
  /** `project/stack`, where any resource tells. */
  readonly stack: string | undefined;
}

/** Whether this is an event of the engine's: numbered, as `policy analyze --json` prints them. */
export const isEngineEvent = (json: unknown): json is JsonObject => typeof asObject(json)?.["sequence"] === "number";

/**
 * What the packs found, of the engine's events. Those that aren't about policies are passed over.
 * @param own the pack whose rules are known by their names alone; of another the name goes in front
 */
export function judgedRun(events: readonly JsonObject[], own: string): JudgedRun {
  const of = (kind: string) => events.map((event) => asObject(event[kind])).filter((event) => event !== undefined);
  const [summary] = of("summaryEvent");
  const said = of("policyEvent");
  const result = asText(summary?.["result"]);
  return {
    findings: said.map((event) => findingOf(event, own)),
    packs: Object.keys(asObject(summary?.["PolicyPacks"]) ?? {}),
    result: summary && (result ?? "without a result"),
    errors: of("diagnosticEvent")
      .filter(({ severity }) => severity === "error")
      .flatMap(({ message }) => asText(message)?.trim() ?? []),
    stack: stackIn([...said, ...of("policyAnalyzeSummaryEvent")]),
  };
}

function findingOf(event: JsonObject, own: string): Finding {
  const rule = asText(event["policyName"]) ?? "a rule without a name";
  const pack = asText(event["policyPackName"]) ?? "a pack without a name";
  const text = findingText(asText(event["message"]) ?? "", `see the rule ${rule} of the policy pack ${pack}`);
  return {
    ...text,
    code: pack === own ? rule : `${pack}/${rule}`,
    severity: severityOf(event["enforcementLevel"]),
    primary: resourceOf(event),
    related: text.related.map((line) => ({ location: undefined, text: line })),
  };
}

/** Only what is known to let a deployment pass is less than an error. */
const severityOf = (level: unknown): Severity => (level === "advisory" ? "warning" : "error");

function resourceOf(event: JsonObject): ResourceLocation | undefined {
  const urn = asText(event["resourceUrn"]);
  return urn === undefined ? undefined : { kind: "resource", urn, property: undefined };
}

/** @see pulumi/pulumi, sdk/go/common/resource/urn: `urn:pulumi:stack::project::type::name` */
function stackIn(events: readonly JsonObject[]): string | undefined {
  for (const event of events) {
    const [, stack, project] = /^urn:pulumi:(.+?)::(.+?)::/.exec(asText(event["resourceUrn"]) ?? "") ?? [];
    if (stack !== undefined) return `${project}/${stack}`;
  }
  return undefined;
}
