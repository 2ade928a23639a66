import { withBeta } from "../../adapters/graph/policy-versions";
import type { Register } from "../../adapters/register/register";
import { type DriftReport, hasDrift } from "../../drift/drift-report";
import { exclusionDrift } from "../../drift/exclusions";
import { codedTenant, type Meaning, meaningOf } from "../../drift/meaning";
import { namesakesOf } from "../../drift/namesakes";
import { judgePolicy } from "../../drift/policy/judge-policy";
import { policiesNotInState } from "../../drift/policy/not-in-state";
import type { PolicyReport } from "../../drift/policy/policy-report";
import { isChange, isInTenant, isPolicy, type Preview } from "../../drift/preview";
import { type Problem, problemOf, type Read } from "../../drift/problem";
import type { DeployedPolicy } from "../../drift/stack-state";
import type { EntraTenant } from "../../entra/entra-tenant";
import { readLiveTenant } from "../../entra/live-tenant";
import { answerOf } from "../../entra/tenant-problem";
import type { SettingSource } from "../../program/read-settings";
import type { Settings } from "../../program/settings";
import type { Exemption } from "../../verifier/exemptions";
import { askExclusions } from "./ask-exclusions";

/** Everything that the check starts from. */
export type CheckInput = {
  readonly source: SettingSource;
  /** `undefined` when they can't be used. */
  readonly settings: Settings | undefined;
  readonly deployed: readonly DeployedPolicy[];
  /** `undefined` when the preview failed. */
  readonly preview: Preview | undefined;
  readonly register: Register;
  readonly exemptions: readonly Exemption[];
  readonly problems: readonly Problem[];
  readonly progress: (what: string, count?: number) => void;
};

/**
 * Reads the tenant, compares it with what was deployed or the code says, and proves what a difference means for
 * sign-ins.
 */
export async function checkDrift(tenant: EntraTenant, input: CheckInput): Promise<DriftReport> {
  const { source, settings, preview, deployed, progress } = input;
  progress("the policies");
  const policies: PolicyReport[] = [];
  for (const policy of deployed) policies.push(await comparePolicy(tenant, policy, preview));
  const all = await answerOf(tenant.policies());
  progress("the excluded accounts");
  const asked = await askExclusions(tenant, input.register.entries);
  const notKnown = asked.flatMap(({ status }) => (status.kind === "failed" ? [status.problem] : []));
  const report = {
    stack: source.stack,
    graph: tenant.graph,
    comparedWith: preview === undefined ? "deployment" : "code",
    policies: [...policies, ...policiesNotInState(preview, deployed, all.kind === "read" ? all.value : [])],
    otherChanges: preview?.steps.filter((step) => isChange(step) && isInTenant(step) && !isPolicy(step)) ?? [],
    exclusions: exclusionDrift(asked),
    namesakes:
      all.kind === "read" && settings !== undefined && hasPolicy(input)
        ? namesakesOf({ source, settings, deployed: policies }, all.value)
        : [],
    problems: [
      ...input.problems,
      ...nothingToCheck(input),
      ...(all.kind === "failed" ? [all.problem] : []),
      ...notKnown,
    ],
  } as const;
  return hasDrift(report) ? withMeaning(tenant, report, input) : { ...report, meaning: undefined };
}

const hasPolicy = ({ deployed, preview }: CheckInput): boolean =>
  deployed.length > 0 || preview === undefined || preview.steps.some(isPolicy);

const nothingToCheck = (input: CheckInput): readonly Problem[] =>
  hasPolicy(input)
    ? []
    : [
        problemOf("no-policy", {
          message: "neither the code nor the stack's state has a Conditional Access policy",
          help: "check project and stack",
        }),
      ];

async function comparePolicy(
  tenant: EntraTenant,
  deployed: DeployedPolicy,
  preview: Preview | undefined,
): Promise<PolicyReport> {
  const answer = await answerOf(tenant.policy(deployed.id));
  const inGraph =
    answer.kind === "failed" ? answer : { ...answer, value: withBeta(answer.value.v1, answer.value.beta) };
  return judgePolicy({ deployed, preview, inGraph });
}

type WithoutMeaning = Omit<DriftReport, "meaning">;

async function withMeaning(tenant: EntraTenant, report: WithoutMeaning, input: CheckInput): Promise<DriftReport> {
  const meaning = await readMeaning(tenant, report, input);
  return meaning.kind === "read"
    ? { ...report, meaning: meaning.value }
    : { ...report, meaning: undefined, problems: [...report.problems, meaning.problem] };
}

async function readMeaning(
  tenant: EntraTenant,
  { policies, exclusions }: WithoutMeaning,
  { exemptions, progress }: CheckInput,
): Promise<Read<Meaning>> {
  const live = await answerOf(readLiveTenant(tenant, progress));
  if (live.kind === "failed") return live;
  const { file, missing } = live.value;
  progress("the proof");
  return meaningOf(file, codedTenant(file, policies, exclusions), exemptions, missing);
}
