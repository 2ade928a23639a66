import { asObject, asText, type JsonObject } from "../../law/json/json-object";
import type { Advice, Finding, ResourceLocation } from "../../law/model/finding";

/** What policy packs said in a run of the engine. */
export interface JudgedRun {
  readonly findings: readonly Finding[];
  /** The packs that judged, by name. None is no verdict, and there are none where a run of several had none. */
  readonly packs: readonly string[];
  /** How the run ended, in the engine's word: `succeeded`, `failed`; `undefined` where its end is missing. Of several runs the worst. */
  readonly result: string | undefined;
  readonly errors: readonly string[];
  /** `project/stack`, where any resource tells. */
  readonly stack: string | undefined;
}

/** Whether this is an event of the engine's: numbered, as `policy analyze --json` prints them. */
export const isEngineEvent = (json: unknown): json is JsonObject => typeof asObject(json)?.["sequence"] === "number";

/** What the packs found. @param own the pack whose rules are known by their names alone; of another the name goes in front */
export function judgedRun(events: readonly JsonObject[], own: string): JudgedRun {
  const of = (kind: string) => events.map((event) => asObject(event[kind])).filter((event) => event !== undefined);
  const ends = of("summaryEvent");
  const said = of("policyEvent");
  const results = ends.map(({ result }) => asText(result) ?? "without a result");
  const packs = ends.map((end) => Object.keys(asObject(end["PolicyPacks"]) ?? {}));
  return {
    findings: said.map((event) => findingOf(event, own)),
    packs: packs.some((names) => names.length === 0) ? [] : [...new Set(packs.flat())],
    result: breaksOff(events) ? undefined : (results.find((result) => result !== "succeeded") ?? results[0]),
    errors: of("diagnosticEvent")
      .filter(({ severity }) => severity === "error")
      .flatMap(({ message }) => asText(message)?.trim() ?? []),
    stack: stackIn([...said, ...of("policyAnalyzeSummaryEvent")]),
  };
}

/** A run begins with a prelude, if it prints one, and ends with its summary: one that begins, or finds something, after the last one goes on. */
function breaksOff(events: readonly JsonObject[]): boolean {
  const lastEnd = events.findLastIndex((event) => "summaryEvent" in event);
  const count = (kind: string): number => events.filter((event) => kind in event).length;
  return (
    count("preludeEvent") > count("summaryEvent") || events.slice(lastEnd + 1).some((event) => "policyEvent" in event)
  );
}

function findingOf(event: JsonObject, own: string): Finding {
  const rule = asText(event["policyName"]) ?? "a rule without a name";
  const pack = asText(event["policyPackName"]) ?? "a pack without a name";
  const text = findingText(asText(event["message"]) ?? "", `see the rule ${rule} of the policy pack ${pack}`);
  return {
    ...text,
    code: pack === own ? rule : `${pack}/${rule}`,
    // Only what is known to let a deployment pass is less than an error.
    severity: event["enforcementLevel"] === "advisory" ? "warning" : "error",
    primary: resourceOf(event),
    related: text.related.map((line) => ({ location: undefined, text: line })),
  };
}

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

interface FindingText extends Advice {
  /** Lines between the message and the help, and what follows the help. */
  readonly related: readonly string[];
}

/** The engine's own marks for colours, where nobody has turned them into a terminal's: `<{%reset%}>`. */
const COLOUR_MARK = /<\{%[^%]*%\}>/g;

/** Takes a report of this project's pack apart. @param otherwise the help where the text has none, as of another pack */
function findingText(text: string, otherwise: string): FindingText {
  const [message = "", ...rest] = text
    .replace(COLOUR_MARK, "")
    .split(/\r?\n/)
    .map((line) => line.trimEnd())
    .filter((line) => line !== "");
  const help = rest.findIndex((line) => line.startsWith(HELP));
  return {
    message: message === "" ? "the rule says nothing" : message,
    related: rest.filter((_, index) => index !== help).map((line) => line.replace(/^ {2}/, "")),
    help: rest[help]?.slice(HELP.length) ?? otherwise,
  };
}

const HELP = "  help: ";
