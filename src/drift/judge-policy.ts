import { strengthForcesMfa } from "../law/grant";
import { asList, asObject, asText, graphId, isEmpty, type JsonObject, replaced } from "../law/json/json-object";
import { policyPath } from "../program/stack-policy";
import { toGraphPolicy } from "../tenant/azuread/policy";
import { plainValue } from "../tenant/azuread/stack/resource";
import { readPolicy } from "../tenant/graph/policy";
import { isFlags, type PolicyWithBeta } from "../tenant/graph/policy-shape";
import type { TenantSettings } from "../tenant/live/live-tenant";
import { present } from "../text/present";
import { quoted } from "../text/printable";
import type { FieldChange, PolicyChange, PolicyIdentity, Undo } from "./change";
import { withChanged, withItem } from "./change";
import type { DriftReport, GraphRequest, PolicyReport, Problem } from "./drift-report";
import { explainNoise, findDifferences, isWithin, repairOf, STRENGTH, valueAt } from "./policy-fields";
import type { DeployedPolicy, Step } from "./stack";

/** Everything that is known about one policy that the stack has deployed. */
export type PolicyFacts = {
  readonly deployed: DeployedPolicy;
  /** The steps of the preview; `undefined` if it failed: then the last deployment stands for the code. */
  readonly steps: readonly Step[] | undefined;
  /** All policies as Graph shows them; `undefined` if they could not be read, and then the report says why. */
  readonly inGraph: readonly PolicyWithBeta[] | undefined;
};

/** Compares a deployed policy with the code, and adds to each change what `pulumi up` does about it. */
export function judgePolicy({ deployed, steps, inGraph }: PolicyFacts): PolicyReport {
  const { name, id } = deployed;
  const step = steps?.find(({ urn }) => urn === deployed.urn);
  const inputs = steps === undefined ? deployed.inputs : step?.inputs;
  const code = codePolicy(inputs ?? deployed.inputs);
  const policy = identityOf(name, id, code);
  if (inGraph === undefined) return undecided(policy);
  if (steps !== undefined && step === undefined) return undecided(policy, notInPreview(name));
  if (inputs === undefined) return { ...NOTHING_ELSE, policy, kind: "undeclared" };
  const isCreated = step?.operation === "create";
  const found = inGraph.find((one) => graphId(one.policy) === id);
  if (found === undefined) {
    // The engine still sees the policy, so Graph and the engine read different tenants.
    if (step !== undefined && !isCreated) return undecided(policy, contradiction(id, "doesn't have it"));
    return { ...NOTHING_ELSE, policy, kind: "deleted", code, changes: [deleted(policy, code, isCreated)] };
  }
  if (isCreated) return undecided(policy, contradiction(id, "has it"));
  return compared(policy, deployed, step?.fields ?? [], found, code);
}

/** A policy that the code declares and the stack's state doesn't have. There is nothing to compare it with. */
export const notInState = ({ name, inputs = {} }: Step): PolicyReport =>
  undecided(identityOf(name, undefined, codePolicy(inputs)), {
    message: `the stack's state has no policy for ${quoted(name)}: it was never deployed, or the state is lost`,
    help: "`pulumi up` creates it. If the tenant already has it, take it over with `pulumi import` first",
  });

/** The policy that the code asks for, in Graph's words, from the resource's inputs. A value that they hide becomes a symbol. */
export const codePolicy = (inputs: JsonObject): JsonObject => asObject(toGraphPolicy(plainValue(inputs))) ?? {};

const identityOf = (name: string, id: string | undefined, code: JsonObject): PolicyIdentity => ({
  ...{ name, id, displayName: asText(code["displayName"]) ?? name },
});

const NOTHING_ELSE = { changes: [], code: undefined, noise: [], request: undefined, problems: [] };

const undecided = (policy: PolicyIdentity, ...problems: readonly Problem[]): PolicyReport => ({
  ...{ ...NOTHING_ELSE, policy, kind: "unknown", problems },
});

const notInPreview = (name: string): Problem => ({
  message: `the preview says nothing about the policy ${name}`,
  help: "use a Pulumi engine that supports `preview --json --show-sames` (3.274.1 does)",
});

const contradiction = (id: string, graph: string): Problem => ({
  message: `the preview and Graph contradict each other about the policy ${id}: Graph ${graph}`,
  help: "make sure that both sign in to the same tenant (stack configuration against ARM_TENANT_ID), and try again in a minute",
});

/** @param isCreated whether the preview shows that `pulumi up` creates the policy again */
function deleted(policy: PolicyIdentity, code: JsonObject, isCreated: boolean): PolicyChange {
  const { sessionControls: _anything, ...withoutSession } = code; // says nothing about MFA
  const { id = "" } = policy;
  return {
    ...{ kind: "deleted", policy, repair: isCreated ? "repaired" : "notShown" },
    undo: (file) => withItem(file, "policies", id, { ...withoutSession, id }),
  };
}

function compared(
  policy: PolicyIdentity,
  { id, inputs, inputsFrom }: DeployedPolicy,
  shown: readonly string[],
  { policy: tenant, onlyInBeta }: PolicyWithBeta,
  code: JsonObject,
): PolicyReport {
  const found = findDifferences(tenant, code);
  const unresolved = found.filter((difference) => isUnresolved(difference.code));
  const differences = found.filter((difference) => !unresolved.includes(difference));
  // A value that matches the state has changed in the code, unless a refresh put the tenant's own values there.
  const inCode = inputsFrom === "deployment" ? "code" : "unknown";
  const inTenant = new Set(findDifferences(tenant, codePolicy(inputs)).map(({ path }) => path));
  const fields = differences.map(({ path, ...sides }) => ({
    ...({ kind: "field", policy, path, ...sides, changedIn: inTenant.has(path) ? "tenant" : inCode } as const),
    repair: repairOf(path, sides.code, shown),
    onlyInBeta: onlyInBeta.some((outer) => outer === "" || isWithin(path, outer)),
    undo: changing(policy, (now) => replaced(now, path.split("."), valueAt(code, path))),
  }));
  const { noise, unexplained } = explainNoise(shown, tenant, code, found);
  // A strength that the code doesn't name is a difference of the policy, and is undone with it.
  const isOtherStrength = found.some(({ path }) => path === STRENGTH);
  return {
    ...{ policy, kind: "compared", code, noise },
    changes: [...fields, ...present([!isOtherStrength && weakStrength(policy, tenant)])],
    // The request sends objects whole: with a hidden value in one, no request would be right.
    request: fields.length > 0 && unresolved.length === 0 ? repairRequest(id, code, fields) : undefined,
    problems: [...unresolved.map(({ path }) => valueNotShown(path)), ...unexplained.map(changeNotExplained)],
  };
}

const changing =
  ({ id = "" }: PolicyIdentity, to: (policy: JsonObject) => JsonObject): Undo =>
  (file) =>
    withChanged(file, "policies", id, to);

const valueNotShown = (path: string): Problem => ({
  message: `${path}: the preview doesn't show the code's value`,
  help: "secret values, and values known only after deployment, can't be compared. Use a plain value",
});

const changeNotExplained = (field: string): Problem => ({
  message: `${field}: the preview changes it, although Graph already shows the code's value`,
  help: "it may have changed during the check. Run it again",
});

/** Whether a value isn't shown in full, so that nothing can be compared with it. */
function isUnresolved(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(isUnresolved);
  const object = asObject(value);
  return object === undefined ? typeof value === "symbol" : Object.values(object).some(isUnresolved);
}

/**
 * The code's own strength, if it no longer requires MFA. Its combinations aren't part of the policy, so
 * neither a preview nor a comparison of ids shows it. What it allowed before isn't known; undoing the change asks for MFA.
 */
function weakStrength(policy: PolicyIdentity, tenant: JsonObject): PolicyChange | undefined {
  const { grant } = readPolicy(tenant, { name: "the policy", users: undefined, strengths: undefined });
  const strengths =
    grant.kind === "controls" ? grant.controls.flatMap((one) => (one.kind === "strength" ? [one.strength] : [])) : [];
  if (!strengths.some((one) => one.kind === "listed" && strengthForcesMfa(one) !== "yes")) return undefined;
  const { id, displayName, allowedCombinations } = asObject(valueAt(tenant, STRENGTH)) ?? {};
  const allowed = asList(allowedCombinations)?.map(String).join("; ") ?? "nothing that is known";
  return {
    ...{ kind: "weakStrength", policy, strength: String(id).toLowerCase() },
    says: `the strength ${asText(displayName) ?? asText(id) ?? ""} no longer requires MFA. It allows ${allowed}`,
    undo: changing(policy, withMfa),
  };
}

/** The policy with MFA in place of its strength. */
function withMfa(policy: JsonObject): JsonObject {
  const { authenticationStrength: _strength, ...rest } = asObject(policy["grantControls"]) ?? {};
  return {
    ...policy,
    grantControls: { ...rest, builtInControls: [...(asList(rest["builtInControls"]) ?? []), "mfa"] },
  };
}

/**
 * The request that makes the tenant's policy what the code says, in the fields that differ. It sends each object that it touches
 * whole, because the documentation doesn't say whether Graph merges or replaces it. It sets fields that must go to an empty value,
 * because Graph may keep a field that a request leaves out.
 */
export function repairRequest(
  id: string,
  code: JsonObject,
  fields: readonly Pick<FieldChange, "path" | "tenant" | "onlyInBeta">[],
): GraphRequest {
  const changed = new Set(fields.map(({ path }) => path.split(".", 1)[0] ?? path));
  const whole: JsonObject = Object.fromEntries([...changed].map((key) => [key, withoutEmpty(code[key])]));
  const body = fields.reduce((sum, { path, tenant }) => {
    if (!isEmpty(valueAt(code, path))) return sum;
    return replaced(sum, path.split("."), Array.isArray(tenant) && !isFlags(path) ? [] : null);
  }, whole);
  const version = fields.some(({ onlyInBeta }) => onlyInBeta) ? "beta" : "v1.0";
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
 * Adds whether security defaults are on, if a policy should be enforced and isn't. While they are on, Entra enforces no policy and
 * refuses `pulumi up`, which sends each policy as one request.
 * @see Microsoft Entra, "Providing a default level of security": security defaults and Conditional Access exclude one another
 */
export function withSecurityDefaults(report: DriftReport, { securityDefaults }: TenantSettings): DriftReport {
  const { policies } = report;
  if (!policies.some(awaitsEnforcement)) return report;
  const isEnabled = securityDefaults.kind === "read" ? securityDefaults.value["isEnabled"] : undefined;
  if (isEnabled === true) return { ...report, securityDefaults: "on", policies: policies.map(refused) };
  if (isEnabled === false) return { ...report, securityDefaults: "off" };
  const problem = securityDefaults.kind === "failed" ? securityDefaults.problem : NOT_SHOWN;
  return { ...report, problems: [...report.problems, problem] };
}

const NOT_SHOWN: Problem = {
  message: "Graph's answer doesn't say whether security defaults are on",
  help: "Policy.Read.All shows it; while they are on, Entra refuses to enforce a policy",
};

const awaitsEnforcement = ({ code, changes }: PolicyReport): boolean =>
  code?.["state"] === "enabled" &&
  changes.some((change) => change.kind === "deleted" || (change.kind === "field" && change.path === "state"));

/** The policy with the changes that `pulumi up` can't undo until security defaults are off. */
function refused(report: PolicyReport): PolicyReport {
  if (!awaitsEnforcement(report)) return report;
  const changes = report.changes.map(
    (change): PolicyChange =>
      "repair" in change && change.repair === "repaired" ? { ...change, repair: "refused" } : change,
  );
  return { ...report, changes };
}
