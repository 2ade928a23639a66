import type { ServerWritableStream } from "@grpc/grpc-js";
import { ProgramInfo, type RunPluginRequest, RunPluginResponse } from "@pulumi/pulumi/proto/language_pb";
import type { Children } from "./children";
import { failCall } from "./fail-call";
import { programOptions } from "./program-options";
import { sdkRunner } from "./sdk";

type Call = ServerWritableStream<RunPluginRequest, RunPluginResponse>;

/** Runs a policy pack or a provider written for Node, and streams what it prints until it ends or the engine hangs up. */
export function runPlugin(call: Call, children: Children): void {
  const { command, cwd, environment } = plan(call.request);
  const child = children.start(process.execPath, command, {
    stdio: ["ignore", "pipe", "pipe"],
    cwd,
    env: { ...environmentOf(call.request), ...environment },
  });
  child.stdout?.on("data", (chunk: Buffer) => call.write(standardOutput(chunk)));
  child.stderr?.on("data", (chunk: Buffer) => call.write(standardError(chunk)));
  child.once("error", (error) => failCall(call, error.message));
  child.once("close", (status) => {
    call.write(exitStatus(status ?? 1));
    call.end();
  });
  call.once("cancelled", () => child.kill("SIGTERM"));
}

type Plan = { readonly command: readonly string[]; readonly cwd: string; readonly environment: NodeJS.ProcessEnv };

function plan(request: RunPluginRequest): Plan {
  const info = request.getInfo() ?? new ProgramInfo();
  const folder = info.getProgramDirectory();
  const { nodeArguments, environment } = programOptions(info);
  // A pack finds its own files and modules from its folder; a provider works in the folder that the engine says.
  if (request.getKind() === "analyzer") {
    const command = [...nodeArguments, sdkRunner(folder, "run-policy-pack"), ...request.getArgsList(), folder];
    return { command, cwd: folder, environment };
  }
  const command = [...nodeArguments, sdkRunner(folder, "run-plugin"), folder, ...request.getArgsList()];
  return { command, cwd: request.getPwd(), environment };
}

function environmentOf(request: RunPluginRequest): NodeJS.ProcessEnv {
  return Object.fromEntries(
    request.getEnvList().map((entry) => {
      const equals = entry.indexOf("=");
      return [entry.slice(0, equals), entry.slice(equals + 1)];
    }),
  );
}

function standardOutput(chunk: Buffer): RunPluginResponse {
  const response = new RunPluginResponse();
  response.setStdout(chunk);
  return response;
}

function standardError(chunk: Buffer): RunPluginResponse {
  const response = new RunPluginResponse();
  response.setStderr(chunk);
  return response;
}

function exitStatus(status: number): RunPluginResponse {
  const response = new RunPluginResponse();
  response.setExitcode(status);
  return response;
}
