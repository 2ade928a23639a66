import { asList, asObject, asText, type JsonObject } from "../../../json/json-object";
import { lastSegment } from "../../../json/reshape";
import { toGraphPolicy } from "../policy";
import { toGraphNamedLocation, toGraphStrength } from "../resources";
import { readStack, type StackResource } from "./stack-resources";

/** What is in a stack and says nothing of its tenant, and why. */
type LeftAside = { readonly name: string; readonly why: string };

/** What a stack says of its tenant, in the shape of a tenant file, and what of it says nothing. */
export type StackTenant =
  | { readonly ok: true; readonly file: JsonObject; readonly leftAside: readonly LeftAside[] }
  | { readonly ok: false; readonly problem: string };

/**
 * `pulumi stack export` or `pulumi preview --json` as a tenant file; `undefined` iff the value is neither. A stack has
 * its own policies, locations, strengths and groups, and says nothing of who else there is in the tenant: users and roles aren't
 * known. Secrets aren't looked into, and what is known only after deployment isn't understood.
 */
export function stackTenant(json: unknown): StackTenant | undefined {
  const stack = readStack(json);
  if (stack === undefined || !stack.ok) return stack;
  const of = (type: string): readonly StackResource[] => stack.resources.filter((resource) => resource.type === type);
  const lists = {
    namedLocations: of("NamedLocation").map((one) => toGraphNamedLocation({ ...one.state, id: one.id })),
    authenticationStrengthPolicies: of("AuthenticationStrengthPolicy").map((one) =>
      toGraphStrength({ ...one.state, id: one.id }),
    ),
    groups: of("Group").map((group) => groupOf(group, of("GroupMember"))),
  };
  const known = Object.entries(lists)
    .map(([key, objects]) => [key, objects.filter((object) => object !== undefined)] as const)
    .filter(([, objects]) => objects.length > 0);
  return {
    ok: true,
    file: {
      policies: of("ConditionalAccessPolicy").map(policyOf),
      ...Object.fromEntries(known),
      notRead: known.map(([key]) => ({ key, why: "a stack has only its own of them" })),
    },
    leftAside: [
      ...(of("User").length > 0 ? [{ name: "users", why: "a stack's own aren't all that the tenant has" }] : []),
      ...(stack.isWhole
        ? []
        : [{ name: "what stays as it is", why: "only `pulumi preview --json --show-sames` has it" }]),
    ],
  };
}

/** One that isn't deployed yet has no id: its URN stands for it. */
const policyOf = ({ urn, id, state }: StackResource): JsonObject => {
  const policy = asObject(toGraphPolicy({ ...state, id: undefined })) ?? {};
  return { ...policy, id: asText(lastSegment(id)) ?? urn };
};

/**
 * A group with the members that the program gives it. Where it gives none, or by resources of their own, there may be others:
 * what the provider has read of them may be older than these.
 */
function groupOf(group: StackResource, memberships: readonly StackResource[]): JsonObject | undefined {
  const id = idOf(group);
  if (id === undefined) return undefined;
  const declared = asList(group.inputs["members"]);
  const inGroup = memberships.filter(({ state }) => asText(lastSegment(state["groupObjectId"]))?.toLowerCase() === id);
  const others = memberships.filter(({ state }) => typeof state["groupObjectId"] === "symbol");
  const written = [...(declared ?? []), ...inGroup.map(({ state }) => state["memberObjectId"])];
  const members = written.map(asText).filter((member) => member !== undefined);
  const isWhole = declared !== undefined && members.length === written.length && others.length === 0;
  const page = isWhole ? members : { value: members, "@odata.nextLink": "members that the stack doesn't show" };
  return {
    id,
    displayName: group.state["displayName"],
    ...(isWhole || members.length > 0 ? { members: page } : {}),
    ...settingsOf(group),
  };
}

const idOf = ({ id, state }: StackResource): string | undefined =>
  (asText(state["objectId"]) ?? asText(lastSegment(id)))?.toLowerCase();

/** Who else could change the group, as far as the stack says it. */
function settingsOf({ inputs, state }: StackResource): JsonObject {
  const owners = asList(inputs["owners"])?.map(asText);
  const [dynamic] = asList(state["dynamicMembership"]) ?? [state["dynamicMembership"]];
  const types = asList(state["types"]);
  return {
    ...(typeof state["assignableToRole"] === "boolean" ? { isAssignableToRole: state["assignableToRole"] } : {}),
    ...(types === undefined ? {} : { groupTypes: types }),
    ...(asText(state["visibility"]) === undefined ? {} : { visibility: state["visibility"] }),
    ...(asObject(dynamic) === undefined ? {} : { membershipRule: asObject(dynamic)?.["rule"] }),
    ...(owners?.every((owner) => owner !== undefined) ? { owners } : {}),
  };
}
