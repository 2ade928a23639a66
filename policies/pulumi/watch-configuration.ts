import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import type { ConfigureAnalyzerRequest } from "@pulumi/pulumi/proto/analyzer_pb";
import type { Configuration } from "../settings/check-configuration";

/**
 * Shows each configuration that the engine sends, whole. The SDK gives a rule its own settings only, so a misspelt rule
 * would pass without a word; and it has no other way to refuse a configuration.
 * @param accept throws what the engine shall stop with
 */
export function watchConfiguration(accept: (configuration: Configuration) => void): void {
  const { configure } = AnalyzerService;
  const read = configure.requestDeserialize;
  configure.requestDeserialize = (bytes: Buffer): ConfigureAnalyzerRequest => {
    const request = read(bytes);
    const configuration = configurationIn(request);
    // What is thrown here would be lost on the way to the engine; what the SDK's own handler runs into is shown.
    request.getPolicyconfigMap = refusing(request.getPolicyconfigMap, () => accept(configuration));
    return request;
  };
}

type ReadMap = ConfigureAnalyzerRequest["getPolicyconfigMap"];

function refusing(getMap: ReadMap, check: () => void): ReadMap {
  return function (this: ConfigureAnalyzerRequest, ...args): ReturnType<ReadMap> {
    try {
      check();
    } catch (error) {
      throw withoutTrace(error);
    }
    return getMap.apply(this, args);
  };
}

/** The SDK shows an error's trace; whoever configures a pack has no use for it. */
function withoutTrace(error: unknown): Error {
  const shown = new Error(error instanceof Error ? error.message : String(error));
  shown.stack = shown.message;
  return shown;
}

function configurationIn(request: ConfigureAnalyzerRequest): Configuration {
  const entries = request.getPolicyconfigMap().toArray();
  return Object.fromEntries(
    entries.map(([rule]) => [rule, request.getPolicyconfigMap().get(rule)?.getProperties()?.toJavaScript() ?? {}]),
  );
}
