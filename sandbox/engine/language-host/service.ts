import {
  type handleServerStreamingCall,
  type handleUnaryCall,
  type ServerWritableStream,
  type sendUnaryData,
  status,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import type { ILanguageRuntimeServer } from "@pulumi/pulumi/proto/language_grpc_pb";
import {
  AboutResponse,
  GetRequiredPackagesResponse,
  GetRequiredPluginsResponse,
  LanguageHandshakeResponse,
  RuntimeOptionsResponse,
} from "@pulumi/pulumi/proto/language_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Children } from "./children";
import { failCall } from "./fail-call";
import { generateProgram } from "./generate-program";
import { installDependencies } from "./install-dependencies";
import { programDependencies } from "./program-dependencies";
import { runPlugin } from "./run-plugin";
import { runProgram } from "./run-program";

/** Raised with each change that the engine could notice. */
const VERSION = "1.0.0";

/** The part of the language runtime that `preview`, `up`, `import`, policy packs and `about` need. */
export function languageRuntime(engineAddress: string, children: Children): UntypedServiceImplementation {
  return {
    handshake: unary(() => new LanguageHandshakeResponse()),
    getPluginInfo: unary(() => pluginInfo()),
    // The sandbox puts the one provider in place before each run: nothing is left for the engine to fetch.
    getRequiredPackages: unary(() => new GetRequiredPackagesResponse()),
    getRequiredPlugins: unary(() => new GetRequiredPluginsResponse()),
    runtimeOptionsPrompts: unary(() => new RuntimeOptionsResponse()),
    about: unary(() => about()),
    getProgramDependencies: unary((request) => programDependencies(request.getInfo()?.getProgramDirectory() ?? ".")),
    generateProgram: unary(generateProgram),
    run: unary((request) => runProgram(request, engineAddress, children)),
    runPlugin: streaming((call) => runPlugin(call, children)),
    installDependencies: streaming((call) => installDependencies(call, children)),
    cancel: unary(() => {
      children.stop("SIGTERM");
      return new Empty();
    }),
  } satisfies Partial<ILanguageRuntimeServer>;
}

/** A gRPC method from a plain function: what it throws becomes the engine's error message, without a stack trace. */
function unary<Request, Response>(
  answer: (request: Request) => Response | Promise<Response>,
): handleUnaryCall<Request, Response> {
  return (call, reply: sendUnaryData<Response>) => {
    Promise.resolve(call.request)
      .then(answer)
      .then(
        (response) => reply(null, response),
        (error: unknown) => reply({ code: status.UNKNOWN, details: messageOf(error) }),
      );
  };
}

/** The same for a method that streams its answer. */
function streaming<Request, Response>(
  work: (call: ServerWritableStream<Request, Response>) => void,
): handleServerStreamingCall<Request, Response> {
  return (call) => {
    try {
      work(call);
    } catch (error) {
      failCall(call, messageOf(error));
    }
  };
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function pluginInfo(): PluginInfo {
  const info = new PluginInfo();
  info.setVersion(VERSION);
  return info;
}

function about(): AboutResponse {
  const response = new AboutResponse();
  response.setExecutable(process.execPath);
  response.setVersion(process.version);
  return response;
}
