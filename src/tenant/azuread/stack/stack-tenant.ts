import { asList, asObject, asText, isAbsent, isEmpty, type JsonObject } from "../../../law/json/json-object";
import { lastSegment } from "../../../law/json/reshape";
import { guidsIn } from "../../../text/guid";
import { present } from "../../../text/present";
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
  const others = writtenByOthers(resources);
  const of = (type: string): readonly StackResource[] =>
    resources.filter((resource) => resource.of === "azuread" && resource.type === type);
  /** Resources of a type. If something else writes to one, only its name is kept, because its content may have changed. */
  const asItIs = (type: string): readonly StackResource[] =>
    of(type).map((one) =>
      others.mayHave(idOf(one) ?? "") ? { ...one, state: { displayName: one.state["displayName"] } } : one,
    );
  const around = { memberships: of("GroupMember"), mayChange: (id: string) => !isWhole || others.mayHave(id) };
  const inGraph = (type: string, toGraph: (resource: JsonObject) => JsonObject | undefined): readonly JsonObject[] =>
    present(asItIs(type).map(({ id, state }) => toGraph({ ...state, id })));
  const lists = Object.entries({
    namedLocations: inGraph("NamedLocation", toGraphNamedLocation),
    authenticationStrengthPolicies: inGraph("AuthenticationStrengthPolicy", toGraphStrength),
    groups: present(of("Group").map((group) => groupOf(group, around))),
  }).filter(([, objects]) => objects.length > 0);
  return {
    ok: true,
    tenant: tenant.id,
    file: {
      policies: asItIs("ConditionalAccessPolicy").map(policyOf),
      ...plannedBy(json),
      ...(isWhole ? {} : { "policies@odata.nextLink": "unchanged resources" }),
      ...Object.fromEntries(lists),
      notRead: lists.map(([key]) => ({ key, part: "others", why: "a stack has only the objects that it manages" })),
    },
    leftOut: present([
      of("User").length > 0 && { name: "users", why: "the tenant may have others than those of the stack" },
      resources.some((one) => one.of === "msgraph") && {
        name: "resources of msgraph",
        why: "they aren't read, and the objects that they write to aren't known",
      },
      !isWhole && { name: "unchanged resources", why: "only `pulumi preview --json --show-sames` has them" },
    ]),
  };
}

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

const NAMING: { readonly [of: string]: readonly string[] | undefined } = {
  azuread: ["groupId", "resourceOriginId"],
  msgraph: ["url", "resourceUrl", "action"],
};

/** Which objects other resources may have written to, by id in lower case. An address that isn't known, or of a batch, may be of any. */
function writtenByOthers(resources: readonly StackResource[]): { readonly mayHave: (id: string) => boolean } {
  const written = resources.flatMap(({ of, id, inputs, state }) => {
    const named = (NAMING[of] ?? []).flatMap((key) => [inputs[key] ?? "", state[key] ?? ""]);
    return of === "msgraph" ? [id ?? "", ...named] : named;
  });
  const isAnything = written.some((value) => typeof value !== "string" || /\$batch/i.test(value));
  const ids = new Set(written.flatMap((value) => (typeof value === "string" ? guidsIn(value) : [])));
  return { mayHave: (id) => isAnything || ids.has(id) };
}

/** What else in a stack affects the members of its groups. */
interface AroundGroups {
  readonly memberships: readonly StackResource[];
  /** Whether something else in the stack may change the group with this id. */
  readonly mayChange: (id: string) => boolean;
}

/**
 * A group with the members that the program sets and those that the provider has read. It may have others if the program sets none or
 * adds them by separate resources, if a rule fills the group, or if the two lists differ.
 */
function groupOf(group: StackResource, around: AroundGroups): JsonObject | undefined {
  const id = idOf(group);
  if (id === undefined) return undefined;
  const { members, isWhole } = membersOf(id, group, around);
  const page = isWhole ? members : { value: members, "@odata.nextLink": "members that the stack doesn't show" };
  const { inputs, state } = group;
  const owners = asList(inputs["owners"])?.map(asText);
  const [dynamic] = asList(state["dynamicMembership"]) ?? [state["dynamicMembership"]];
  const rule = asObject(dynamic);
  const isAssignableToRole = state["assignableToRole"];
  return {
    id,
    displayName: state["displayName"],
    ...(isWhole || members.length > 0 ? { members: page } : {}),
    ...(typeof isAssignableToRole === "boolean" ? { isAssignableToRole } : {}),
    ...(asList(state["types"]) === undefined ? {} : { groupTypes: state["types"] }),
    ...(asText(state["visibility"]) === undefined ? {} : { visibility: state["visibility"] }),
    ...(rule === undefined ? {} : { membershipRule: rule["rule"] }),
    ...(owners?.every((owner) => owner !== undefined) ? { owners } : {}),
  };
}

function membersOf(id: string, { inputs, state, unmanaged }: StackResource, { memberships, mayChange }: AroundGroups) {
  const declared = asList(inputs["members"]);
  const inGroup = memberships.filter((one) => asText(lastSegment(one.state["groupObjectId"]))?.toLowerCase() === id);
  const written = [...(declared ?? []), ...inGroup.map((one) => one.state["memberObjectId"])];
  const known = new Set(written.map((member) => asText(member)?.toLowerCase()));
  const seen = declared === undefined ? [] : (asList(state["members"]) ?? []);
  const unexpected = seen.filter((member) => !known.has(asText(member)?.toLowerCase()));
  const members = [...written, ...unexpected].map(asText).filter((member) => member !== undefined);
  const isWhole =
    declared !== undefined &&
    members.length === written.length &&
    unexpected.length === 0 &&
    !memberships.some((one) => typeof one.state["groupObjectId"] === "symbol") &&
    !isDynamic({ ...inputs, ...state }) &&
    !unmanaged.some((path) => path === "*" || /^\[?"?members\b/.test(path)) &&
    !mayChange(id);
  return { members, isWhole };
}

/** Whether a rule fills the group. A value that isn't known yet may become a rule. */
function isDynamic({ types, dynamicMembership }: JsonObject): boolean {
  const known = isAbsent(types) ? [] : asList(types);
  const isKnown = known?.every((type) => typeof type === "string") === true;
  return !isKnown || known.includes("DynamicMembership") || !isEmpty(dynamicMembership);
}
