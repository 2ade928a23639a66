import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { Option } from "commander";
import { parse } from "yaml";
import { exitStatus, nothingFound } from "../../drift/drift-report";
import { driftInJson } from "../../drift/in-json";
import { driftInWords } from "../../drift/in-words";
import { type PreviewOutput, readPreview, readState } from "../../drift/stack";
import { asObject, asText } from "../../law/json/json-object";
import type { Advice } from "../../law/model/finding";
import { registerOnDay } from "../../law/model/register";
import { readSettings, type SettingSource } from "../../program/settings";
import { type Answer, answerOf } from "../../tenant/live/tenant-problem";
import type { IsoDate } from "../../text/iso-date";
import { parsedJson } from "../../text/json-text";
import { renderFinding } from "../../words/finding";
import { type Command, type ExitStatus, type Given, type Host, Refused } from "../command";
import { FORMAT_OPTION, loadRegister } from "../judging";
import { connectBy, REAL_OPTION } from "../live";
import { progressOf } from "../progress";
import { runCommand } from "../run";
import { insistOnSameTenant, readTenantJson, sourceAt, tenantIdIn, WHOLE_OPTION } from "../tenant-source";
import { type CheckInput, checkDrift } from "./check-drift";

/** The drift check, as a command. */
export const drift: Command = {
  takes: [],
  about: `Shows what was changed in the tenant outside Pulumi, field by field, what pulumi
up does about it, and what it means for sign-ins: whether each change weakens
MFA, strengthens it, or does neither. Asks the engine (pulumi preview --refresh)
and Graph itself, because the azuread plugin doesn't see everything. Changes
nothing. See docs/drift.md.`,
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

/** Runs the drift check with the arguments after its name. Never throws. */
export const runDrift = (args: readonly string[], host: Host): Promise<ExitStatus> =>
  runCommand("npm run drift --", drift, args, host, "drift");

/** Reads stack, preview, register and tenant, and compares them. */
async function connectAndCheck(given: Given, host: Host) {
  // Read first: a preview takes long, and the name of the file may be wrong.
  const file = given.text("since");
  const since = file === undefined ? undefined : { file, tenant: await readTenantJson(sourceAt(file, given)) };
  const then = since && tenantIdIn(since.tenant);
  // If nobody can sign in, the check says so.
  const now = then === undefined ? undefined : await answerOf(connectBy(host).then((tenant) => tenant.tenantId()));
  if (now?.kind === "read") insistOnSameTenant(file ?? "", then, now.value);
  const report = await check(given, host, { since, progress: progressOf("drift", host) });
  const status = exitStatus(report, given.text("fail-on") === "weakened" ? "weakened" : "any");
  return { report: () => driftInWords(report), object: () => driftInJson(report), status };
}

/** The preview takes longest, so the stack's objects in the tenant are read at the same time. */
async function check(given: Given, host: Host, { since, progress }: Pick<CheckInput, "since" | "progress">) {
  const name = given.text("stack");
  const stackOption = name === undefined ? [] : ["--stack", name];
  const preview = runEngine([...PREVIEW, ...stackOption]).then(readPreview);
  progress("the stack");
  const [stack, tenant] = await Promise.all([readStack(stackOption), answerOf(connectBy(host))]);
  const registered = stack.kind === "read" ? await registerOfStack(stack.value.source, host.today) : NO_ONE;
  if (stack.kind === "read" && tenant.kind === "read")
    return checkDrift(tenant.value, { ...stack.value, ...registered, preview, since, progress });
  await preview; // so that nothing keeps running
  const about = nothingFound(stack.kind === "read" ? stack.value.source.stack : (name ?? "not known"));
  const failed = stack.kind === "failed" ? stack : tenant;
  const problems = [...registered.problems, ...(failed.kind === "failed" ? [failed.problem] : [])];
  return { ...about, problems };
}

type Registered = Pick<CheckInput, "settings" | "register" | "inForce" | "problems">;

const NO_ONE: Registered = { settings: undefined, register: { file: "", entries: [] }, inForce: [], problems: [] };

/** Reads the register that the stack's settings name. A register that isn't valid exempts no one, and is a problem. */
async function registerOfStack(source: SettingSource, today: IsoDate): Promise<Registered> {
  const read = readSettings(source);
  if (!read.ok) return { ...NO_ONE, problems: unusable("stack's settings", read.errors.map(renderFinding)) };
  const settings = read.value;
  try {
    const register = loadRegister(settings.exclusions);
    const { inForce } = registerOnDay(register, settings.asOf ?? today);
    return { settings, register, inForce, problems: [] };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { ...NO_ONE, settings, problems: unusable("exclusions register", error.complaints) };
  }
}

const unusable = (what: string, errors: readonly string[]): readonly Advice[] => [
  { message: [`the ${what} can't be used:`, ...errors].join("\n"), help: "fix this, then run the check again" },
];

/** The stack's name, configuration and state, from the engine. Fails without the engine, the project or the stack. */
async function readStack(
  stackOption: readonly string[],
): Promise<Answer<Pick<CheckInput, "source" | "deployed">, Advice>> {
  const project = await readFile("Pulumi.yaml", "utf8")
    .then(parse)
    .catch(() => undefined);
  const projectName = asText(asObject(project)?.["name"]);
  if (projectName === undefined) return { kind: "failed", problem: NO_PROJECT };
  const ask = (...args: readonly string[]) => runEngine([...args, "--non-interactive", ...stackOption]);
  const [name, config, state] = await Promise.all([
    ask("stack", "--show-name"),
    ask("config", "--json"),
    ask("stack", "export"),
  ]);
  if (name.status === NOT_FOUND) return { kind: "failed", problem: NO_ENGINE };
  if (name.status !== 0) return failed("the stack can't be found", name);
  if (config.status !== 0) return failed("the stack's configuration can't be read", config);
  const deployed = state.status === 0 ? readState(parsedJson(state.stdout)) : undefined;
  if (deployed === undefined) return failed("the stack's state can't be read", state);
  const settings = Object.entries(asObject(parsedJson(config.stdout)) ?? {}).flatMap(([key, setting]) => {
    const value = asObject(setting)?.["value"];
    return typeof value === "string" ? [[key, value] as const] : [];
  });
  const source = { project: projectName, stack: name.stdout.trim(), config: Object.fromEntries(settings) };
  return { kind: "read", value: { source, deployed } };
}

const NO_PROJECT: Advice = {
  message: "there is no Pulumi project in this folder",
  help: "run this in the folder of Pulumi.yaml",
};

const NO_ENGINE: Advice = {
  message: "the Pulumi engine isn't on PATH",
  help: "install it (https://www.pulumi.com/docs/install/); for the local tenant, npm start brings its own",
};

const failed = (what: string, { stderr, stdout }: PreviewOutput): Answer<never, Advice> => ({
  kind: "failed",
  problem: {
    message: `${what}: ${(stderr.trim() || stdout.trim()).replace(/^error: /, "")}`,
    help: "name the stack with --stack, or select one with `pulumi stack select`; the backend needs the same sign-in as `pulumi up`",
  },
});

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
    child.once("error", () => resolve({ status: NOT_FOUND, stdout: "", stderr: `error: ${NO_ENGINE.message}` }));
    child.once("close", (status) => resolve({ status: status ?? ENDED_BY_SIGNAL, ...output }));
  });
