import type { Register } from "../../adapters/register/register";
import { type DriftReport, exitStatus } from "../../drift/drift-report";
import type { ReadPreview } from "../../drift/preview";
import { type Problem, type ProblemCode, problemOf } from "../../drift/problem";
import { renderHuman } from "../../drift/rendering/human";
import { renderJson } from "../../drift/rendering/json";
import { connect } from "../../entra/entra-tenant";
import { answerOf } from "../../entra/tenant-problem";
import { readSettings, type SettingSource } from "../../program/read-settings";
import type { Settings } from "../../program/settings";
import { renderFinding } from "../../report/human/finding";
import type { IsoDate } from "../../text/iso-date";
import type { Exemption } from "../../verifier/exemptions";
import type { ExitStatus, Given, Host } from "../command";
import { readingProgress } from "../progress";
import { loadRegister, registerOnDay } from "../register";
import { checkDrift } from "./check-drift";
import { previewOf, readStack, runEngine } from "./engine";

/**
 * Reads stack, preview, register and tenant, and prints what came out.
 * @public loaded by the drift command once its command line is read
 */
export async function connectAndCheck(given: Given, host: Host): Promise<ExitStatus> {
  const progress = readingProgress("drift", host);
  const { report, exemptions } = await check(given, host, progress.say).finally(progress.end);
  const options = { colour: host.colour, width: host.width, whatIf: false, otherDay: undefined };
  const inJson = given.text("format") === "json";
  await host.out(inJson ? renderJson(report) : renderHuman(report, exemptions, options));
  return exitStatus(report);
}

type Checked = { readonly report: DriftReport; readonly exemptions: readonly Exemption[] };
type Say = (what: string, count?: number) => void;

async function check(given: Given, { today }: Host, say: Say): Promise<Checked> {
  const name = given.text("stack");
  const stackOption = name === undefined ? [] : ["--stack", name];
  say("the stack");
  const stack = await readStack(runEngine, stackOption);
  if (stack.kind === "failed") return nothing(name ?? "not known", [stack.problem]);
  const { source, deployed } = stack.value;
  say("the preview");
  const preview = await previewOf(runEngine, stackOption);
  const { settings, register, exemptions, problems } = await registerOfStack(source, today);
  const failures = preview.kind === "failed" ? [failedPreview(preview)] : problems;
  const tenant = await answerOf(connect(process.env));
  if (tenant.kind === "failed") return nothing(source.stack, [...failures, tenant.problem]);
  const input = { source, settings, deployed, register, exemptions, problems: failures, progress: say };
  const steps = preview.kind === "failed" ? undefined : preview.preview;
  return { report: await checkDrift(tenant.value, { ...input, preview: steps }), exemptions };
}

const failedPreview = ({ reasons }: ReadPreview & { readonly kind: "failed" }): Problem =>
  problemOf("preview-failed", {
    message: `the preview failed: ${reasons.join("\n")}`,
    help: "make `pulumi preview` work again: without it nobody knows what the code says",
  });

/** Without anything to compare. */
const nothing = (stack: string, problems: readonly Problem[]): Checked => ({
  report: {
    stack,
    graph: "",
    comparedWith: "code",
    policies: [],
    otherChanges: [],
    exclusions: [],
    namesakes: [],
    problems,
    meaning: undefined,
  },
  exemptions: [],
});

/** The stack's register, whom it exempts on the day that the stack judges by, and what is wrong with it. */
export type RegisterOfStack = {
  /** `undefined` when they can't be used, and nobody knows which register is the stack's. */
  readonly settings: Settings | undefined;
  readonly register: Register;
  readonly exemptions: readonly Exemption[];
  readonly problems: readonly Problem[];
};

/** Reads the register that the stack's settings name. One that can't be used exempts nobody, and is a problem. */
export async function registerOfStack(source: SettingSource, today: IsoDate): Promise<RegisterOfStack> {
  const settings = readSettings(source);
  if (!settings.ok)
    return unusable("settings-unusable", "the stack's settings can't be used", settings.errors.map(renderFinding));
  const { exclusions, asOf } = settings.value;
  const register = await loadRegister(exclusions);
  if (!register.ok)
    return {
      ...unusable("register-unusable", "the exclusions register can't be used", register.errors),
      settings: settings.value,
    };
  const { exemptions } = registerOnDay(register.value, asOf ?? today);
  return { settings: settings.value, register: register.value, exemptions, problems: [] };
}

const unusable = (code: ProblemCode, what: string, errors: readonly string[]): RegisterOfStack => ({
  settings: undefined,
  register: { file: "", entries: [] },
  exemptions: [],
  problems: [
    problemOf(code, { message: [`${what}:`, ...errors].join("\n"), help: "put it right, then run this again" }),
  ],
});
