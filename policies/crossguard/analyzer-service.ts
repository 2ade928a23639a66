import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import {
  type AnalyzeRequest,
  type AnalyzeResponse,
  type ConfigureAnalyzerRequest,
  EnforcementLevel,
} from "@pulumi/pulumi/proto/analyzer_pb";
import type { Level } from "../settings/configuration";

// @pulumi/policy 1.21.0 has no supported way for what follows, so the service's definition is changed before the SDK serves it.
// What would end it: a title of a rule before each message, https://github.com/pulumi/pulumi-policy/issues/226; what a pack costs for
// each resource, https://github.com/pulumi/pulumi/issues/6500. `isDryRun()` is false in packs, also in previews (tried with 3.274.1),
// as in https://github.com/pulumi/pulumi-policy/issues/166; and nothing shows a pack the configuration as a whole.

/** The tag of field 1 with a length before its value. */
const FIRST_FIELD = 0x0a;

/** From this length on, the length takes a second byte. */
const LONG = 0x80;

/**
 * The text at the start of a protobuf message, read without unpacking the rest.
 * @returns `undefined` if the message doesn't begin with a text as field 1, or if that text has 128 bytes or more, or is cut off
 * @see https://protobuf.dev/programming-guides/encoding/
 */
function firstTextIn(message: Buffer): string | undefined {
  const [tag, length = LONG] = message;
  const end = 2 + length;
  return tag === FIRST_FIELD && length < LONG && end <= message.length ? message.toString("utf8", 2, end) : undefined;
}

/** A configuration from the engine: settings and level by rule. */
export interface EngineConfiguration {
  readonly settings: { readonly [rule: string]: { readonly [key: string]: unknown } };
  readonly levels: ReadonlyMap<string, Level>;
}

/** Calls `see` with each message of a kind before the SDK handles it. */
function beforeHandling<Message>(
  method: { requestDeserialize: (bytes: Buffer) => Message },
  see: (message: Message) => void,
): void {
  const read = method.requestDeserialize;
  method.requestDeserialize = (bytes) => {
    const message = read(bytes);
    see(message);
    return message;
  };
}

/** Calls `accept` with each whole configuration, in which a rule may be misspelt. @param accept throws to stop the engine */
export const onConfigure = (accept: (configuration: EngineConfiguration) => void): void =>
  beforeHandling(AnalyzerService.configure, (request) => {
    const configuration = configurationIn(request);
    // The engine doesn't show an error that is thrown here. It shows an error in the SDK's own handler.
    const getMap = request.getPolicyconfigMap;
    request.getPolicyconfigMap = function (this: ConfigureAnalyzerRequest, ...args): ReturnType<typeof getMap> {
      try {
        accept(configuration);
      } catch (error) {
        throw withoutTrace(error);
      }
      return getMap.apply(this, args);
    };
  });

/** Removes the rule's title, which the SDK puts before each message: the engine names the rule anyway. */
export function leaveOutTitles(): void {
  for (const method of [AnalyzerService.analyze, AnalyzerService.analyzeStack]) {
    const write = method.responseSerialize;
    method.responseSerialize = (response: AnalyzeResponse): Buffer => {
      for (const diagnostic of response.getDiagnosticsList()) {
        const title = `${diagnostic.getDescription()}\n`;
        const message = diagnostic.getMessage();
        if (message.startsWith(title)) diagnostic.setMessage(message.slice(title.length));
      }
      return write(response);
    };
  }
}

/** What the engine is about to do. */
export interface Phase {
  readonly isPreview: boolean;
  readonly stack: string;
}

/** Calls `show` with the stack, and with whether the engine previews or deploys. Engines from before 2025 don't say. */
export function onConfigureStack(show: (phase: Phase) => void): void {
  const { configureStack } = AnalyzerService;
  if (configureStack !== undefined)
    beforeHandling(configureStack, (request) => show({ isPreview: request.getDryRun(), stack: request.getStack() }));
}

/** Removes the SDK's remediation, which this pack doesn't use: the engine would wait for it at each resource. */
export function offerNoRemediation(): void {
  Reflect.deleteProperty(AnalyzerService, "remediate");
}

/**
 * Skips resources that no rule reads, before the SDK unpacks them once for each rule. In a stack of a thousand resources, that is
 * nearly all of the pack's work. The first resource of a skipped type stands for all others.
 */
export function skipTypes(isSkipped: (type: string) => boolean): void {
  const { analyze } = AnalyzerService;
  const readOne = analyze.requestDeserialize;
  const emptied = new Map<string | undefined, AnalyzeRequest>();
  analyze.requestDeserialize = (bytes: Buffer): AnalyzeRequest => {
    const type = firstTextIn(bytes); // the engine writes the type first
    const known = emptied.get(type);
    if (known !== undefined) return known;
    const request = readOne(bytes);
    if (!isSkipped(request.getType())) return request;
    empty(request);
    if (type !== undefined) emptied.set(type, request);
    return request;
  };
  beforeHandling(AnalyzerService.analyzeStack, (request) =>
    request.setResourcesList(request.getResourcesList().filter((resource) => !isSkipped(resource.getType()))),
  );
}

/** Shows the resources of a stack until a rule has read and shared them. After that, it shows one, for its URN. */
export function showStackOnce(reading: { isStackRead: boolean }): void {
  beforeHandling(AnalyzerService.analyzeStack, (request) => {
    reading.isStackRead = false;
    const resources = request.getResourcesList();
    const all = [...resources];
    resources[Symbol.iterator] = () => (reading.isStackRead ? all.slice(0, 1) : all).values();
  });
}

/** Empties a request. The SDK insists on options and properties, but these may be empty. */
function empty(request: AnalyzeRequest): void {
  request.getProperties()?.getFieldsMap().clear();
  request.clearProvider();
}

/** The error without its trace. The SDK would show the trace to the person who configures the pack. */
function withoutTrace(error: unknown): Error {
  const shown = new Error(error instanceof Error ? error.message : String(error));
  shown.stack = shown.message;
  return shown;
}

function configurationIn(request: ConfigureAnalyzerRequest): EngineConfiguration {
  const map = request.getPolicyconfigMap();
  const rules = map.toArray().map(([rule]) => rule);
  return {
    settings: Object.fromEntries(rules.map((rule) => [rule, map.get(rule)?.getProperties()?.toJavaScript() ?? {}])),
    levels: new Map(rules.map((rule) => [rule, levelOf(map.get(rule)?.getEnforcementlevel() ?? 0)])),
  };
}

const LEVELS: ReadonlyMap<number, Level> = new Map<number, Level>([
  [EnforcementLevel.ADVISORY, "advisory"],
  [EnforcementLevel.DISABLED, "disabled"],
  [EnforcementLevel.REMEDIATE, "remediate"],
]);

/** The word for an enforcement level. A missing or unknown level rejects. */
const levelOf = (level: number): Level => LEVELS.get(level) ?? "mandatory";
