import { type GraphObject, isObject, type Json, type JsonObject, sameId, stringsIn } from "../../json";
import { groupById } from "../../store/directory";
import type { TenantData } from "../../store/store";
import type { SignInFacts } from "../facts";

type Subject = Pick<SignInFacts, "user" | "guestType" | "homeTenant">;

/** What sort of guest a user object is; `undefined` for a member of this tenant. */
export function guestTypeOf(user: GraphObject): string | undefined {
  const isExternal = String(user["userPrincipalName"]).toUpperCase().includes("#EXT#");
  const isGuest = user["userType"] === "Guest";
  if (!isExternal) return isGuest ? "internalGuest" : undefined;
  return isGuest ? "b2bCollaborationGuest" : "b2bCollaborationMember";
}

/** Is the policy about this person? Some include must name them and no exclude may. */
export function usersMet(users: JsonObject, subject: Subject, data: TenantData): boolean {
  return isNamed(users, "include", subject, data) && !isNamed(users, "exclude", subject, data);
}

function isNamed(users: JsonObject, side: "include" | "exclude", subject: Subject, data: TenantData): boolean {
  const ids = stringsIn(users[`${side}Users`]);
  const { user } = subject;
  const type = subject.guestType ?? (user === undefined ? undefined : guestTypeOf(user));
  if (ids.includes("All") || (type !== undefined && ids.includes("GuestsOrExternalUsers"))) return true;
  if (type !== undefined && namesGuest(users[`${side}GuestsOrExternalUsers`], side, type, subject.homeTenant))
    return true;
  if (user === undefined) return false;
  return (
    ids.some((id) => sameId(id, user.id)) ||
    stringsIn(users[`${side}Groups`]).some((group) => isMember(user.id, group, data)) ||
    stringsIn(users[`${side}Roles`]).some((role) => holdsRole(user.id, role, data))
  );
}

/** Nested membership counts; groups may be in each other. */
function isMember(id: string, groupId: string, { groups }: TenantData, seen: readonly string[] = []): boolean {
  const group = groupById(groups, groupId);
  if (group === undefined || seen.includes(group.object.id)) return false;
  const path = [...seen, group.object.id];
  return group.members.some((member) => sameId(member, id) || isMember(id, member, { groups } as TenantData, path));
}

/** Only assignments in the whole tenant count, to the person or to a group that they are in. */
function holdsRole(id: string, role: string, data: TenantData): boolean {
  return data.roleAssignments.some(
    ({ roleDefinitionId, directoryScopeId, principalId }) =>
      sameId(String(roleDefinitionId), role) &&
      directoryScopeId === "/" &&
      (sameId(String(principalId), id) || isMember(id, String(principalId), data)),
  );
}

/** A list of tenants says nothing about guests of this tenant's own: they are excluded with one, and not included with one. */
function namesGuest(
  value: Json | undefined,
  side: "include" | "exclude",
  type: string,
  home: string | undefined,
): boolean {
  if (!isObject(value)) return false;
  const types = String(value["guestOrExternalUserTypes"] ?? "").split(",");
  if (!types.some((one) => one.trim() === type)) return false;
  const tenants = value["externalTenants"];
  if (isObject(tenants) && tenants["membershipKind"] === "all") return true;
  if (type === "internalGuest") return side === "exclude" || !isObject(tenants);
  if (!isObject(tenants)) return side === "exclude";
  return home !== undefined && stringsIn(tenants["members"]).some((tenant) => sameId(tenant, home));
}
