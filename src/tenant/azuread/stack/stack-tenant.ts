import { asList, asObject, asText, isAbsent, isEmpty, type JsonObject } from "../../../law/json/json-object";
import { lastSegment } from "../../../law/json/reshape";
import { present } from "../../../text/present";
import { PART } from "../../graph/list";
import { toGraphNamedLocation, toGraphPolicy, toGraphStrength } from "../policy";
import { readStack } from "./read-stack";
import { idOf, type StackResource } from "./resource";

/** What a stack says about its tenant, in the shape of a tenant file; or why it can't be judged. */
export type StackTenant =
  | {
      readonly ok: true;
      readonly file: JsonObject;
      /** What the stack has and the file leaves out. */
      readonly leftOut: readonly { readonly name: string; readonly why: string }[];
      /** The id of the tenant, if the stack's provider names it. */
      readonly tenant: string | undefined;
    }
  | { readonly ok: false; readonly problem: string };

/**
 * The output of `pulumi stack export`, `pulumi preview --json` or `terraform show -json` as a tenant file; `undefined` iff the value is something
 * else. A stack has its own policies, locations, strengths and groups. Users, roles and other objects of the tenant aren't known. Secrets
 * aren't read, and values that are known only after deployment aren't understood.
 */
export function stackTenant(json: unknown): StackTenant | undefined {
  const stack = readStack(json);
  if (stack === undefined || !stack.ok) return stack;
  const { resources, isWhole } = stack;
  const tenant = tenantOf(resources);
  if (tenant === undefined) return { ok: false, problem: SEVERAL };
  const of = (type: string): readonly StackResource[] =>
    resources.filter((resource) => resource.of === "azuread" && resource.type === type);
  const inGraph = (type: string, toGraph: (resource: JsonObject) => JsonObject | undefined): readonly JsonObject[] =>
    present(of(type).map(({ id, state }) => toGraph({ ...state, id })));
  const mayFill = !isWhole || resources.some((one) => one.of === "msgraph" || FILLS_GROUPS.test(one.type));
  const lists = Object.entries({
    namedLocations: inGraph("NamedLocation", toGraphNamedLocation),
    authenticationStrengthPolicies: inGraph("AuthenticationStrengthPolicy", toGraphStrength),
    groups: present(of("Group").map((group) => groupOf(group, mayFill))),
  }).filter(([, objects]) => objects.length > 0);
  const hidden = present([
    !isWhole && "only `pulumi preview --json --show-sames` has the unchanged resources",
    resources.some((one) => one.of === "msgraph") && "resources of msgraph aren't read, and may write to any object",
  ]);
  return {
    ok: true,
    tenant: tenant.id,
    file: {
      policies: of("ConditionalAccessPolicy").map(policyOf),
      ...plannedBy(json),
      ...(hidden.length > 0 && { [`policies${PART}`]: hidden.join("; ") }),
      ...Object.fromEntries(lists),
      notRead: lists.map(([key]) => ({ key, part: "others", why: "a stack has only the objects that it manages" })),
    },
    leftOut: present([
      of("User").length > 0 && { name: "users", why: "the tenant may have others than those of the stack" },
      hidden.length > 0 && { name: "other resources", why: hidden.join("; ") },
    ]),
  };
}

/** Types of azuread that put people into groups. They aren't read. */
const FILLS_GROUPS = /^(GroupMember|PrivilegedAccessGroup|AccessPackage)/;

function plannedBy(json: unknown): JsonObject {
  const stack = asObject(json) ?? {};
  if ("deployment" in stack || ("terraform_version" in stack && !("planned_values" in stack))) return {};
  return { plannedBy: "terraform_version" in stack ? "terraform plan" : "pulumi preview" };
}

/** A policy in Graph's words. Until it is deployed, its URN stands for its id. */
const policyOf = ({ urn, id, state }: StackResource): JsonObject => ({
  ...asObject(toGraphPolicy({ ...state, id: undefined })),
  id: asText(lastSegment(id)) ?? urn,
});

const SEVERAL =
  "its resources use several providers, which may be for different tenants; give each provider the `tenantId`, and judge each tenant by itself";

/** The URNs of providers that the engine makes from the stack's configuration. They are all for one tenant. */
const BY_DEFAULT = /::pulumi:providers:\w+::default(_\w+)*$/;

/** The tenant of the resources; `undefined` if they may be of several. Policies of one tenant protect nothing in another. */
function tenantOf(resources: readonly StackResource[]): { readonly id: string | undefined } | undefined {
  const providers = new Map(
    resources.filter(({ of, type }) => of === "pulumi" && type === "azuread").map((one) => [one.urn, one.inputs]),
  );
  const used = new Set(resources.filter(({ of }) => of === "azuread").map(({ provider = "" }) => provider));
  const settings = Array.from(used, (urn) => {
    const values = ["tenantId", "environment", "metadataHost"].map((key) => providers.get(urn)?.[key] ?? "");
    const isDeclared = providers.has(urn) || urn === "" || BY_DEFAULT.test(urn);
    const areKnown = isDeclared && values.every((value) => typeof value === "string");
    return { id: asText(values[0])?.toLowerCase(), key: areKnown ? values.join(" ").toLowerCase() : urn };
  });
  return new Set(settings.map(({ key }) => key)).size > 1 ? undefined : { id: settings[0]?.id };
}

/**
 * A group with the members that the program sets. It may have others if something else may fill it, such as a rule, if the engine leaves
 * its members alone, or if the provider has read others.
 */
function groupOf(group: StackResource, mayFill: boolean): JsonObject | undefined {
  const { inputs, state, unmanaged } = group;
  const [id, { displayName }, set] = [idOf(group), state, asList(inputs["members"])];
  if (id === undefined || set === undefined) return id === undefined ? undefined : { id, displayName };
  const members = new Set(set.map((member) => asText(member)?.toLowerCase()));
  const read = (asList(state["members"]) ?? []).map((member) => asText(member)?.toLowerCase());
  const isLeftAlone = unmanaged.some((path) => path === "*" || /^\[?"?members\b/.test(path));
  const mayHoldOthers =
    mayFill ||
    isLeftAlone ||
    isDynamic({ ...inputs, ...state }) ||
    members.has(undefined) ||
    read.some((one) => !members.has(one));
  return {
    id,
    displayName,
    visibility: state["visibility"],
    members: present([...members]),
    ...(mayHoldOthers && { [`members${PART}`]: "the stack may not show all of them" }),
  };
}

/** Whether a rule fills the group. A value that isn't known yet may become a rule. */
function isDynamic({ types, dynamicMembership }: JsonObject): boolean {
  const known = isAbsent(types) ? [] : asList(types);
  const isKnown = known?.every((type) => typeof type === "string") === true;
  return !isKnown || known.includes("DynamicMembership") || !isEmpty(dynamicMembership);
}
