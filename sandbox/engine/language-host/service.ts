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
  type GenerateProgramRequest,
  GenerateProgramResponse,
  GetRequiredPackagesResponse,
  GetRequiredPluginsResponse,
  type InstallDependenciesRequest,
  InstallDependenciesResponse,
  LanguageHandshakeResponse,
  RuntimeOptionsResponse,
} from "@pulumi/pulumi/proto/language_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type Children, failCall, runPlugin, runProgram, stream } from "./run";

/** The version that the engine sees. Raise it with each change that the engine could notice. */
const VERSION = "1.0.0";

/** The parts of the language runtime that `preview`, `up`, `import`, policy packs and `about` need. */
export function languageRuntime(engineAddress: string, children: Children): UntypedServiceImplementation {
  return {
    handshake: unary(() => new LanguageHandshakeResponse()),
    getPluginInfo: unary(() => new PluginInfo().setVersion(VERSION)),
    // The sandbox installs the provider before each run, so the engine has nothing to download.
    getRequiredPackages: unary(() => new GetRequiredPackagesResponse()),
    getRequiredPlugins: unary(() => new GetRequiredPluginsResponse()),
    runtimeOptionsPrompts: unary(() => new RuntimeOptionsResponse()),
    about: unary(() => new AboutResponse().setExecutable(process.execPath).setVersion(process.version)),
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

/** Makes a gRPC method of a function. An error becomes the engine's message, without a stack trace. */
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

type Call = ServerWritableStream<InstallDependenciesRequest, InstallDependenciesResponse>;

/** Runs npm for `pulumi install`, and streams npm's output to the engine. */
function installDependencies(call: Call, children: Children): void {
  const folder = call.request.getInfo()?.getProgramDirectory() ?? call.request.getDirectory();
  const child = children.start("npm", ["install"], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  stream(call, child, InstallDependenciesResponse, (status) => {
    if (status === 0) call.end();
    else failCall(call, `npm install in ${folder} ended with status ${status}`);
  });
}

/**
 * The answer to `pulumi import`, which asks for a program with the imported resources. Only Pulumi's own host can write
 * TypeScript. This one returns the resources in the engine's notation, as comments, so that the import succeeds and shows what to
 * add to the program.
 */
function generateProgram(request: GenerateProgramRequest): GenerateProgramResponse {
  const notation = request
    .getSourceMap()
    .toArray()
    .flatMap(([, text]) => text.trimEnd().split("\n"));
  const lines = [
    "// This language host writes no TypeScript. The same resources in the engine's notation, to write down by hand:",
    ...notation.map((line) => `//   ${line}`.trimEnd()),
  ];
  const response = new GenerateProgramResponse();
  response.getSourceMap().set("index.ts", Buffer.from(`${lines.join("\n")}\n`));
  return response;
}
