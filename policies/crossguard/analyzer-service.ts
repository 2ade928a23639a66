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

/** Field 1, of the kind that is preceded by its length. */
const FIRST_FIELD = 0x0a;

/** From here on a length takes a second byte. */
const LONG = 0x80;

/**
 * The text with which a protobuf message begins, read without unpacking the rest.
 * @returns `undefined` where the message begins with something else than a text as its field 1, where that text has 128
 *   bytes or more, and where it is cut off
 * @see https://protobuf.dev/programming-guides/encoding/
 */
function firstTextIn(message: Buffer): string | undefined {
  const [tag, length = LONG] = message;
  const end = 2 + length;
  return tag === FIRST_FIELD && length < LONG && end <= message.length ? message.toString("utf8", 2, end) : undefined;
}

/** A configuration as the engine has put it together: settings and level by rule. */
export interface EngineConfiguration {
  readonly settings: { readonly [rule: string]: { readonly [key: string]: unknown } };
  readonly levels: ReadonlyMap<string, Level>;
}

/** Lets `see` look at each message of a kind before the SDK handles it. */
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

/** Shows each configuration whole: a rule may be misspelt. @param accept throws what the engine shall stop with */
export const onConfigure = (accept: (configuration: EngineConfiguration) => void): void =>
  beforeHandling(AnalyzerService.configure, (request) => {
    const configuration = configurationIn(request);
    // What is thrown here would be lost on the way to the engine; what the SDK's own handler runs into is shown.
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

/** Leaves the rule's title out, which the SDK puts before each message: the engine names the rule anyway. */
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

/** Shows the stack, and whether the engine previews or deploys, where it says so: engines of before 2025 don't. */
export function onConfigureStack(show: (phase: Phase) => void): void {
  const { configureStack } = AnalyzerService;
  if (configureStack !== undefined)
    beforeHandling(configureStack, (request) => show({ isPreview: request.getDryRun(), stack: request.getStack() }));
}

/** Doesn't offer remediation, of which this pack has none: the engine would ask and wait for each resource. */
export function offerNoRemediation(): void {
  Reflect.deleteProperty(AnalyzerService, "remediate");
}

/**
 * Leaves out what no rule looks at, before the SDK unpacks it once for each rule: in a stack of a thousand resources that
 * is nearly all of the pack's work. Of the resources of a type that is of no interest the first stands for all.
 */
export function skipTypes(isOfNoInterest: (type: string) => boolean): void {
  const { analyze } = AnalyzerService;
  const readOne = analyze.requestDeserialize;
  const emptied = new Map<string | undefined, AnalyzeRequest>();
  analyze.requestDeserialize = (bytes: Buffer): AnalyzeRequest => {
    const type = firstTextIn(bytes); // the engine writes the type first
    const known = emptied.get(type);
    if (known !== undefined) return known;
    const request = readOne(bytes);
    if (!isOfNoInterest(request.getType())) return request;
    empty(request);
    if (type !== undefined) emptied.set(type, request);
    return request;
  };
  beforeHandling(AnalyzerService.analyzeStack, (request) =>
    request.setResourcesList(request.getResourcesList().filter((resource) => !isOfNoInterest(resource.getType()))),
  );
}

/** Shows the resources of a stack until a rule has read them, which shares them with the others; then one, for its URN. */
export function showStackOnce(reading: { isStackRead: boolean }): void {
  beforeHandling(AnalyzerService.analyzeStack, (request) => {
    reading.isStackRead = false;
    const resources = request.getResourcesList();
    const all = [...resources];
    resources[Symbol.iterator] = () => (reading.isStackRead ? all.slice(0, 1) : all).values();
  });
}

/** The SDK insists on options and properties; they may be empty. */
function empty(request: AnalyzeRequest): void {
  request.getProperties()?.getFieldsMap().clear();
  request.clearProvider();
}

/** The SDK shows an error's trace; whoever configures a pack has no use for it. */
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

/** The word for an enforcement level; what the engine doesn't say, or says in a way that isn't known, rejects. */
const levelOf = (level: number): Level => LEVELS.get(level) ?? "mandatory";
