import { type DriftReport, exitStatus, nothingFound, type Problem } from "../../drift/drift-report";
import { driftInJson } from "../../drift/in-json";
import { driftInWords } from "../../drift/in-words";
import { registerOnDay } from "../../law/model/register";
import { readSettings, type SettingSource } from "../../program/settings";
import { answerOf } from "../../tenant/live/tenant-problem";
import type { IsoDate } from "../../text/iso-date";
import { renderFinding } from "../../words/finding";
import { oneOf } from "../arguments";
import { type Answer, type Command, type ExitStatus, type Given, type Host, Refused } from "../command";
import { FORMAT_OPTION, loadRegister } from "../judging";
import { connectBy, REAL_OPTION } from "../live";
import { readingProgress } from "../progress";
import { runCommand } from "../run";
import { insistOnSameTenant, tenantIdIn } from "../same-tenant";
import { readTenantJson, sourceAt, WHOLE_OPTION, wholeWithoutTenant } from "../tenant-source";
import { type CheckInput, checkDrift } from "./check-drift";
import { previewOf, readStack } from "./engine";

/** The drift check, as a command. */
export const drift: Command = {
  takes: "",
  about: `Shows what was changed in the tenant outside Pulumi, field by field, what pulumi up does about
it, and what it means for sign-ins: whether each change weakens MFA, strengthens it, or does
neither. Asks the engine (pulumi preview --refresh) and Graph itself, because the azuread plugin
doesn't see everything. Changes nothing. See docs/drift.md.
`,
  statuses: {
    0: "no drift; with --fail-on weakened, no drift that lets anyone in",
    1: "drift",
    2: "could not tell: the preview failed, or something could not be read",
  },
  options: {
    "stack NAME": "the stack to check; the default is the selected one",
    "since TENANT.json": "an earlier snapshot, to compare everything else with",
    "fail-on weakened|any": ["which drift makes the exit status 1; the default is any", oneOf(["weakened", "any"])],
    ...WHOLE_OPTION,
    ...REAL_OPTION,
    ...FORMAT_OPTION,
  },
  files: { least: 0, most: 0 },
  conflicts: (given) => [wholeWithoutTenant(given, given.text("since"))],
  run: connectAndCheck,
};

/** Runs the drift check with the arguments after its name. Never throws. */
export const runDrift = (args: readonly string[], host: Host): Promise<ExitStatus> =>
  runCommand("npm run drift --", drift, args, host, "drift");

/** Reads stack, preview, register and tenant, and compares them. */
async function connectAndCheck(given: Given, host: Host): Promise<Answer> {
  // Read first: a preview takes long, and the name of the file may be wrong.
  const file = given.text("since");
  const since = file === undefined ? undefined : { file, tenant: await readTenantJson(sourceAt(file, given), host) };
  const then = since && tenantIdIn(since.tenant);
  // If nobody can sign in, the check says so.
  const now = then === undefined ? undefined : await answerOf(connectBy(host).then((tenant) => tenant.tenantId()));
  if (now?.kind === "read") insistOnSameTenant(file ?? "", then, now.value);
  const progress = readingProgress("drift", host);
  const report = await check(given, since, host, progress.say).finally(progress.end);
  const status = exitStatus(report, given.text("fail-on") === "weakened" ? "weakened" : "any");
  return { report: () => driftInWords(report), object: () => driftInJson(report), status };
}

/** The preview takes longest, so the stack's objects in the tenant are read at the same time. */
async function check(
  given: Given,
  since: CheckInput["since"],
  host: Host,
  progress: CheckInput["progress"],
): Promise<DriftReport> {
  const name = given.text("stack");
  const stackOption = name === undefined ? [] : ["--stack", name];
  const preview = previewOf(stackOption);
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

const unusable = (what: string, errors: readonly string[]): readonly Problem[] => [
  { message: [`the ${what} can't be used:`, ...errors].join("\n"), help: "fix this, then run the check again" },
];
