import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { parse } from "yaml";
import type { Problem } from "../../drift/drift-report";
import { type PreviewOutput, type ReadPreview, readPreview, readState } from "../../drift/stack";
import { asObject, asText } from "../../law/json/json-object";
import type { Answer } from "../../tenant/live/tenant-problem";
import { parsedJson } from "../../text/json-text";
import type { CheckInput } from "./check-drift";

/** The stack's name, configuration and state, from the engine. Fails without the engine, the project or the stack. */
export async function readStack(
  stackOption: readonly string[],
): Promise<Answer<Pick<CheckInput, "source" | "deployed">, Problem>> {
  const project = await readFile("Pulumi.yaml", "utf8")
    .then(parse)
    .catch(() => undefined);
  const projectName = asText(asObject(project)?.["name"]);
  if (projectName === undefined) return { kind: "failed", problem: NO_PROJECT };
  const ask = (...args: readonly string[]) => runEngine([...args, "--non-interactive", ...stackOption]);
  const [name, config, state, history] = await Promise.all([
    ask("stack", "--show-name"),
    ask("config", "--json"),
    ask("stack", "export"),
    ask("stack", "history", "--json"),
  ]);
  if (name.status === NOT_FOUND) return { kind: "failed", problem: NO_ENGINE };
  if (name.status !== 0) return failed("the stack can't be found", name);
  if (config.status !== 0) return failed("the stack's configuration can't be read", config);
  const deployed = state.status === 0 ? readState(parsedJson(state.stdout), parsedJson(history.stdout)) : undefined;
  if (deployed === undefined) return failed("the stack's state can't be read", state);
  const settings = Object.entries(asObject(parsedJson(config.stdout)) ?? {}).flatMap(([key, setting]) => {
    const value = asObject(setting)?.["value"];
    return typeof value === "string" ? [[key, value] as const] : [];
  });
  const source = { project: projectName, stack: name.stdout.trim(), config: Object.fromEntries(settings) };
  return { kind: "read", value: { source, deployed } };
}

const NO_PROJECT: Problem = {
  message: "there is no Pulumi project in this folder",
  help: "run this in the folder of Pulumi.yaml",
};

const NO_ENGINE: Problem = {
  message: "the Pulumi engine isn't on PATH",
  help: "install it (https://www.pulumi.com/docs/install/); for the local tenant, npm start brings its own",
};

const failed = (what: string, { stderr, stdout }: PreviewOutput): Answer<never, Problem> => ({
  kind: "failed",
  problem: {
    message: `${what}: ${(stderr.trim() || stdout.trim()).replace(/^error: /, "")}`,
    help: "name the stack with --stack, or select one with `pulumi stack select`; the backend needs the same sign-in as `pulumi up`",
  },
});

/** `--show-sames`, because the code's values of unchanged resources are nowhere else. */
const PREVIEW = ["preview", "--refresh", "--expect-no-changes", "--show-sames", "--json", "--non-interactive"] as const;

/** Lets the engine compare the code with what its plugin sees of the tenant. Changes nothing. */
export const previewOf = async (stackOption: readonly string[]): Promise<ReadPreview> =>
  readPreview(await runEngine([...PREVIEW, ...stackOption]));

/** The shell's exit statuses for a missing program, and for a program that a signal ended. */
const NOT_FOUND = 127;
const ENDED_BY_SIGNAL = 130;

/** Runs the Pulumi engine on PATH in this folder, and returns its output. */
const runEngine = (args: readonly string[]): Promise<PreviewOutput> =>
  new Promise((resolve) => {
    const child = spawn("pulumi", args, { stdio: ["ignore", "pipe", "pipe"] });
    const output = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"] as const)
      child[name].setEncoding("utf8").on("data", (chunk: string) => {
        output[name] += chunk;
      });
    child.once("error", () => resolve({ status: NOT_FOUND, stdout: "", stderr: `error: ${NO_ENGINE.message}` }));
    child.once("close", (status) => resolve({ status: status ?? ENDED_BY_SIGNAL, ...output }));
  });
