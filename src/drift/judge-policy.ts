import { MULTIFACTOR_ALONE, strengthForcesMfa } from "../law/grant";
import { asList, asObject, asText, graphId, isEmpty, type JsonObject, replaced } from "../law/json/json-object";
import type { Advice as Problem } from "../law/model/finding";
import { acceptCommand } from "../program/namesakes";
import type { SettingSource, Settings } from "../program/settings";
import { importCommand, POLICY_NAME, policyPath, portalLink } from "../program/stack-policy";
import { toGraphPolicy } from "../tenant/azuread/policy";
import { plainValue } from "../tenant/azuread/stack/resource";
import { readGrant } from "../tenant/graph/grant";
import { isFlags, valueAt } from "../tenant/graph/policy-shape";
import { present } from "../text/present";
import { quoted } from "../text/printable";
import { type Change, type GraphRequest, itemsIn, STRENGTHS, type Undo, withChanged } from "./change";
import { type Difference, findDifferences, repairOf, STRENGTH, shownWithoutDrift } from "./policy-fields";
import type { DeployedPolicy, Step } from "./stack";

/** Everything that is known about one policy that the stack has deployed. */
export type PolicyFacts = {
  readonly deployed: DeployedPolicy;
  /** The steps of the preview; `undefined` if it failed: then the last deployment stands for the code. */
  readonly steps: readonly Step[] | undefined;
  /** All policies as Graph shows them. */
  readonly inGraph: readonly JsonObject[];
};

/** One policy of the stack, compared with the code. */
export type PolicyReport = {
  /** The resource's name in the program. */
  readonly name: string;
  /** Graph's id in lower case; `undefined` if the stack's state doesn't have the policy. */
  readonly id: string | undefined;
  readonly displayName: string;
  /** Whether it could be compared. If not, the problems say why, or the report as a whole. */
  readonly isCompared: boolean;
  /** The policy that the code asks for, in Graph's words; `undefined` if the code doesn't declare it or isn't known. */
  readonly code: JsonObject | undefined;
  /** Fields in Graph's words that the preview would change without an effect. */
  readonly noise: readonly string[];
};

/** The same, with what differs, and what could not be decided. */
export type JudgedPolicy = PolicyReport & {
  readonly changes: readonly Change[];
  readonly problems: readonly Problem[];
};

/** Compares a deployed policy with the code, and adds to each field what repairs it. */
export function judgePolicy({ deployed, steps, inGraph }: PolicyFacts): JudgedPolicy {
  const { name, id } = deployed;
  const step = steps?.find(({ urn }) => urn === deployed.urn);
  const inputs = steps === undefined ? deployed.inputs : step?.inputs;
  const code = codePolicy(inputs ?? deployed.inputs);
  const about = nothingFound(name, id, code);
  if (steps !== undefined && step === undefined) return { ...about, problems: [notInPreview(name)] };
  const change = { source: "code", list: "policies", id, name: about.displayName, fields: [] } as const;
  if (inputs === undefined) return { ...about, isCompared: true, changes: [{ ...change, kind: "undeclared" }] };
  const isCreated = step?.operation === "create";
  const found = inGraph.find((one) => graphId(one) === id);
  if (found !== undefined && !isCreated) return { ...about, ...compared(change, step?.fields ?? [], found, code) };
  // If the engine sees the policy and Graph doesn't, or the other way round, they read different tenants.
  if (found !== undefined) return { ...about, problems: [contradiction(id, "has it")] };
  if (step !== undefined && !isCreated) return { ...about, problems: [contradiction(id, "doesn't have it")] };
  return { ...about, isCompared: true, code, changes: [deleted(change, code, isCreated)] };
}

/** A policy that the code declares and the stack's state doesn't have. There is nothing to compare it with. */
export function notInState({ name, inputs = {} }: Step): JudgedPolicy {
  const problem = {
    message: `the stack's state has no policy for ${quoted(name)}: it was never deployed, or the state is lost`,
    help: "`pulumi up` creates it. If the tenant already has it, take it over with `pulumi import` first",
  };
  return { ...nothingFound(name, undefined, codePolicy(inputs)), problems: [problem] };
}

/** The policy that the code asks for, in Graph's words, from the resource's inputs. A value that they hide becomes a symbol. */
export const codePolicy = (inputs: JsonObject): JsonObject => asObject(toGraphPolicy(plainValue(inputs))) ?? {};

const nothingFound = (name: string, id: string | undefined, { displayName }: JsonObject) => {
  return { name, id, displayName: asText(displayName) ?? name, ...NOT_COMPARED };
};

const NOT_COMPARED = { isCompared: false, code: undefined, noise: [], changes: [], problems: [] };

const notInPreview = (name: string): Problem => ({
  message: `the preview says nothing about the policy ${name}`,
  help: "use a Pulumi engine that supports `preview --json --show-sames` (3.274.1 does)",
});

const contradiction = (id: string, graph: string): Problem => ({
  message: `the preview and Graph contradict each other about the policy ${id}: Graph ${graph}`,
  help: "make sure that both sign in to the same tenant (stack configuration against ARM_TENANT_ID), and try again in a minute",
});

/** What the changes of one policy have in common. */
type PolicyChange = Pick<Change, "source" | "list" | "id" | "name" | "fields">;

/** @param isCreated whether the preview shows that `pulumi up` creates the policy again */
function deleted(change: PolicyChange, code: JsonObject, isCreated: boolean): Change {
  const { sessionControls: _anything, ...policy } = code; // says nothing about MFA
  const recreation = isCreated ? "`pulumi up` recreates it with a new id" : "fix the preview first (see below)";
  const help = `${recreation}. Or restore it in the Entra admin center within 30 days`;
  const undo: Undo = (file) => ({
    ...file,
    policies: [...itemsIn(file, "policies"), { ...policy, id: change.id }],
  });
  return { ...change, kind: "removed", help, undo };
}

function compared(
  change: PolicyChange,
  shown: readonly string[],
  tenant: JsonObject,
  code: JsonObject,
): Omit<JudgedPolicy, "name" | "id" | "displayName"> {
  const found = findDifferences(tenant, code);
  const hidden = found.filter((difference) => isUnresolved(difference.code));
  const fields = found
    .filter((difference) => !hidden.includes(difference))
    .map((difference) => ({ ...difference, repair: repairOf(difference.path, shown) }));
  // The request sends objects whole: with a hidden value in one, no request would be right.
  const isRequested = hidden.length === 0 && fields.some(({ repair }) => repair === "request");
  const request = isRequested ? repairRequest(change.id, code, fields) : undefined;
  const differing: Change = { ...change, kind: "changed", fields, request, undo: asCoded(change.id, code, fields) };
  // A strength that the code doesn't name is a difference of the policy, and is undone with it.
  const isOtherStrength = found.some(({ path }) => path === STRENGTH);
  const { noise, unexplained } = shownWithoutDrift(shown, tenant, code, found);
  return {
    isCompared: true,
    code,
    noise,
    changes: present([fields.length > 0 && differing, !isOtherStrength && weakStrength(change.id, tenant)]),
    problems: [...hidden.map(({ path }) => valueNotShown(path)), ...unexplained.map(changeNotExplained)],
  };
}

/** Gives the policy the code's values of these fields. */
const asCoded =
  (id: string, code: JsonObject, fields: readonly Difference[]): Undo =>
  (file) =>
    withChanged(file, "policies", id, (now) =>
      fields.reduce((sum, { path }) => replaced(sum, path.split("."), valueAt(code, path)), now),
    );

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
function weakStrength(policy: string, tenant: JsonObject): Change | undefined {
  const grant = readGrant(tenant["grantControls"]);
  const strengths =
    grant.kind === "controls" ? grant.controls.flatMap((one) => (one.kind === "strength" ? [one.strength] : [])) : [];
  if (!strengths.some((one) => one.kind === "listed" && strengthForcesMfa(one) !== "yes")) return undefined;
  const strength = asObject(valueAt(tenant, STRENGTH)) ?? {};
  const allowed = asList(strength["allowedCombinations"])?.map(String).join("; ") ?? "nothing that is known";
  const allowedCombinations = [...MULTIFACTOR_ALONE];
  return {
    source: "code",
    kind: "weak",
    list: STRENGTHS,
    id: graphId(strength),
    name: asText(strength["displayName"]),
    fields: [],
    help: `it allows ${allowed}. Allow only combinations that are MFA: Entra admin center > Authentication methods > Authentication strengths. \`pulumi up\` doesn't fix it unless the stack declares the strength too`,
    undo: (file) =>
      withChanged(withChanged(file, "policies", policy, withMfa), STRENGTHS, graphId(strength), (one) => ({
        ...one,
        allowedCombinations,
      })),
  };
}

/** The policy with MFA in place of its strength. */
function withMfa(policy: JsonObject): JsonObject {
  const { authenticationStrength: _strength, ...rest } = asObject(policy["grantControls"]) ?? {};
  const builtInControls = [...(asList(rest["builtInControls"]) ?? []), "mfa"];
  return { ...policy, grantControls: { ...rest, builtInControls } };
}

/**
 * The request that makes the tenant's policy what the code says, in the fields that differ. It sends each object that it touches
 * whole, because the documentation doesn't say whether Graph merges or replaces it. It sets fields that must go to an empty value,
 * because Graph may keep a field that a request leaves out.
 */
export function repairRequest(id: string, code: JsonObject, fields: readonly Difference[]): GraphRequest {
  const changed = new Set(fields.map(({ path }) => path.split(".", 1)[0] ?? path));
  const whole: JsonObject = Object.fromEntries([...changed].map((key) => [key, withoutEmpty(code[key])]));
  const body = fields.reduce((sum, { path, tenant }) => {
    if (!isEmpty(valueAt(code, path))) return sum;
    return replaced(sum, path.split("."), Array.isArray(tenant) && !isFlags(path) ? [] : null);
  }, whole);
  return { method: "PATCH", path: `/beta${policyPath(id)}`, body };
}

/** Without empty values: Graph refuses some of those that it returns itself. */
function withoutEmpty(value: unknown): unknown {
  const object = asObject(value);
  if (object === undefined) return value ?? null;
  const kept = Object.entries(object).filter(([, inner]) => !isEmpty(inner));
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutEmpty(inner)]));
}

/**
 * Policies of the tenant with the display name of one of the stack's policies that the stack doesn't manage, and that its settings don't
 * accept. A failed run left them behind, or someone made them by hand.
 * @param own the stack's policies, as the code and the state have them
 */
export function namesakesOf(
  own: readonly Pick<PolicyReport, "id" | "displayName">[],
  source: SettingSource,
  { displayName: ours, acceptedNamesakes: accepted }: Pick<Settings, "displayName" | "acceptedNamesakes">,
  all: readonly JsonObject[],
): readonly Change[] {
  const ids = new Set([...own.map((policy) => policy.id), ...accepted]);
  const names = new Set<unknown>([ours, ...own.map(({ displayName }) => displayName)]);
  // A stack that has its policy can't take over a second one under the same name in the program.
  const remedy = (id: string): string =>
    own.length === 0
      ? `take it over with \`${importCommand(POLICY_NAME, id, source.stack)}\``
      : `\`pulumi up\` doesn't change it, and neither does going back to report-only. Delete it: ${portalLink(id, undefined)}`;
  return all
    .filter((policy) => names.has(policy["displayName"]) && !ids.has(graphId(policy)))
    .map((policy) => {
      const [id, name] = [graphId(policy), asText(policy["displayName"])];
      const help = `${remedy(id)}. If you want both: \`${acceptCommand(source, accepted, id)}\``;
      return { source: "code", kind: "namesake", list: "policies", id, name, fields: [], help };
    });
}
