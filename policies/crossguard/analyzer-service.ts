import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import { type ConfigureAnalyzerRequest, EnforcementLevel } from "@pulumi/pulumi/proto/analyzer_pb";
import type { Configuration, Level } from "../settings/configuration";

// @pulumi/policy 1.21.0 shows a pack neither the configuration as a whole nor the phase: `isDryRun()` is false in packs, also in
// previews (tried with 3.274.1). So the service's definition is changed before the SDK serves it.
// https://github.com/pulumi/pulumi-policy/issues/166 would end it for the phase. Nobody has asked for the configuration yet.

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
export const onConfigure = (accept: (configuration: Configuration) => void): void =>
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

/** The error without its trace. The SDK would show the trace to the person who configures the pack. */
function withoutTrace(error: unknown): Error {
  const shown = new Error(error instanceof Error ? error.message : String(error));
  shown.stack = shown.message;
  return shown;
}

/** Calls `show` with the stack, and with whether the engine previews or deploys. Engines from before 2025 don't say. */
export const onConfigureStack = (show: (stack: string, isPreview: boolean) => void): void =>
  beforeHandling(AnalyzerService.configureStack, (request) => show(request.getStack(), request.getDryRun()));

/** Removes the SDK's remediation, which this pack doesn't use: the engine would wait for it at each resource. */
export function offerNoRemediation(): void {
  Reflect.deleteProperty(AnalyzerService, "remediate");
}

function configurationIn(request: ConfigureAnalyzerRequest): Configuration {
  const map = request.getPolicyconfigMap();
  const rules = map.toArray().map(([rule]) => {
    const sent = map.get(rule);
    const enforcementLevel = LEVELS.get(sent?.getEnforcementlevel()) ?? "mandatory";
    return [rule, { ...sent?.getProperties()?.toJavaScript(), enforcementLevel }] as const;
  });
  return Object.fromEntries(rules);
}

const LEVELS: ReadonlyMap<number | undefined, Level> = new Map<number, Level>([
  [EnforcementLevel.ADVISORY, "advisory"],
  [EnforcementLevel.DISABLED, "disabled"],
]);
