import { asList, asObject, asText, isAbsent, isEmpty, type JsonObject } from "../../../law/json/json-object";
import { lastSegment } from "../../../law/json/reshape";
import { guidsIn } from "../../../text/guid";
import { toGraphNamedLocation, toGraphPolicy, toGraphStrength } from "../policy";
import { readStack } from "./read-stack";
import { idOf, type StackResource } from "./resource";

/** What a stack says of its tenant, in the shape of a tenant file, and what of it says nothing. */
export type StackTenant =
  | {
      readonly ok: true;
      readonly file: JsonObject;
      readonly leftAside: readonly { readonly name: string; readonly why: string }[];
      /** The id of the tenant, where the stack's provider names it. */
      readonly tenant: string | undefined;
    }
  | { readonly ok: false; readonly problem: string };

/**
 * `pulumi stack export` or `pulumi preview --json` as a tenant file; `undefined` iff the value is neither. A stack has
 * its own policies, locations, strengths and groups, and says nothing of who else there is in the tenant: users and roles aren't
 * known. Secrets aren't looked into, and what is known only after deployment isn't understood.
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
  /** One that something else writes to may have become anything. */
  const asItIs = (type: string): readonly StackResource[] =>
    of(type).map((one) =>
      others.mayHave(idOf(one) ?? "") ? { ...one, state: { displayName: one.state["displayName"] } } : one,
    );
  const around = { memberships: of("GroupMember"), mayChange: (id: string) => !isWhole || others.mayHave(id) };
  const lists = Object.entries({
    namedLocations: asItIs("NamedLocation").map(({ id, state }) => toGraphNamedLocation({ ...state, id })),
    authenticationStrengthPolicies: asItIs("AuthenticationStrengthPolicy").map(({ id, state }) =>
      toGraphStrength({ ...state, id }),
    ),
    groups: of("Group").map((group) => groupOf(group, around)),
  })
    .map(([key, objects]) => [key, objects.filter((object) => object !== undefined)] as const)
    .filter(([, objects]) => objects.length > 0);
  return {
    ok: true,
    tenant: tenant.id,
    file: {
      policies: asItIs("ConditionalAccessPolicy").map(policyOf),
      ...plannedBy(json),
      ...(isWhole ? {} : { "policies@odata.nextLink": "what stays as it is" }),
      ...Object.fromEntries(lists),
      notRead: lists.map(([key]) => ({ key, part: "others", why: "a stack has only its own of them" })),
    },
    leftAside: [
      ...(of("User").length > 0 ? [{ name: "users", why: "a stack's own aren't all that the tenant has" }] : []),
      ...(resources.some(({ of }) => of === "msgraph")
        ? [{ name: "resources of msgraph", why: "they aren't read, and what they write to isn't known" }]
        : []),
      ...(isWhole ? [] : [{ name: "what stays as it is", why: "only `pulumi preview --json --show-sames` has it" }]),
    ],
  };
}

function plannedBy(json: unknown): JsonObject {
  const stack = asObject(json) ?? {};
  if ("deployment" in stack || ("terraform_version" in stack && !("planned_values" in stack))) return {};
  return { plannedBy: "terraform_version" in stack ? "terraform plan" : "pulumi preview" };
}

/** One that isn't deployed yet has no id: its URN stands for it. */
const policyOf = ({ urn, id, state }: StackResource): JsonObject => ({
  ...asObject(toGraphPolicy({ ...state, id: undefined })),
  id: asText(lastSegment(id)) ?? urn,
});

const SEVERAL =
  "its resources are of several providers that may be for different tenants; give each provider the `tenantId`, and judge each tenant by itself";

/** Providers that the engine makes from the stack's configuration: all of them are for one tenant. */
const BY_DEFAULT = /::pulumi:providers:\w+::default(_\w+)*$/;

/** `undefined` where the resources may be of several tenants, since policies of one guard nothing in another. */
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

const NAMING_A_GROUP = ["groupId", "resourceOriginId"];

/** Whether resources of other kinds may have written to an object, by its id in lower case: an address that isn't known may be anything's. */
function writtenByOthers(resources: readonly StackResource[]): { readonly mayHave: (id: string) => boolean } {
  const others = resources.filter(({ of }) => of === "azuread");
  const written = [
    ...resources
      .filter(({ of }) => of === "msgraph")
      .flatMap(({ id, inputs, state }) => [inputs["url"], state["url"], id]),
    ...others.flatMap(({ inputs, state }) => NAMING_A_GROUP.flatMap((key) => [inputs[key], state[key]])),
  ].map((value) => value ?? "");
  const isAnything = written.some((value) => typeof value !== "string");
  const ids = new Set(written.flatMap((value) => (typeof value === "string" ? guidsIn(value) : [])));
  return { mayHave: (id) => isAnything || ids.has(id) };
}

/** What else of a stack says something about a group's members. */
export interface AroundGroups {
  readonly memberships: readonly StackResource[];
  /** Whether something else of the stack may change the group with this id. */
  readonly mayChange: (id: string) => boolean;
}

/**
 * A group with the members that the program gives it and those that the provider has read. Where the program gives none, or by
 * resources of their own, where a rule fills it, or where the two differ, there may be others.
 */
export function groupOf(group: StackResource, around: AroundGroups): JsonObject | undefined {
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

/** A rule fills it, whoever else is written down as a member; what isn't known may become one. */
function isDynamic({ types, dynamicMembership }: JsonObject): boolean {
  const known = isAbsent(types) ? [] : asList(types);
  const isKnown = known?.every((type) => typeof type === "string") === true;
  return !isKnown || known.includes("DynamicMembership") || !isEmpty(dynamicMembership);
}
