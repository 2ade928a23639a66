import { ProgramInfo, type RunRequest, RunResponse } from "@pulumi/pulumi/proto/language_pb";
import type { Children } from "./children";
import { programOptions } from "./program-options";
import { sdkRunner } from "./sdk";

/** With this status the SDK's runner says that it has told the user already what went wrong (`cmd/run/index.js`). */
const ALREADY_REPORTED = 32;

/** Runs a Pulumi program with the SDK's runner and answers when it has ended. */
export function runProgram(request: RunRequest, engineAddress: string, children: Children): Promise<RunResponse> {
  const info = request.getInfo() ?? legacyInfo(request);
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

/** An engine that doesn't send `info` puts the program's folder and entry point into the request itself. */
function legacyInfo(request: RunRequest): ProgramInfo {
  const info = new ProgramInfo();
  info.setRootDirectory(request.getPwd());
  info.setProgramDirectory(request.getPwd());
  info.setEntryPoint(request.getProgram());
  return info;
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

/** The SDK reads the stack's configuration from the environment; secrets never appear on a command line. */
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
