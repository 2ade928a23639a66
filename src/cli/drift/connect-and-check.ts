import { type DriftReport, exitStatus } from "../../drift/drift-report";
import type { ReadPreview } from "../../drift/preview/read-preview";
import type { Problem } from "../../drift/problem";
import { renderHuman } from "../../drift/rendering/human";
import { renderJson } from "../../drift/rendering/json";
import { answerOf, connect } from "../../entra";
import type { Exemption } from "../../verifier/exemptions";
import type { ExitStatus, Given } from "../command";
import { slowly } from "../slowly";
import type { Surroundings } from "../surroundings";
import { checkDrift } from "./check-drift";
import { runEngine } from "./engine";
import { previewOf } from "./read-preview-of";
import { readRegisterOf } from "./read-register-of";
import { readStack } from "./read-stack";

/**
 * Reads stack, preview, register and tenant, and prints what came out.
 * @public loaded by the drift command once its command line is read
 */
export async function connectAndCheck(given: Given, surroundings: Surroundings): Promise<ExitStatus> {
  const progress = slowly("drift", surroundings);
  const { report, exemptions } = await check(given, surroundings, progress.say).finally(progress.end);
  const look = { colour: surroundings.colour, width: surroundings.width, whatIf: false, otherDay: undefined };
  const inJson = given.text("format") === "json";
  await surroundings.out(inJson ? renderJson(report) : renderHuman(report, exemptions, look));
  return exitStatus(report);
}

type Checked = { readonly report: DriftReport; readonly exemptions: readonly Exemption[] };
type Say = (what: string, count?: number) => void;

async function check(given: Given, { today }: Surroundings, say: Say): Promise<Checked> {
  const name = given.text("stack");
  const stackOption = name === undefined ? [] : ["--stack", name];
  say("the stack");
  const stack = await readStack(runEngine, stackOption);
  if (stack.kind === "failed") return nothing(name ?? "not known", [stack.problem]);
  const { source, deployed } = stack.value;
  say("the preview");
  const preview = await previewOf(runEngine, stackOption);
  const { register, exemptions, problems } = await readRegisterOf(source, today);
  const failures = preview.kind === "failed" ? [failedPreview(preview)] : problems;
  const tenant = await answerOf(connect(process.env));
  if (tenant.kind === "failed") return nothing(source.stack, [...failures, tenant.problem]);
  const input = { stack: source.stack, deployed, register, exemptions, problems: failures, progress: say };
  const steps = preview.kind === "failed" ? undefined : preview.preview;
  return { report: await checkDrift(tenant.value, { ...input, preview: steps }), exemptions };
}

const failedPreview = ({ reasons }: ReadPreview & { readonly kind: "failed" }): Problem => ({
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
