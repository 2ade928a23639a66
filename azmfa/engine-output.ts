import querystring from "node:querystring";
import { asList, asObject, asText, type JsonObject } from "../src/law/json/json-object";
import type { Finding } from "../src/law/model/finding";
import type { Place } from "../src/report/sarif";

/** What policy packs found in a run of the engine. */
export interface JudgedRun {
  readonly findings: readonly Finding[];
  /** The packs that judged, by name. Empty means no verdict. If one of several runs had no pack, this is empty. */
  readonly packs: readonly string[];
  /** How the run ended, in the engine's words: `succeeded`, `failed`; `undefined` if its end is missing. The worst of several runs. */
  readonly result: string | undefined;
  readonly errors: readonly string[];
  /** `project/stack`, if a resource shows it. */
  readonly stack: string | undefined;
}

/** Whether this is an event of the engine: numbered, as `policy analyze --json` prints it. */
export const isEngineEvent = (json: unknown): json is JsonObject => typeof asObject(json)?.["sequence"] === "number";

/** Reads the events of a run. @param own the pack whose rules go by their names alone; other rules have the name of their pack in front */
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

/** Whether a run has no end. It may begin with a prelude and ends with a summary; a prelude or a finding after the last summary has no end. */
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
  const urn = asText(event["resourceUrn"]);
  return {
    ...findingText(asText(event["message"]) ?? "", `see the rule ${rule} of the policy pack ${pack}`),
    code: pack === own ? rule : `${pack}/${rule}`,
    // Everything is an error unless it is known to let a deployment pass.
    severity: event["enforcementLevel"] === "advisory" ? "warning" : "error",
    primary: urn === undefined ? undefined : { kind: "resource", urn, property: undefined },
  };
}

/** @see pulumi/pulumi, sdk/go/common/resource/urn: `urn:pulumi:stack::project::type::name` */
function stackIn(events: readonly JsonObject[]): string | undefined {
  const urns = events.map((event) => /^urn:pulumi:(.+?)::(.+?)::/.exec(asText(event["resourceUrn"]) ?? ""));
  return urns.flatMap((urn) => (urn === null ? [] : [`${urn[2]}/${urn[1]}`]))[0];
}

/** The engine's marks for colours, such as `<{%reset%}>`. */
const COLOUR_MARK = /<\{%[^%]*%\}>/g;

/**
 * Splits a report of this project's pack: the message, the help, and the other lines.
 * @param otherwise the help if the text has none, as in another pack
 */
function findingText(text: string, otherwise: string): Pick<Finding, "message" | "related" | "help"> {
  const [message = "", ...rest] = text
    .replace(COLOUR_MARK, "")
    .split(/\r?\n/)
    .map((line) => line.trimEnd())
    .filter((line) => line !== "");
  const help = rest.findIndex((line) => line.startsWith(HELP));
  return {
    message: message === "" ? "the rule gives no message" : message,
    related: rest
      .filter((_, index) => index !== help)
      .map((line) => ({ location: undefined, text: line.replace(/^ {2}/, "") })),
    help: rest[help]?.slice(HELP.length) ?? otherwise,
  };
}

const HELP = "  help: ";

/** Where a program declares its resources, by URN and relative to the project's folder, from an export or a preview of a stack; `undefined` if it is neither. */
export function positionsIn(json: unknown): ReadonlyMap<string, Place> | undefined {
  const document = asObject(json);
  const resources = asList(asObject(document?.["deployment"])?.["resources"]);
  const steps = asList(document?.["steps"])?.map((step) => asObject(step)?.["newState"]);
  const listed = resources ?? steps;
  if (listed === undefined) return undefined;
  return new Map(
    listed.map(asObject).flatMap((resource = {}): readonly (readonly [string, Place])[] => {
      const urn = asText(resource["urn"]);
      const position = positionOf(resource);
      return urn === undefined || position === undefined ? [] : [[urn, position]];
    }),
  );
}

/** The innermost place in the project's own files. A component in a package may make the resource. */
function positionOf(resource: JsonObject): Place | undefined {
  const frames = asList(resource["stackTrace"])?.map((frame) => asObject(frame)?.["sourcePosition"]) ?? [];
  return [resource["sourcePosition"], ...frames].map(parsePosition).find((position) => position !== undefined);
}

/** `project:///src/index.ts#3,28`. @see pulumi/pulumi, proto/pulumi/source.proto */
const POSITION = /^project:\/\/\/([^#]+)#(\d+)(?:,(\d+))?/;

function parsePosition(text: unknown): Place | undefined {
  const [, path = "", line, column = "1"] = POSITION.exec(asText(text) ?? "") ?? [];
  const file = querystring.unescape(path);
  if (line === undefined || /(^|\/)(\.\.|node_modules)(\/|$)/.test(file)) return undefined;
  return { file, line: Math.max(1, Number(line)), column: Math.max(1, Number(column)) };
}
