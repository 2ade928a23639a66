import type { JsonObject } from "../../adapters/graph/json";
import type { SeenPolicy } from "../../adapters/graph-versions";
import type { Preview, Step } from "../preview/preview";
import type { DeployedPolicy } from "../preview/read-state";
import type { Problem, Read } from "../problem";
import { codePolicy } from "./code-policy";
import { type Difference, findDifferences } from "./differences";
import { explainNoise } from "./noise";
import type { JudgedDifference, PolicyReport } from "./policy-report";
import { repairOf } from "./repair";
import { repairRequest } from "./request";
import { isHidden } from "./undecided";
import { weakStrength } from "./weak-strength";

/** Everything that is known about one policy that the stack has deployed. */
export type PolicyFacts = {
  readonly deployed: DeployedPolicy;
  /** `undefined` when it failed; then the last deployment stands for the code. */
  readonly preview: Preview | undefined;
  /** What Graph shows; `undefined` in it: Graph has no such policy. */
  readonly seen: Read<SeenPolicy | undefined>;
};

/** Compares a deployed policy with the code, and judges each difference. */
export function judgePolicy({ deployed, preview, seen }: PolicyFacts): PolicyReport {
  const step = preview?.steps.find(({ urn }) => urn === deployed.urn);
  const inputs = preview === undefined ? deployed.inputs : step?.inputs;
  const code = codePolicy(inputs ?? deployed.inputs);
  const identity = { name: deployed.name, id: deployed.id, displayName: String(code["displayName"] ?? deployed.name) };
  if (seen.kind === "failed") return { ...identity, kind: "undecided", problem: seen.problem };
  if (preview !== undefined && step === undefined)
    return { ...identity, kind: "undecided", problem: notInPreview(deployed) };
  if (inputs === undefined) return { ...identity, kind: "undeclared" };
  if (seen.value === undefined) return missing(identity, code, step);
  if (step?.operation === "create")
    return { ...identity, kind: "undecided", problem: contradiction(deployed, "has it") };
  return compared(identity, { deployed, step }, seen.value, code);
}

type Identity = { readonly name: string; readonly id: string; readonly displayName: string };

/** A policy that the engine still sees can't be gone: then Graph was asked about another tenant. */
function missing(identity: Identity, code: JsonObject, step: Step | undefined): PolicyReport {
  const stillSeen = step !== undefined && step.operation !== "create";
  return stillSeen
    ? { ...identity, kind: "undecided", problem: contradiction(identity, "doesn't have it") }
    : { ...identity, kind: "deleted", code, recreated: step?.operation === "create" };
}

const notInPreview = ({ name }: DeployedPolicy): Problem => ({
  message: `the preview says nothing about the policy ${name}`,
  help: "use a Pulumi engine that knows `preview --json --show-sames` (3.274.1 does)",
});

const contradiction = ({ id }: { readonly id: string }, graph: string): Problem => ({
  message: `the preview and Graph contradict each other about the policy ${id}: Graph ${graph}`,
  help: "make sure that both sign in to the same tenant (stack configuration against ARM_TENANT_ID), and try again in a minute",
});

function compared(
  identity: Identity,
  { deployed, step }: { readonly deployed: DeployedPolicy; readonly step: Step | undefined },
  { policy: tenant, onlyInBeta }: SeenPolicy,
  code: JsonObject,
): PolicyReport {
  const found = findDifferences(tenant, code);
  const hidden = found.filter((difference) => isHidden(difference.code));
  const sinceDeployment = findDifferences(tenant, codePolicy(deployed.inputs));
  const shown = step?.fields ?? [];
  const judge = (difference: Difference): JudgedDifference => ({
    ...difference,
    repair: repairOf(difference, shown),
    changed: sinceDeployment.some(({ path }) => path === difference.path) ? "tenant" : "code",
    onlyInBeta: onlyInBeta.some((path) => path === "" || isAround(path, difference.path)),
  });
  const differences = found.filter((difference) => !hidden.includes(difference)).map(judge);
  const { noise, unexplained } = explainNoise(shown, tenant, code, found);
  const version = differences.some((difference) => difference.onlyInBeta) ? "beta" : "v1.0";
  return {
    ...identity,
    kind: "compared",
    tenant,
    code,
    differences,
    noise,
    request: differences.length === 0 ? undefined : repairRequest(identity.id, code, differences, version),
    weakStrength: weakStrength(tenant),
    problems: [...hidden.map(undecided), ...unexplained.map(unexplainedField)],
  };
}

const isAround = (outer: string, inner: string): boolean => inner === outer || inner.startsWith(`${outer}.`);

const undecided = ({ path }: Difference): Problem => ({
  message: `${path}: the preview doesn't show what the code says there`,
  help: "a value that is secret, or known only after deployment, can't be compared; give it in the clear",
});

const unexplainedField = (field: string): Problem => ({
  message: `${field}: the preview would change it, and Graph shows what the code says`,
  help: "perhaps it was changed while this ran: run it again",
});
