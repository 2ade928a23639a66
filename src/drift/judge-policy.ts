import { strengthForcesMfa } from "../law/grant";
import { replaced } from "../law/json/at-path";
import { asList, asObject, asText, isEmpty, type JsonObject } from "../law/json/json-object";
import { policyPath } from "../program/stack-policy";
import { toGraphPolicy } from "../tenant/azuread/policy";
import { plainValue } from "../tenant/azuread/stack/resource";
import { readPolicy } from "../tenant/graph/policy";
import { isFlags, type PolicyWithBeta } from "../tenant/graph/policy-shape";
import type { TenantSettings } from "../tenant/live/live-tenant";
import { quoted } from "../text/printable";
import { type Difference, explainNoise, findDifferences } from "./differences";
import type {
  ComparedPolicy,
  DriftReport,
  GraphRequest,
  JudgedDifference,
  PolicyReport,
  Problem,
  Read,
} from "./drift-report";
import { isWithin, repairOf, valueAt } from "./policy-fields";
import type { DeployedPolicy } from "./stack";
import { isPolicy, type Preview, type Step } from "./stack";

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
  const { name, id } = deployed;
  const step = preview?.steps.find(({ urn }) => urn === deployed.urn);
  const inputs = preview === undefined ? deployed.inputs : step?.inputs;
  const code = codePolicy(inputs ?? deployed.inputs);
  const identity = { name, id, displayName: asText(code["displayName"]) ?? name };
  const undecided = (problem: Problem): PolicyReport => ({ ...identity, kind: "unknown", problem });
  if (inGraph.kind === "failed") return undecided(inGraph.problem);
  if (preview !== undefined && step === undefined) return undecided(notInPreview(deployed));
  if (inputs === undefined) return { ...identity, kind: "undeclared" };
  const isCreated = step?.operation === "create";
  if (inGraph.value === undefined) {
    // A policy that the engine still sees can't be gone: then Graph was asked about another tenant.
    if (step !== undefined && !isCreated) return undecided(contradiction(id, "doesn't have it"));
    return { ...identity, kind: "deleted", code, recreation: isCreated ? "up" : "notShown" };
  }
  if (isCreated) return undecided(contradiction(id, "has it"));
  return { ...identity, ...compared(deployed, step?.fields ?? [], inGraph.value, code) };
}

/** The policy that the code asks for, in Graph's words, from the resource's inputs; a symbol where they don't show a value. */
export const codePolicy = (inputs: JsonObject): JsonObject => asObject(toGraphPolicy(plainValue(inputs))) ?? {};

const notInPreview = ({ name }: DeployedPolicy): Problem => ({
  message: `the preview says nothing about the policy ${name}`,
  help: "use a Pulumi engine that supports `preview --json --show-sames` (3.274.1 does)",
});

const contradiction = (id: string, graph: string): Problem => ({
  message: `the preview and Graph contradict each other about the policy ${id}: Graph ${graph}`,
  help: "make sure that both sign in to the same tenant (stack configuration against ARM_TENANT_ID), and try again in a minute",
});

const valueNotShown = (path: string): Problem => ({
  message: `${path}: the preview doesn't show the code's value`,
  help: "secret values, and values known only after deployment, can't be compared. Use a plain value",
});

const changeNotExplained = (field: string): Problem => ({
  message: `${field}: the preview changes it, although Graph already shows the code's value`,
  help: "it may have changed during the check. Run it again",
});

function compared(
  deployed: DeployedPolicy,
  shown: readonly string[],
  { policy: tenant, onlyInBeta }: PolicyWithBeta,
  code: JsonObject,
): ComparedPolicy {
  const { id, inputs, inputsFrom } = deployed;
  // What doesn't differ from the state has changed in the code, unless the state is the tenant's own.
  const inCode = inputsFrom === "deployment" ? "code" : "unknown";
  const found = findDifferences(tenant, code);
  const unresolved = found.filter((difference) => isUnresolved(difference.code));
  const changed = findDifferences(tenant, codePolicy(inputs));
  const differences = found
    .filter((difference) => !unresolved.includes(difference))
    .map((difference): JudgedDifference => {
      const { path } = difference;
      return {
        ...difference,
        repair: repairOf(path, difference.code, shown),
        changed: changed.some((one) => one.path === path) ? "tenant" : inCode,
        onlyInBeta: onlyInBeta.some((outer) => outer === "" || isWithin(path, outer)),
      };
    });
  const { noise, unexplained } = explainNoise(shown, tenant, code, found);
  const version = differences.some((difference) => difference.onlyInBeta) ? "beta" : "v1.0";
  const isOtherStrength = found.some(({ path }) => path === "grantControls.authenticationStrength");
  return {
    kind: "compared",
    tenant,
    code,
    differences,
    noise,
    // Objects go along whole: with a value in one that isn't shown there is no right request.
    request:
      differences.length === 0 || unresolved.length > 0 ? undefined : repairRequest(id, code, differences, version),
    // A strength that the code doesn't name is a difference of the policy, and goes with it.
    weakStrength: isOtherStrength ? undefined : weakStrength(tenant),
    problems: [...unresolved.map(({ path }) => valueNotShown(path)), ...unexplained.map(changeNotExplained)],
  };
}

/** Whether a value isn't shown in full, so that nothing can be compared with it. */
function isUnresolved(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(isUnresolved);
  const object = asObject(value);
  return object === undefined ? typeof value === "symbol" : Object.values(object).some(isUnresolved);
}

/**
 * A strength that is still the one that the code names, and that doesn't ask for MFA any more: its combinations are no part
 * of the policy, so that neither a preview nor a comparison of ids shows it.
 * @returns which one, and what it allows
 */
function weakStrength(policy: JsonObject): string | undefined {
  const { grant } = readPolicy(policy, { name: "the policy", users: undefined, strengths: undefined });
  const strengths =
    grant.kind === "controls" ? grant.controls.flatMap((one) => (one.kind === "strength" ? [one.strength] : [])) : [];
  if (!strengths.some((one) => one.kind === "listed" && strengthForcesMfa(one) !== "yes")) return undefined;
  const { id, displayName, allowedCombinations } =
    asObject(valueAt(policy, "grantControls.authenticationStrength")) ?? {};
  const allowed = asList(allowedCombinations)?.map(String).join("; ") ?? "nothing that is known";
  return `the strength ${asText(displayName) ?? asText(id) ?? ""} no longer requires MFA. It allows ${allowed}`;
}

/**
 * The request that makes the tenant's policy what the code says, in the fields that differ. Each object that is touched
 * goes along whole, for it isn't documented whether Graph merges or replaces it; what has to go is named with an empty
 * value, for what isn't named may stay.
 * @param version `beta` where v1.0 doesn't know one of the fields
 */
export function repairRequest(
  id: string,
  code: JsonObject,
  differences: readonly Difference[],
  version: "v1.0" | "beta",
): GraphRequest {
  const changed = new Set(differences.map(({ path }) => path.split(".", 1)[0] ?? path));
  const whole: JsonObject = Object.fromEntries([...changed].map((key) => [key, withoutEmpty(code[key])]));
  const body = differences.reduce((sum, { path, tenant }) => {
    if (!isEmpty(valueAt(code, path))) return sum;
    return replaced(sum, path.split("."), Array.isArray(tenant) && !isFlags(path) ? [] : null);
  }, whole);
  return { method: "PATCH", path: `/${version}${policyPath(id)}`, body };
}

/** Without empty values: Graph refuses some of those that it returns itself. */
function withoutEmpty(value: unknown): unknown {
  const object = asObject(value);
  if (object === undefined) return value ?? null;
  const kept = Object.entries(object).filter(([, inner]) => !isEmpty(inner));
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutEmpty(inner)]));
}

/**
 * Policies that the code declares and the stack's state doesn't know: never deployed, or the state is lost. With nothing to compare,
 * that is no answer.
 */
export function policiesNotInState(
  preview: Preview | undefined,
  deployed: readonly DeployedPolicy[],
): readonly PolicyReport[] {
  const isNew = ({ urn }: Step): boolean => deployed.every((policy) => policy.urn !== urn);
  const steps = preview?.steps.filter((step) => isPolicy(step) && isNew(step)) ?? [];
  return steps.map(({ name, inputs }) => ({
    ...{ kind: "unknown", name, id: undefined, displayName: asText(codePolicy(inputs ?? {})["displayName"]) ?? name },
    problem: {
      message: `the stack's state has no policy for ${quoted(name)}: it was never deployed, or the state is lost`,
      help: "`pulumi up` creates it. If the tenant already has it, take it over with `pulumi import` first",
    },
  }));
}

/**
 * The report where a policy is to be enforced and isn't: while security defaults are on, Entra enforces no policy, so `pulumi up`,
 * which sends each policy as one request, is refused for it.
 * @see Microsoft Entra, "Providing a default level of security": security defaults and Conditional Access exclude one another
 */
export function withSecurityDefaults(report: DriftReport, { securityDefaults }: TenantSettings): DriftReport {
  const { policies, problems } = report;
  if (!policies.some(awaitsEnforcement)) return report;
  if (securityDefaults.kind === "failed") return { ...report, problems: [...problems, securityDefaults.problem] };
  const { isEnabled } = securityDefaults.value;
  if (isEnabled === true) return { ...report, securityDefaults: "on", policies: policies.map(refused) };
  if (isEnabled === false) return { ...report, securityDefaults: "off" };
  return { ...report, problems: [...problems, NOT_SHOWN] };
}

const NOT_SHOWN: Problem = {
  message: "Graph's answer doesn't say whether security defaults are on",
  help: "Policy.Read.All shows it; while they are on, Entra refuses to enforce a policy",
};

function awaitsEnforcement(policy: PolicyReport): boolean {
  if (policy.kind === "deleted") return policy.code["state"] === "enabled";
  return (
    policy.kind === "compared" && policy.differences.some(({ path, code }) => path === "state" && code === "enabled")
  );
}

/** The policy with what `pulumi up` can't do before security defaults are off. */
function refused(policy: PolicyReport): PolicyReport {
  if (!awaitsEnforcement(policy)) return policy;
  if (policy.kind === "deleted") return policy.recreation === "up" ? { ...policy, recreation: "refused" } : policy;
  if (policy.kind !== "compared") return policy;
  const differences = policy.differences.map((difference) =>
    difference.repair === "repaired" ? { ...difference, repair: "refused" as const } : difference,
  );
  return { ...policy, differences };
}
