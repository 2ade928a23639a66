import { asList, asObject, asText, isEmpty, type JsonObject } from "../../../law/json/json-object";
import { lastSegment } from "../../../law/json/reshape";
import { idOf, type StackResource } from "./resource";

/** What else of a stack says something about a group's members. */
export interface AroundGroups {
  /** Memberships that are resources of their own. */
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
  return {
    id,
    displayName: group.state["displayName"],
    ...(isWhole || members.length > 0 ? { members: page } : {}),
    ...settingsOf(group),
  };
}

function membersOf(id: string, { inputs, state, unmanaged }: StackResource, { memberships, mayChange }: AroundGroups) {
  const declared = asList(inputs["members"]);
  const inGroup = memberships.filter((one) => asText(lastSegment(one.state["groupObjectId"]))?.toLowerCase() === id);
  const others = memberships.filter((one) => typeof one.state["groupObjectId"] === "symbol");
  const written = [...(declared ?? []), ...inGroup.map((one) => one.state["memberObjectId"])];
  const known = new Set(written.map((member) => asText(member)?.toLowerCase()));
  const seen = declared === undefined ? [] : (asList(state["members"]) ?? []);
  const unexpected = seen.filter((member) => !known.has(asText(member)?.toLowerCase()));
  const members = [...written, ...unexpected].map(asText).filter((member) => member !== undefined);
  const isWhole =
    declared !== undefined &&
    members.length === written.length &&
    others.length === 0 &&
    unexpected.length === 0 &&
    !isDynamic({ ...inputs, ...state }) &&
    !unmanaged.some((path) => path === "*" || /^\[?"?members\b/.test(path)) &&
    !mayChange(id);
  return { members, isWhole };
}

/** A rule fills it, whoever else is written down as a member; what isn't known may become one. */
function isDynamic({ types, dynamicMembership }: JsonObject): boolean {
  const areKnown =
    types === undefined || types === null || asList(types)?.every((type) => typeof type === "string") === true;
  return !areKnown || (asList(types) ?? []).includes("DynamicMembership") || !isEmpty(dynamicMembership);
}

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
