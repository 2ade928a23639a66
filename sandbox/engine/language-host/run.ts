import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { type ServerWritableStream, status } from "@grpc/grpc-js";
import {
  ProgramInfo,
  type RunPluginRequest,
  RunPluginResponse,
  type RunRequest,
  RunResponse,
} from "@pulumi/pulumi/proto/language_pb";

/** The exit status with which the SDK's runner says that it has reported the error itself (`cmd/run/index.js`). */
const ALREADY_REPORTED = 32;

/** Runs a Pulumi program with the SDK's runner until it ends. */
export function runProgram(request: RunRequest, engineAddress: string, children: Children): Promise<RunResponse> {
  const info = request.getInfo() ?? new ProgramInfo();
  const { nodeArguments, environment } = programOptions(info);
  const runner = sdkRunner(info.getProgramDirectory(), "run");
  const args = [...nodeArguments, runner, ...runnerArguments(request, info, engineAddress)];
  return new Promise((resolve, reject) => {
    const child = children.start(process.execPath, args, {
      stdio: ["ignore", "inherit", "inherit"],
      cwd: request.getPwd(),
      env: { ...process.env, ...environment, ...configuration(request) },
    });
    child.once("error", reject);
    child.once("exit", (status, signal) => resolve(answer(status, signal)));
  });
}

function runnerArguments(request: RunRequest, info: ProgramInfo, engineAddress: string): string[] {
  return [
    `--monitor=${request.getMonitorAddress()}`,
    `--engine=${engineAddress}`,
    `--organization=${request.getOrganization()}`,
    `--project=${request.getProject()}`,
    `--stack=${request.getStack()}`,
    `--root-directory=${info.getRootDirectory()}`,
    `--pwd=${request.getPwd()}`,
    `--parallel=${request.getParallel()}`,
    ...(request.getDryrun() ? ["--dry-run"] : []),
    info.getEntryPoint(),
    ...request.getArgsList(),
  ];
}

/** The stack's configuration as environment variables, which the SDK reads. Secrets never appear on a command line. */
function configuration(request: RunRequest): NodeJS.ProcessEnv {
  return {
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().toArray())),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
  };
}

function answer(status: number | null, signal: NodeJS.Signals | null): RunResponse {
  const response = new RunResponse();
  if (status === ALREADY_REPORTED) response.setBail(true);
  else if (signal !== null) response.setError(`the program was ended by ${signal}`);
  else if (status !== 0) response.setError(`the program ended with status ${status}`);
  return response;
}

type Call = ServerWritableStream<RunPluginRequest, RunPluginResponse>;

/** Runs a policy pack or a provider for Node, and streams its output until it ends or the engine hangs up. */
export function runPlugin(call: Call, children: Children): void {
  const { command, cwd, environment } = plan(call.request);
  const child = children.start(process.execPath, command, {
    stdio: ["ignore", "pipe", "pipe"],
    cwd,
    env: { ...environmentOf(call.request), ...environment },
  });
  stream(call, child, RunPluginResponse, (status) => {
    call.write(new RunPluginResponse().setExitcode(status));
    call.end();
  });
}

/** A message with a piece of a process's output. */
type Printed<Message> = { setStdout(chunk: Uint8Array): Message; setStderr(chunk: Uint8Array): Message };

/** Streams the output of a process to the engine, and ends the process if the engine hangs up. */
export function stream<Message extends Printed<Message>>(
  call: ServerWritableStream<unknown, Message>,
  child: ChildProcess,
  Response: new () => Message,
  onEnd: (status: number) => void,
): void {
  child.stdout?.on("data", (chunk: Buffer) => call.write(new Response().setStdout(chunk)));
  child.stderr?.on("data", (chunk: Buffer) => call.write(new Response().setStderr(chunk)));
  child.once("error", (error) => failCall(call, error.message));
  child.once("close", (status) => onEnd(status ?? 1));
  call.once("cancelled", () => child.kill("SIGTERM"));
}

type Plan = { readonly command: readonly string[]; readonly cwd: string; readonly environment: NodeJS.ProcessEnv };

function plan(request: RunPluginRequest): Plan {
  const info = request.getInfo() ?? new ProgramInfo();
  const folder = info.getProgramDirectory();
  const { nodeArguments, environment } = programOptions(info);
  // A pack runs in its own folder. A provider runs in the folder that the engine names.
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

/** The options in `runtime.options` of Pulumi.yaml or PulumiPolicy.yaml that concern a Node program. */
type ProgramOptions = { readonly nodeArguments: readonly string[]; readonly environment: NodeJS.ProcessEnv };

/** Reads `typescript`, `tsconfig` and `nodeargs`, the options of Pulumi's own Node host. */
function programOptions(info: ProgramInfo): ProgramOptions {
  const options: { readonly [key: string]: unknown } = info.getOptions()?.toJavaScript() ?? {};
  const { typescript, tsconfig, nodeargs } = options;
  return {
    nodeArguments: typeof nodeargs === "string" ? nodeargs.split(/\s+/).filter((part) => part !== "") : [],
    environment: {
      PULUMI_NODEJS_TYPESCRIPT: String(typescript !== false),
      ...(typeof tsconfig === "string" ? { PULUMI_NODEJS_TSCONFIG_PATH: tsconfig } : {}),
    },
  };
}

/**
 * The path of a runner in the program's own copy of the Pulumi SDK, so that each program runs with the SDK that it declares.
 * @throws Error that says what to install and where
 */
function sdkRunner(programFolder: string, runner: "run" | "run-plugin" | "run-policy-pack"): string {
  try {
    return createRequire(join(programFolder, "package.json")).resolve(`@pulumi/pulumi/cmd/${runner}`);
  } catch {
    throw new Error(
      `no usable @pulumi/pulumi can be found from ${programFolder}\n  help: run \`npm install\` there; @pulumi/pulumi must be among its dependencies`,
    );
  }
}

/** The running processes that this host started. */
export class Children {
  readonly #running = new Set<ChildProcess>();

  /** Starts a process and remembers it until it ends. */
  start(command: string, args: readonly string[], options: SpawnOptions): ChildProcess {
    const child = spawn(command, args, options);
    this.#running.add(child);
    const forget = () => this.#running.delete(child);
    child.once("close", forget).once("error", forget);
    return child;
  }

  /** Ends all processes that still run. */
  stop(signal: NodeJS.Signals): void {
    for (const child of this.#running) child.kill(signal);
  }
}

/** Ends a streaming call with a message for the engine. The library uses an emitted error as the call's status. */
export function failCall(call: { emit(event: "error", error: object): unknown }, message: string): void {
  call.emit("error", { code: status.UNKNOWN, details: message });
}
