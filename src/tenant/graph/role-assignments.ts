import { asObject, asText, isAbsent, isEmpty, type JsonObject, odataType } from "../../law/json/json-object";
import { wrongShape } from "../../law/json/not-understood";
import { roleId, type UserId, userId } from "../../law/model/ids";
import type { Policy } from "../../law/model/policy";
import type { PrincipalType, RoleAssignment } from "../../law/model/tenant";
import type { NotUnderstood } from "../../law/model/truth";
import { isGuid } from "../../text/guid";
import { contradictedIds, type Items, idOf, isDeleted } from "./list";
import type { People } from "./people";

/** What the reader of role assignments needs to know. */
export interface RoleReading {
  readonly people: People;
  /** The role definitions of the file, by id. The `templateId` of a built-in role is the id that policies use. */
  readonly definitions: ReadonlyMap<string, JsonObject>;
  /** Whether the items are eligibilities: they give a role only to a user who makes it active. */
  readonly areEligible: boolean;
}

/** The role assignments of a directory, for the whole tenant and for parts of it. Exports may mix eligible and active ones. */
export function readRoleAssignments(list: Items, reading: RoleReading): readonly RoleAssignment[] {
  const given = { ...reading, odd: contradictedIds(list.items) };
  return list.items.flatMap((item, index) => assignmentIn(item, `${list.path}[${index}]`, list.errors, given) ?? []);
}

/** One role assignment. Conditional Access works with built-in roles only, by the ids of their templates. An assignment of any other role doesn't count. */
function assignmentIn(
  value: unknown,
  at: string,
  errors: NotUnderstood[],
  { people, definitions, areEligible, odd }: RoleReading & { readonly odd: ReadonlySet<string> },
): RoleAssignment | undefined {
  const item = asObject(value);
  if (item === undefined) errors.push(wrongShape(at, value, "a role assignment"));
  for (const key of item === undefined ? [] : ["principalId", "roleDefinitionId"])
    if (asText(item?.[key]) === undefined) errors.push(wrongShape(`${at}.${key}`, item?.[key], "an object id"));
  const [principal, written] = [asText(item?.["principalId"]), asText(item?.["roleDefinitionId"])];
  if (!item || !principal || !written || (areEligible && isOver(item))) return undefined;
  const { templateId, isBuiltIn } = asObject(item["roleDefinition"]) ?? definitions.get(roleId(written)) ?? {};
  const meant = people.meant(principal);
  const isEligible = areEligible || !isActive(item);
  const type = typeOf(item, meant, people);
  return {
    principal: meant ?? userId(principal),
    role: roleId(asText(templateId) ?? written),
    tenantWide:
      (isBuiltIn ?? true) === true && isTenantWide(item) && isInForce(item) && !isEligible && !odd.has(idOf(item)),
    ...(isEligible ? { isEligible } : {}),
    ...(type === undefined ? {} : { principalType: type }),
  };
}

/** Whether a schedule has ended. It then makes no principal eligible. @see Microsoft Graph, "unifiedRoleScheduleBase", `status` (v1.0) */
const isOver = ({ status }: JsonObject): boolean =>
  ["canceled", "denied", "failed", "revoked"].includes(asText(status)?.toLowerCase() ?? "");

/**
 * Role assignments as far as they count. Those of a service principal that a policy or another list has as a user may exclude that user, and
 * include nobody. Those of a role by another name than the id of its template may be to any role that a policy names, and count only
 * where a policy excludes the role.
 * @param people users and members by other lists
 */
export function asHeld(
  assignments: readonly RoleAssignment[],
  policies: readonly Policy[],
  people: ReadonlySet<string>,
): readonly RoleAssignment[] {
  const sides = policies.flatMap(({ users }) => [users.include, users.exclude]);
  const named = new Set<string>([...people, ...sides.flatMap(({ users }) => [...users])]);
  const roles = new Set(sides.flatMap((side) => [...side.roles]));
  return assignments.flatMap((written): readonly RoleAssignment[] => {
    const isOdd = written.principalType === "serviceprincipal" && named.has(written.principal);
    const one: RoleAssignment = isOdd ? { ...written, principalType: "user", tenantWide: false } : written;
    if (isGuid(one.role) || roles.has(one.role)) return [one];
    return [one, ...[...roles].filter(isGuid).map((role) => ({ ...one, role, tenantWide: false }))];
  });
}

const SCOPES = ["directoryScopeId", "resourceScope", "directoryScope", "administrativeUnitId", "scope"];

/** Whether an assignment is for the whole tenant. An assignment within one app has an app scope in place of a directory scope. */
function isTenantWide(item: JsonObject): boolean {
  const scopes = SCOPES.map((key) => item[key]).filter((scope) => !isAbsent(scope));
  return isEmpty(item["appScopeId"]) && scopes.every((scope) => scope === "/");
}

/** Whether an object is a request for an assignment. @see Microsoft Graph, "unifiedRoleAssignmentScheduleRequest" (v1.0) */
export const isRequest = (item: unknown): boolean => !isEmpty(asObject(item)?.["action"]);

const OF_SCHEDULES = ["scheduleInfo", "startDateTime", "endDateTime", "expirationDateTime", "status"];

/** Whether an assignment is certainly in force. A schedule may not have begun, or be over or revoked. A request is no assignment. */
const isInForce = (item: JsonObject): boolean =>
  !isDeleted(item) && !isRequest(item) && OF_SCHEDULES.every((key) => isEmpty(item[key]));

/** Whether an assignment is active, by its type and state: an activation isn't. Exports may mix eligible assignments with active ones. @see Microsoft Graph, "unifiedRoleEligibilityScheduleInstance" (v1.0) */
function isActive(item: JsonObject): boolean {
  const words = [item["assignmentType"], item["assignmentState"]];
  return (
    odataType(item)?.includes("eligib") !== true &&
    isAbsent(item["roleEligibilityScheduleId"]) &&
    words.every((word) => isAbsent(word) || (typeof word === "string" && ACTIVE.has(word.toLowerCase())))
  );
}

const ACTIVE: ReadonlySet<string> = new Set(["", "active", "assigned"]);

/** The type of the principal: a listed user is a user; otherwise the assignment says it, unless it contradicts itself. */
function typeOf({ principal, principalType }: JsonObject, id: UserId | undefined, people: People) {
  if (id !== undefined && people.has(id)) return "user";
  const words = [odataType(asObject(principal) ?? {}), asText(principalType)?.toLowerCase()];
  const [said, ...others] = new Set(words.filter((word) => word !== undefined));
  const known: readonly PrincipalType[] = others.length === 0 ? ["user", "group", "serviceprincipal"] : [];
  const type = known.find((one) => one === said);
  return type === "user" && id === undefined ? undefined : type;
}
