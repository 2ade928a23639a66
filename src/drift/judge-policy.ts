import { strengthForcesMfa } from "../law/grant";
import { asList, asObject, asText, isEmpty, type JsonObject, replaced } from "../law/json/json-object";
import { policyPath } from "../program/stack-policy";
import { toGraphPolicy } from "../tenant/azuread/policy";
import { plainValue } from "../tenant/azuread/stack/resource";
import { readPolicy } from "../tenant/graph/policy";
import { isFlags, type PolicyWithBeta } from "../tenant/graph/policy-shape";
import type { TenantSettings } from "../tenant/live/live-tenant";
import { present } from "../text/present";
import { quoted } from "../text/printable";
import type { PolicyChange, PolicyIdentity } from "./change";
import { type Difference, explainNoise, findDifferences } from "./differences";
import type { DriftReport, GraphRequest, PolicyReport, Problem, Read } from "./drift-report";
import { isWithin, repairOf, valueAt } from "./policy-fields";
import type { DeployedPolicy, Preview, Step } from "./stack";
import { withChanged, withItem } from "./tenant-file";

/** Everything that is known about one policy that the stack has deployed. */
export type PolicyFacts = {
  readonly deployed: DeployedPolicy;
  /** `undefined` if the preview failed: then the last deployment stands for the code. */
  readonly preview: Preview | undefined;
  /** What Graph shows; `undefined` in it if Graph has no such policy. */
  readonly inGraph: Read<PolicyWithBeta | undefined>;
};

/** Compares a deployed policy with the code, and says of each change what `pulumi up` does about it. */
export function judgePolicy({ deployed, preview, inGraph }: PolicyFacts): PolicyReport {
  const { name, id } = deployed;
  const step = preview?.steps.find(({ urn }) => urn === deployed.urn);
  const inputs = preview === undefined ? deployed.inputs : step?.inputs;
  const code = codePolicy(inputs ?? deployed.inputs);
  const policy = identityOf(name, id, code);
  if (inGraph.kind === "failed") return undecided(policy, inGraph.problem);
  if (preview !== undefined && step === undefined) return undecided(policy, notInPreview(deployed));
  if (inputs === undefined) return { ...NOTHING_ELSE, policy, kind: "undeclared" };
  const isCreated = step?.operation === "create";
  if (inGraph.value === undefined) {
    // The engine can't still see a policy that is gone, so Graph was asked about another tenant.
    if (step !== undefined && !isCreated) return undecided(policy, contradiction(id, "doesn't have it"));
    return { ...NOTHING_ELSE, policy, kind: "deleted", code, changes: [deleted(policy, code, isCreated)] };
  }
  if (isCreated) return undecided(policy, contradiction(id, "has it"));
  return compared(policy, deployed, step?.fields ?? [], inGraph.value, code);
}

const identityOf = (name: string, id: string | undefined, code: JsonObject): PolicyIdentity => ({
  ...{ name, id, displayName: asText(code["displayName"]) ?? name },
});

const NOTHING_ELSE = { changes: [], code: undefined, noise: [], request: undefined, problems: [] };

const undecided = (policy: PolicyIdentity, problem: Problem): PolicyReport => ({
  ...{ ...NOTHING_ELSE, policy, kind: "unknown", problems: [problem] },
});

/** The policy that the code asks for, in Graph's words, from the resource's inputs. A value that they hide becomes a symbol. */
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

/** @param isCreated whether the preview shows that `pulumi up` creates the policy again */
function deleted(policy: PolicyIdentity, code: JsonObject, isCreated: boolean): PolicyChange {
  const { sessionControls: _anything, ...withoutSession } = code; // says nothing about MFA
  const id = idOf(policy);
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
  // A value that matches the state has changed in the code, unless a refresh put the tenant's own values there.
  const inCode = inputsFrom === "deployment" ? "code" : "unknown";
  const found = findDifferences(tenant, code);
  const unresolved = found.filter((difference) => isUnresolved(difference.code));
  const changed = findDifferences(tenant, codePolicy(inputs));
  const differences = found
    .filter((difference) => !unresolved.includes(difference))
    .map((difference) => {
      const { path } = difference;
      return {
        ...({ kind: "field", policy, ...difference, repair: repairOf(path, difference.code, shown) } as const),
        changed: changed.some((one) => one.path === path) ? "tenant" : inCode,
        onlyInBeta: onlyInBeta.some((outer) => outer === "" || isWithin(path, outer)),
        undo: (file: JsonObject) =>
          withChanged(file, "policies", idOf(policy), (now) => replaced(now, path.split("."), valueAt(code, path))),
      } as const;
    });
  const { noise, unexplained } = explainNoise(shown, tenant, code, found);
  const version = differences.some((difference) => difference.onlyInBeta) ? "beta" : "v1.0";
  // A strength that the code doesn't name is a difference of the policy, and is undone with it.
  const isOtherStrength = found.some(({ path }) => path === STRENGTH);
  return {
    ...{ policy, kind: "compared", code, noise },
    changes: [...differences, ...present([!isOtherStrength && weakStrength(policy, tenant)])],
    // The request sends objects whole: with a hidden value in one, no request would be right.
    request:
      differences.length === 0 || unresolved.length > 0 ? undefined : repairRequest(id, code, differences, version),
    problems: [...unresolved.map(({ path }) => valueNotShown(path)), ...unexplained.map(changeNotExplained)],
  };
}

const idOf = ({ id = "" }: PolicyIdentity): string => id.toLowerCase();

/** Whether a value isn't shown in full, so that nothing can be compared with it. */
function isUnresolved(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(isUnresolved);
  const object = asObject(value);
  return object === undefined ? typeof value === "symbol" : Object.values(object).some(isUnresolved);
}

const STRENGTH = "grantControls.authenticationStrength";

/**
 * A strength that is still the one that the code names, but no longer requires MFA. Its combinations aren't part of the policy, so
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
    undo: (file) => withChanged(file, "policies", idOf(policy), withMfa),
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
 * whole, because the documentation doesn't say whether Graph merges or replaces it. It names what has to go with an empty value,
 * because what a request doesn't name may stay.
 * @param version `beta` if v1.0 doesn't know one of the fields
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

/** A policy that the code declares and the stack's state doesn't have. There is nothing to compare it with. */
export const notInState = ({ name, inputs = {} }: Step): PolicyReport =>
  undecided(identityOf(name, undefined, codePolicy(inputs)), {
    message: `the stack's state has no policy for ${quoted(name)}: it was never deployed, or the state is lost`,
    help: "`pulumi up` creates it. If the tenant already has it, take it over with `pulumi import` first",
  });

/**
 * Adds whether security defaults are on, if a policy should be enforced and isn't. While they are on, Entra enforces no policy and
 * refuses `pulumi up`, which sends each policy as one request.
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

const awaitsEnforcement = ({ code, changes }: PolicyReport): boolean =>
  code?.["state"] === "enabled" &&
  changes.some((change) => change.kind === "deleted" || (change.kind === "field" && change.path === "state"));

/** The policy with the changes that `pulumi up` can't undo until security defaults are off. */
const refused = (report: PolicyReport): PolicyReport =>
  awaitsEnforcement(report)
    ? {
        ...report,
        changes: report.changes.map((change) =>
          "repair" in change && change.repair === "repaired" ? { ...change, repair: "refused" } : change,
        ),
      }
    : report;
