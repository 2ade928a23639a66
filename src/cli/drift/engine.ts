import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { parse } from "yaml";
import { type PreviewOutput, type ReadPreview, readPreview } from "../../drift/preview";
import type { Problem, Read } from "../../drift/problem";
import { type DeployedPolicy, readState } from "../../drift/stack-state";
import { asObject, asText } from "../../law/json/json-object";
import type { SettingSource } from "../../program/settings";

/** What the engine knows of the stack before anything is previewed. */
type Stack = { readonly source: SettingSource; readonly deployed: readonly DeployedPolicy[] };

/** The stack's name, configuration and state as the engine has them; fails where engine, project or stack isn't there. */
export async function readStack(run: RunEngine, stackOption: readonly string[]): Promise<Read<Stack>> {
  const project = await projectName();
  if (project === undefined) return { kind: "failed", problem: NO_PROJECT };
  const ask = (...args: readonly string[]) => run([...args, "--non-interactive", ...stackOption]);
  const [name, config, state, history] = await Promise.all([
    ask("stack", "--show-name"),
    ask("config", "--json"),
    ask("stack", "export"),
    ask("stack", "history", "--json"),
  ]);
  if (name.status === NOT_FOUND) return { kind: "failed", problem: NO_ENGINE };
  if (name.status !== 0) return failed("the stack can't be found", name);
  if (config.status !== 0) return failed("the stack's configuration can't be read", config);
  const deployed = state.status === 0 ? readState(parseJson(state.stdout), parseJson(history.stdout)) : undefined;
  if (deployed === undefined) return failed("the stack's state can't be read", state);
  return { kind: "read", value: { source: sourceOf(project, name.stdout.trim(), config), deployed } };
}

function sourceOf(project: string, stack: string, { stdout }: PreviewOutput): SettingSource {
  const config = Object.entries(asObject(parseJson(stdout)) ?? {}).flatMap(([key, setting]) => {
    const value = asObject(setting)?.["value"];
    return typeof value === "string" ? [[key, value] as const] : [];
  });
  return { project, stack, config: Object.fromEntries(config) };
}

async function projectName(): Promise<string | undefined> {
  try {
    return asText(asObject(parse(await readFile("Pulumi.yaml", "utf8")))?.["name"]);
  } catch {
    return undefined;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const NO_PROJECT: Problem = {
  message: "there is no Pulumi project in this folder",
  help: "run it in the folder that has Pulumi.yaml",
};

const NO_ENGINE: Problem = {
  message: "the Pulumi engine isn't on PATH",
  help: "install it (https://www.pulumi.com/docs/install/); against the local tenant, npm start brings its own",
};

const failed = (what: string, { stderr, stdout }: PreviewOutput): Read<never> => ({
  kind: "failed",
  problem: {
    message: `${what}: ${(stderr.trim() || stdout.trim()).replace(/^error: /, "")}`,
    help: "name the stack with --stack, or select one with `pulumi stack select`; the backend needs the same sign-in as `pulumi up`",
  },
});

/** Resources that stay the same are shown too: what the code says about them stands there alone. */
const PREVIEW = ["preview", "--refresh", "--expect-no-changes", "--show-sames", "--json", "--non-interactive"] as const;

/** Has the engine compare the code with the tenant, as far as its plugin sees the tenant. Changes nothing. */
export const previewOf = async (run: RunEngine, stackOption: readonly string[]): Promise<ReadPreview> =>
  readPreview(await run([...PREVIEW, ...stackOption]));

/** Runs the Pulumi engine on PATH in this folder, and keeps what it prints. */
export type RunEngine = (args: readonly string[]) => Promise<PreviewOutput>;

/** The shell's statuses for a program that isn't there, and for one that a signal has ended. */
const NOT_FOUND = 127;
const ENDED_BY_SIGNAL = 130;

export const runEngine: RunEngine = (args) =>
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
