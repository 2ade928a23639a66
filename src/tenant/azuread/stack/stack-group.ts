import { asList, asObject, asText, isAbsent, isEmpty, type JsonObject } from "../../../law/json/json-object";
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
