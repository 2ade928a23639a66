import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { Option } from "commander";
import { parse } from "yaml";
import { type CheckInput, checkDrift } from "../../drift/check-drift";
import { exitStatus } from "../../drift/drift-report";
import { driftInJson } from "../../drift/in-json";
import { driftInWords } from "../../drift/in-words";
import { type PreviewOutput, readPreview, readState } from "../../drift/stack";
import { asObject, asText } from "../../law/json/json-object";
import { registerOnDay } from "../../law/model/register";
import { readSettings, type SettingSource } from "../../program/settings";
import type { IsoDate } from "../../text/iso-date";
import { parsedJson } from "../../text/json-text";
import { renderFinding } from "../../words/finding";
import { type Command, type Given, type Host, Refused } from "../command";
import { FORMAT_OPTION, loadRegister } from "../judging";
import { connectBy, REAL_OPTION } from "../live";
import { progressOf } from "../progress";
import { insistOnSameTenant, readTenantJson, sourceAt, tenantIdIn, WHOLE_OPTION } from "../tenant-source";

/** @public `azmfa drift`: what changed in the tenant outside Pulumi. Loaded by the table of commands. */
export const drift: Command = {
  takes: [],
  about: `Shows what was changed in the tenant outside Pulumi, what pulumi up does about
it, and what it means for sign-ins. Changes nothing. See docs/drift.md.`,
  statuses: {
    0: "no drift; with --fail-on weakened, no drift that lets anyone in",
    1: "drift",
    2: "could not tell: the preview failed, or something could not be read",
  },
  options: [
    new Option("--stack <name>", "the stack to check; the default is the selected one"),
    new Option("--since <TENANT.json>", "an earlier snapshot, to compare everything else with"),
    new Option("--fail-on <drift>", "which drift makes the exit status 1; the default is any").choices([
      "weakened",
      "any",
    ]),
    WHOLE_OPTION,
    REAL_OPTION,
    FORMAT_OPTION,
  ],
  run: connectAndCheck,
};

/** The preview takes longest, so the rest is read at the same time. @throws Refused, or a TenantError if nobody can sign in */
async function connectAndCheck(given: Given, host: Host) {
  const [file, name] = [given.text("since"), given.text("stack")];
  const since = file === undefined ? undefined : { file, tenant: await readTenantJson(sourceAt(file, given)) };
  const stackOption = name === undefined ? [] : ["--stack", name];
  const preview = runEngine([...PREVIEW, ...stackOption]).then(readPreview);
  const [stack, tenant] = await Promise.all([readStack(stackOption), connectBy(host)]);
  if (since !== undefined) insistOnSameTenant(since.file, tenantIdIn(since.tenant), await tenant.tenantId());
  const approved = approvedIn(stack.source, host.today);
  const report = await checkDrift(tenant, {
    ...stack,
    ...approved,
    preview,
    since,
    progress: progressOf(host),
  });
  const status = exitStatus(report, given.text("fail-on") === "weakened" ? "weakened" : "any");
  return { report: () => driftInWords(report), object: () => driftInJson(report), status };
}

/** The stack's settings, and the register that they name. @throws Refused if they aren't valid */
function approvedIn(source: SettingSource, today: IsoDate): Pick<CheckInput, "settings" | "register"> {
  const settings = readSettings(source);
  if (!settings.ok)
    throw new Refused("azmfa: the stack's settings can't be used:", ...settings.errors.map(renderFinding));
  const register = registerOnDay(loadRegister(settings.value.exclusions), settings.value.asOf ?? today);
  return { settings: settings.value, register };
}

/** The stack's name, configuration and state, from the engine. @throws Refused without the engine or the stack */
async function readStack(stackOption: readonly string[]): Promise<Pick<CheckInput, "source" | "deployed">> {
  const [stack, config, state] = await Promise.all([
    ask("stack", "--show-name", ...stackOption),
    ask("config", "--json", ...stackOption),
    ask("stack", "export", ...stackOption),
  ]);
  const project = asText(asObject(parse(await readFile("Pulumi.yaml", "utf8")))?.["name"]) ?? "";
  const settings = Object.entries(asObject(parsedJson(config)) ?? {}).flatMap(([key, setting]) => {
    const value = asObject(setting)?.["value"];
    return typeof value === "string" ? [[key, value] as const] : [];
  });
  const source = { project, stack: stack.trim(), config: Object.fromEntries(settings) };
  const deployed = readState(parsedJson(state));
  if (deployed === undefined) throw new Refused("azmfa: the stack's state can't be read");
  return { source, deployed };
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

/** Lets the engine compare the code with what its plugin sees of the tenant. `--show-sames`, because the code's values of unchanged resources are nowhere else. */
const PREVIEW = ["preview", "--refresh", "--expect-no-changes", "--show-sames", "--json", "--non-interactive"] as const;

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
