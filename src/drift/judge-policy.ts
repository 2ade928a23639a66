import { strengthForcesMfa } from "../law/grant";
import { asList, asObject, asText, graphId, isEmpty, type JsonObject, replaced } from "../law/json/json-object";
import { acceptCommand } from "../program/namesakes";
import type { SettingSource, Settings } from "../program/settings";
import { importCommand, POLICY_NAME, policyPath, portalLink } from "../program/stack-policy";
import { toGraphPolicy } from "../tenant/azuread/policy";
import { plainValue } from "../tenant/azuread/stack/resource";
import { readPolicy } from "../tenant/graph/policy";
import { isFlags, type PolicyWithBeta, valueAt } from "../tenant/graph/policy-shape";
import { present } from "../text/present";
import { quoted } from "../text/printable";
import { type FieldChange, type PolicyChange, type PolicyIdentity, withChanged, withItem } from "./change";
import type { DriftReport, GraphRequest, PolicyReport, Problem } from "./drift-report";
import { explainNoise, findDifferences, isWithin, repairOf, STRENGTH } from "./policy-fields";
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
  name,
  id,
  displayName: asText(code["displayName"]) ?? name,
});

const NOTHING_ELSE = { changes: [], code: undefined, noise: [], request: undefined, problems: [] };

const undecided = (policy: PolicyIdentity, ...problems: readonly Problem[]): PolicyReport => ({
  ...NOTHING_ELSE,
  policy,
  kind: "unknown",
  problems,
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
    kind: "deleted",
    policy,
    repair: isCreated ? "repaired" : "notShown",
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
    undo: (file: JsonObject) =>
      withChanged(file, "policies", id, (now) => replaced(now, path.split("."), valueAt(code, path))),
  }));
  const { noise, unexplained } = explainNoise(shown, tenant, code, found);
  // A strength that the code doesn't name is a difference of the policy, and is undone with it.
  const isOtherStrength = found.some(({ path }) => path === STRENGTH);
  return {
    policy,
    kind: "compared",
    code,
    noise,
    changes: [...fields, ...present([!isOtherStrength && weakStrength(policy, tenant)])],
    // The request sends objects whole: with a hidden value in one, no request would be right.
    request: fields.length > 0 && unresolved.length === 0 ? repairRequest(id, code, fields) : undefined,
    problems: [...unresolved.map(({ path }) => valueNotShown(path)), ...unexplained.map(changeNotExplained)],
  };
}

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
    kind: "weakStrength",
    policy,
    strength: String(id).toLowerCase(),
    says: `the strength ${asText(displayName) ?? asText(id) ?? ""} no longer requires MFA. It allows ${allowed}`,
    undo: (file) => withChanged(file, "policies", policy.id ?? "", withMfa),
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
 * Policies of the tenant with the display name of one of the stack's policies that the stack doesn't manage. A failed run left them
 * behind, or someone made them by hand.
 * @param own the stack's policies, as the code and the state have them
 */
export function namesakesOf(
  own: readonly { readonly policy: Pick<PolicyIdentity, "id" | "displayName"> }[],
  source: SettingSource,
  { displayName: name, acceptedNamesakes: accepted }: Pick<Settings, "displayName" | "acceptedNamesakes">,
  all: readonly PolicyWithBeta[],
): DriftReport["namesakes"] {
  const ids = new Set(own.map(({ policy }) => policy.id));
  const names = new Set<unknown>([name, ...own.map(({ policy }) => policy.displayName)]);
  // A stack that has its policy can't take over a second one under the same name in the program.
  const remedy = (id: string): string =>
    own.length === 0
      ? `take it over with \`${importCommand(POLICY_NAME, id, source.stack)}\``
      : `\`pulumi up\` doesn't change it, and neither does going back to report-only. Delete it: ${portalLink(id, undefined)}`;
  return all
    .filter(({ policy }) => names.has(policy["displayName"]) && !ids.has(graphId(policy)))
    .map(({ policy: { displayName, state, ...policy } }) => {
      const id = graphId(policy);
      const help = `${remedy(id)}. If you want both: \`${acceptCommand(source, accepted, id)}\``;
      const what = { id, displayName: asText(displayName) ?? "", state: asText(state) ?? "" };
      return { ...what, help: accepted.includes(id) ? undefined : help };
    });
}
