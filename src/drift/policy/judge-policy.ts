import { strengthForcesMfa } from "../../law/grant";
import { asObject, asText, type JsonObject } from "../../law/json/json-object";
import type { PolicyLocation } from "../../law/model/finding";
import { readPolicy } from "../../tenant/graph/policy";
import type { PolicyWithBeta } from "../../tenant/graph/policy-versions";
import type { Preview, Step } from "../preview";
import { type Problem, problemOf, type Read } from "../problem";
import type { DeployedPolicy } from "../stack-state";
import { codePolicy } from "./code-policy";
import { type Difference, findDifferences } from "./differences";
import { explainNoise } from "./noise";
import type { JudgedDifference, PolicyReport } from "./policy-report";
import { repairOf, repairRequest } from "./repair";

/** Everything that is known about one policy that the stack has deployed. */
export type PolicyFacts = {
  readonly deployed: DeployedPolicy;
  /** `undefined` when it failed; then the last deployment stands for the code. */
  readonly preview: Preview | undefined;
  /** What Graph shows; `undefined` in it: Graph has no such policy. */
  readonly inGraph: Read<PolicyWithBeta | undefined>;
};

/** Compares a deployed policy with the code, and judges each difference. */
export function judgePolicy({ deployed, preview, inGraph }: PolicyFacts): PolicyReport {
  const step = preview?.steps.find(({ urn }) => urn === deployed.urn);
  const inputs = preview === undefined ? deployed.inputs : step?.inputs;
  const code = codePolicy(inputs ?? deployed.inputs);
  const identity = { name: deployed.name, id: deployed.id, displayName: String(code["displayName"] ?? deployed.name) };
  if (inGraph.kind === "failed") return { ...identity, kind: "unknown", problem: inGraph.problem };
  if (preview !== undefined && step === undefined)
    return { ...identity, kind: "unknown", problem: notInPreview(deployed) };
  if (inputs === undefined) return { ...identity, kind: "undeclared" };
  if (inGraph.value === undefined) return notInTenant(identity, code, step);
  if (step?.operation === "create") return { ...identity, kind: "unknown", problem: contradiction(deployed, "has it") };
  return compared(identity, { deployed, step }, inGraph.value, code);
}

type Identity = { readonly name: string; readonly id: string; readonly displayName: string };

/** A policy that the engine still sees can't be gone: then Graph was asked about another tenant. */
function notInTenant(identity: Identity, code: JsonObject, step: Step | undefined): PolicyReport {
  const stillInTenant = step !== undefined && step.operation !== "create";
  return stillInTenant
    ? { ...identity, kind: "unknown", problem: contradiction(identity, "doesn't have it") }
    : { ...identity, kind: "deleted", code, recreation: step?.operation === "create" ? "up" : "notShown" };
}

const notInPreview = ({ name, id }: DeployedPolicy): Problem =>
  problemOf(
    "not-in-preview",
    {
      message: `the preview says nothing about the policy ${name}`,
      help: "use a Pulumi engine that knows `preview --json --show-sames` (3.274.1 does)",
    },
    placeIn(id),
  );

const contradiction = ({ id }: { readonly id: string }, graph: string): Problem =>
  problemOf(
    "contradiction",
    {
      message: `the preview and Graph contradict each other about the policy ${id}: Graph ${graph}`,
      help: "make sure that both sign in to the same tenant (stack configuration against ARM_TENANT_ID), and try again in a minute",
    },
    placeIn(id),
  );

const placeIn = (id: string, field?: string): PolicyLocation => ({ kind: "policy", id, field });

function compared(
  identity: Identity,
  { deployed, step }: { readonly deployed: DeployedPolicy; readonly step: Step | undefined },
  { policy: tenant, onlyInBeta }: PolicyWithBeta,
  code: JsonObject,
): PolicyReport {
  const found = findDifferences(tenant, code);
  const unresolved = found.filter((difference) => isUnresolved(difference.code));
  const sinceDeployment = findDifferences(tenant, codePolicy(deployed.inputs));
  const shown = step?.fields ?? [];
  const judge = (difference: Difference): JudgedDifference => ({
    ...difference,
    repair: repairOf(difference, shown),
    changed: changedIn(difference, sinceDeployment, deployed),
    onlyInBeta: onlyInBeta.some((path) => path === "" || isAround(path, difference.path)),
  });
  const differences = found.filter((difference) => !unresolved.includes(difference)).map(judge);
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
    // A strength that the code doesn't name is a difference of the policy, and goes with it.
    weakStrength: found.some(({ path }) => path === STRENGTH) ? undefined : weakStrength(tenant),
    problems: [
      ...unresolved.map(({ path }) => valueNotShown(identity, path)),
      ...unexplained.map((field) => changeNotExplained(identity, field)),
    ],
  };
}

const STRENGTH = "grantControls.authenticationStrength";

const isAround = (outer: string, inner: string): boolean => inner === outer || inner.startsWith(`${outer}.`);

const valueNotShown = ({ id }: Identity, path: string): Problem =>
  problemOf(
    "value-not-shown",
    {
      message: `${path}: the preview doesn't show what the code says there`,
      help: "a value that is secret, or known only after deployment, can't be compared; give it in the clear",
    },
    placeIn(id, path),
  );

const changeNotExplained = ({ id }: Identity, field: string): Problem =>
  problemOf(
    "change-not-explained",
    {
      message: `${field}: the preview would change it, and Graph shows what the code says`,
      help: "perhaps it was changed while this ran: run it again",
    },
    placeIn(id, field),
  );

/** What differs from the state has changed in the tenant; what doesn't has changed in the code, unless the state is the tenant's own. */
function changedIn(
  { path }: Difference,
  sinceDeployment: readonly Difference[],
  { inputsFrom }: DeployedPolicy,
): JudgedDifference["changed"] {
  if (sinceDeployment.some((difference) => difference.path === path)) return "tenant";
  return inputsFrom === "deployment" ? "code" : "unknown";
}

/** How a preview writes a value that is known only after deployment, and one that is secret. */
const UNRESOLVED_VALUES: ReadonlySet<unknown> = new Set([
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "[secret]",
  "[unknown]",
]);

/** Whether a value that the preview shows isn't the real one, so that nothing can be compared with it. */
export function isUnresolved(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(isUnresolved);
  const object = asObject(value);
  return object === undefined ? UNRESOLVED_VALUES.has(value) : Object.values(object).some(isUnresolved);
}

/**
 * A strength that is still the one that the code names, and that doesn't ask for MFA any more: its combinations are no part
 * of the policy, so that neither a preview nor a comparison of ids shows it.
 * @returns which one, and what it allows
 */
export function weakStrength(policy: JsonObject): string | undefined {
  const { grant } = readPolicy(policy, { name: "the policy", users: undefined, strengths: undefined });
  if (grant.kind !== "controls") return undefined;
  const weak = grant.controls.some(
    (control) =>
      control.kind === "strength" &&
      control.strength.kind === "listed" &&
      strengthForcesMfa(control.strength) !== "yes",
  );
  if (!weak) return undefined;
  const strength = asObject(asObject(policy["grantControls"])?.["authenticationStrength"]);
  const combinations = strength?.["allowedCombinations"];
  const allowed = Array.isArray(combinations) ? combinations.map(String).join("; ") : "nothing that is known";
  return `the strength ${asText(strength?.["displayName"]) ?? asText(strength?.["id"]) ?? ""} doesn't ask for MFA any more; it allows ${allowed}`;
}
