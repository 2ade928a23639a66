import { asObject, asText, type JsonObject } from "../../../law/json/json-object";
import { lastSegment } from "../../../law/json/reshape";
import { toGraphPolicy } from "../policy";
import { toGraphNamedLocation, toGraphStrength } from "../resources";
import { tenantOf } from "./one-tenant";
import { readStack } from "./read-stack";
import { idOf, type StackResource } from "./resource";
import { groupOf } from "./stack-group";
import { writtenBeside } from "./written-beside";

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
