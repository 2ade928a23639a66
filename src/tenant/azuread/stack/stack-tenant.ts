import { asObject, asText, type JsonObject } from "../../../law/json/json-object";
import { lastSegment } from "../../../law/json/reshape";
import { toGraphPolicy } from "../policy";
import { toGraphNamedLocation, toGraphStrength } from "../resources";
import { readStack } from "./read-stack";
import { idOf, type StackResource } from "./resource";
import { groupOf } from "./stack-group";

/** What is in a stack and says nothing of its tenant, and why. */
type LeftAside = { readonly name: string; readonly why: string };

/** What a stack says of its tenant, in the shape of a tenant file, and what of it says nothing. */
export type StackTenant =
  | {
      readonly ok: true;
      readonly file: JsonObject;
      readonly leftAside: readonly LeftAside[];
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
  const tenant = tenantOf(stack.resources);
  if (tenant.kind === "several") return { ok: false, problem: SEVERAL };
  const beside = writtenBeside(stack.resources);
  const of = (type: string): readonly StackResource[] =>
    stack.resources.filter((resource) => resource.of === "azuread" && resource.type === type);
  /** One that something else writes to may have become anything. */
  const standing = (type: string): readonly StackResource[] =>
    of(type).map((one) =>
      beside.writesTo(idOf(one) ?? "") ? { ...one, state: { displayName: one.state["displayName"] } } : one,
    );
  const around = {
    memberships: of("GroupMember"),
    mayChange: (id: string) => !stack.isWhole || beside.writesTo(id),
  };
  const lists = {
    namedLocations: standing("NamedLocation").map((one) => toGraphNamedLocation({ ...one.state, id: one.id })),
    authenticationStrengthPolicies: standing("AuthenticationStrengthPolicy").map((one) =>
      toGraphStrength({ ...one.state, id: one.id }),
    ),
    groups: of("Group").map((group) => groupOf(group, around)),
  };
  const known = Object.entries(lists)
    .map(([key, objects]) => [key, objects.filter((object) => object !== undefined)] as const)
    .filter(([, objects]) => objects.length > 0);
  return {
    ok: true,
    tenant: tenant.id,
    file: {
      policies: standing("ConditionalAccessPolicy").map(policyOf),
      ...plannedBy(json),
      ...(stack.isWhole ? {} : { "policies@odata.nextLink": "what stays as it is" }),
      ...Object.fromEntries(known),
      notRead: known.map(([key]) => ({ key, part: "others", why: "a stack has only its own of them" })),
    },
    leftAside: [
      ...(of("User").length > 0 ? [{ name: "users", why: "a stack's own aren't all that the tenant has" }] : []),
      ...(beside.isUsed
        ? [{ name: "resources of msgraph", why: "they aren't read, and what they write to isn't known" }]
        : []),
      ...(stack.isWhole
        ? []
        : [{ name: "what stays as it is", why: "only `pulumi preview --json --show-sames` has it" }]),
    ],
  };
}

function plannedBy(json: unknown): JsonObject {
  const stack = asObject(json) ?? {};
  if ("terraform_version" in stack) return "planned_values" in stack ? { plannedBy: "terraform plan" } : {};
  return "deployment" in stack ? {} : { plannedBy: "pulumi preview" };
}

const SEVERAL =
  "its resources are of several providers that may be for different tenants; give each provider the `tenantId`, and judge each tenant by itself";

/** One that isn't deployed yet has no id: its URN stands for it. */
const policyOf = ({ urn, id, state }: StackResource): JsonObject => {
  const policy = asObject(toGraphPolicy({ ...state, id: undefined })) ?? {};
  return { ...policy, id: asText(lastSegment(id)) ?? urn };
};

/** What of a provider's settings says which tenant it is for. */
const SETTINGS = ["tenantId", "environment", "metadataHost"];

/** Providers that the engine makes from the stack's configuration: all of them are for one tenant. */
const BY_DEFAULT = /::pulumi:providers:\w+::default(_\w+)*$/;

/** The tenant that a stack's resources are of: its id, or that it isn't written; or that there may be several. */
type TenantOfStack = { readonly kind: "one"; readonly id: string | undefined } | { readonly kind: "several" };

/** Policies of one tenant guard nothing in another, so which tenant they are of matters where there is more than one provider. */
function tenantOf(resources: readonly StackResource[]): TenantOfStack {
  const providers = new Map(
    resources.filter(({ of, type }) => of === "pulumi" && type === "azuread").map((one) => [one.urn, one.inputs]),
  );
  const used = new Set(resources.filter(({ of }) => of === "azuread").map(({ provider = "" }) => provider));
  const settings = [...used].map((urn) => {
    const values = SETTINGS.map((key) => providers.get(urn)?.[key] ?? "");
    const isTold = values.every((value) => typeof value === "string");
    const isByDefault = urn === "" || BY_DEFAULT.test(urn);
    return { id: values[0], key: isTold && (providers.has(urn) || isByDefault) ? values.join(" ").toLowerCase() : urn };
  });
  if (new Set(settings.map(({ key }) => key)).size > 1) return { kind: "several" };
  const [first] = settings;
  return { kind: "one", id: typeof first?.id === "string" && first.id !== "" ? first.id.toLowerCase() : undefined };
}

const GUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** Fields by which other resources name a group that they put people into. */
const NAMING_A_GROUP = ["groupId", "resourceOriginId"];

/** Objects of the stack that resources of other kinds write to, so that what is in them isn't known. */
interface WrittenBeside {
  /** Whether the object with this id in lower case may be written to. */
  readonly writesTo: (id: string) => boolean;
  /** Whether there is a resource that isn't read here and may make policies. */
  readonly isUsed: boolean;
}

/**
 * Resources of the msgraph package write to whatever address they name; one that isn't known may be anything's. Schedules of
 * privileged access and catalogs of access packages put people into groups that name none of them.
 */
function writtenBeside(resources: readonly StackResource[]): WrittenBeside {
  const generic = resources.filter(({ of }) => of === "msgraph");
  const schedules = resources.filter(({ of, type }) => of === "azuread" && type !== "Group" && type !== "GroupMember");
  const written = [
    ...generic.flatMap(({ id, inputs, state }) => [inputs["url"] ?? "", state["url"] ?? "", id ?? ""]),
    ...schedules.flatMap(({ inputs, state }) => NAMING_A_GROUP.flatMap((key) => [inputs[key] ?? "", state[key] ?? ""])),
  ];
  const isAnything = written.some((value) => typeof value !== "string");
  const ids = new Set(
    written.flatMap((value) => (typeof value === "string" ? (value.toLowerCase().match(GUID) ?? []) : [])),
  );
  return { writesTo: (id) => isAnything || ids.has(id), isUsed: generic.length > 0 };
}
