import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { parse } from "yaml";
import { asObject, asText } from "../law/json/json-object";
import { registerOnDay } from "../law/model/register";
import { loadRegister } from "../program/load-register";
import { readSettings } from "../program/settings";
import type { IsoDate } from "../text/iso-date";
import { parsedJson } from "../text/json-text";
import { Refused } from "../text/refused";
import { renderFinding } from "../words/finding";
import type { CheckInput } from "./check-drift";
import { type PreviewOutput, type ReadPreview, readPreview, readState } from "./stack";

/** Lets the engine compare the code with what its plugin sees of the tenant. `--show-sames`, because the code's values of unchanged resources are nowhere else. */
const PREVIEW = ["preview", "--refresh", "--expect-no-changes", "--show-sames", "--json", "--non-interactive"] as const;

/** Starts a preview of the stack in this folder. @param stackOption nothing, or `--stack` with a name */
export const startPreview = (stackOption: readonly string[]): Promise<ReadPreview> =>
  runEngine([...PREVIEW, ...stackOption]).then(readPreview);

/**
 * The stack's configuration, its state, and the settings and the register that it names.
 * @throws Refused without the engine or the stack, or if the settings or the register aren't valid
 */
export async function readStack(
  stackOption: readonly string[],
  today: IsoDate,
): Promise<Pick<CheckInput, "source" | "deployed" | "settings" | "register">> {
  const [stack, config, state] = await Promise.all([
    ask("stack", "--show-name", ...stackOption),
    ask("config", "--json", ...stackOption),
    ask("stack", "export", ...stackOption),
  ]);
  const project = asText(asObject(parse(await readFile("Pulumi.yaml", "utf8")))?.["name"]) ?? "";
  const values = Object.entries(asObject(parsedJson(config)) ?? {}).flatMap(([key, setting]) => {
    const value = asObject(setting)?.["value"];
    return typeof value === "string" ? [[key, value] as const] : [];
  });
  const source = { project, stack: stack.trim(), config: Object.fromEntries(values) };
  const deployed = readState(parsedJson(state));
  if (deployed === undefined) throw new Refused("azmfa: the stack's state can't be read");
  const settings = readSettings(source);
  if (!settings.ok)
    throw new Refused("azmfa: the stack's settings can't be used:", ...settings.errors.map(renderFinding));
  const { exclusions, asOf = today } = settings.value;
  return { source, deployed, settings: settings.value, register: registerOnDay(loadRegister(exclusions), asOf) };
}

/** Asks the engine. @returns what it prints @throws Refused if it doesn't answer */
async function ask(...args: readonly string[]): Promise<string> {
  const { status, stdout, stderr } = await runEngine([...args, "--non-interactive"]);
  if (status === 0) return stdout;
  const why = (stderr.trim() || stdout.trim()).replace(/^error: /, "");
  throw new Refused(`azmfa: the stack can't be read: ${why}\n  help: ${STACK_FIRST}`);
}

const STACK_FIRST =
  "`pulumi stack` must work here: put the engine on PATH, run this in the folder of Pulumi.yaml, sign in to the backend, and name the stack with --stack or `pulumi stack select`";

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
    child.once("error", () => resolve({ status: NOT_FOUND, stdout: "", stderr: "the Pulumi engine isn't on PATH" }));
    child.once("close", (status) => resolve({ status: status ?? ENDED_BY_SIGNAL, ...output }));
  });
