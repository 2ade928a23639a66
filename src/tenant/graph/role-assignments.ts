import { asObject, asText, isAbsent, isEmpty, type JsonObject, odataType } from "../../law/json/json-object";
import { wrongShape } from "../../law/json/not-understood";
import { roleId, type UserId, userId } from "../../law/model/ids";
import type { Policy } from "../../law/model/policy";
import type { PrincipalType, RoleAssignment } from "../../law/model/tenant";
import type { NotUnderstood } from "../../law/model/truth";
import { isGuid } from "../../text/guid";
import { momentOf } from "../../text/moment";
import { isGone } from "./collection";
import type { People } from "./people";

/** What role assignments are read against. */
export interface RoleReading {
  readonly people: People;
  /** The file's definitions of roles, by id; a built-in role's has its template's id. */
  readonly definitions: ReadonlyMap<string, JsonObject>;
  /** When the file was written, in milliseconds since 1970, where it says that. */
  readonly readAt: number | undefined;
  /** Whether they are those who may make a role active: assignments that aren't active. */
  readonly areEligible?: boolean;
}

/** The role assignments of a directory, of the whole tenant and of parts of it; exports mix eligible ones with the active. */
export const readRoleAssignments = (
  items: readonly unknown[],
  path: string,
  errors: NotUnderstood[],
  reading: RoleReading,
): readonly RoleAssignment[] =>
  items.flatMap((item, index) => assignmentIn(item, `${path}[${index}]`, errors, reading) ?? []);

/** Conditional Access knows no roles but the built-in ones, by their templates' ids: one that isn't credits nobody. */
function assignmentIn(
  value: unknown,
  at: string,
  errors: NotUnderstood[],
  { people, definitions, readAt, areEligible = false }: RoleReading,
): RoleAssignment | undefined {
  const item = asObject(value);
  if (item === undefined) {
    errors.push(wrongShape(at, value, "a role assignment"));
    return undefined;
  }
  const [principal, written] = [asText(item["principalId"]), asText(item["roleDefinitionId"])];
  for (const key of ["principalId", "roleDefinitionId"])
    if (asText(item[key]) === undefined) errors.push(wrongShape(`${at}.${key}`, item[key], "an object id"));
  if (principal === undefined || written === undefined || (areEligible && isOver(item))) return undefined;
  const definition = asObject(item["roleDefinition"]) ?? definitions.get(roleId(written));
  const meant = people.meant(principal);
  const isEligible = areEligible || !isActive(item);
  const type = typeOf(item, meant, people);
  return {
    principal: meant ?? userId(principal),
    role: roleId(asText(definition?.["templateId"]) ?? written),
    tenantWide: definition?.["isBuiltIn"] !== false && isTenantWide(item) && isInForce(item, readAt) && !isEligible,
    ...(isEligible ? { isEligible } : {}),
    ...(type === undefined ? {} : { principalType: type }),
  };
}

/** A schedule that makes nobody eligible. @see Microsoft Graph, "unifiedRoleScheduleBase", `status` (v1.0) */
const isOver = ({ status }: JsonObject): boolean =>
  ["canceled", "denied", "failed", "revoked"].includes(asText(status)?.toLowerCase() ?? "");

/**
 * A role goes by its template's id. An assignment to one that is named otherwise, and that no policy names in the same way, may
 * be to any role that a policy names by id: that counts where the policy excludes it, as an assignment to a part of the tenant does.
 */
export function perhapsToNamedRoles(
  assignments: readonly RoleAssignment[],
  policies: readonly Policy[],
): readonly RoleAssignment[] {
  if (assignments.every(({ role }) => isGuid(role))) return assignments;
  const named = new Set(policies.flatMap(({ users }) => [...users.include.roles, ...users.exclude.roles]));
  const byId = [...named].filter(isGuid);
  return assignments.flatMap((one) =>
    isGuid(one.role) || named.has(one.role)
      ? [one]
      : [one, ...byId.map((role) => ({ ...one, role, tenantWide: false }))],
  );
}

const timeOf = (value: unknown): number | undefined => momentOf(asText(value) ?? "");

const SCOPES = ["directoryScopeId", "resourceScope", "directoryScope", "administrativeUnitId", "scope"];

/** An assignment within one app has an app scope in place of a directory scope, so it isn't tenant-wide. */
function isTenantWide(item: JsonObject): boolean {
  const scopes = SCOPES.map((key) => item[key]).filter((scope) => !isAbsent(scope));
  return isEmpty(item["appScopeId"]) && scopes.every((scope) => scope === "/");
}

/** Words for a schedule that has come about. @see Microsoft Graph, "unifiedRoleScheduleBase", `status` (v1.0) */
const CAME_ABOUT: ReadonlySet<string> = new Set(["provisioned", "accepted", "granted", "schedulecreated"]);

/** Nothing ends it, and it began before the file was written. Of one with an end nobody can tell whether it is over by now. */
function isInForce(item: JsonObject, readAt: number | undefined): boolean {
  const schedule = asObject(item["scheduleInfo"]);
  const ends = [item["endDateTime"], asObject(schedule?.["expiration"])?.["endDateTime"], item["expirationDateTime"]];
  const starts = [item["startDateTime"], schedule?.["startDateTime"]].filter((start) => !isEmpty(start));
  const status = asText(item["status"])?.toLowerCase();
  const known = Math.max(...[readAt, timeOf(item["createdDateTime"])].filter((time) => time !== undefined));
  return (
    !isGone(item) &&
    (isEmpty(item["status"]) || CAME_ABOUT.has(status ?? "")) &&
    ends.every(isEmpty) &&
    starts.every((start) => (timeOf(start) ?? Number.POSITIVE_INFINITY) <= known)
  );
}

/** Exports mix eligible assignments with active ones. @see Microsoft Graph, "unifiedRoleEligibilityScheduleInstance" (v1.0) */
function isActive(item: JsonObject): boolean {
  const words = [item["assignmentType"], item["assignmentState"]];
  return (
    odataType(item)?.includes("eligib") !== true &&
    isAbsent(item["roleEligibilityScheduleId"]) &&
    words.every((word) => isAbsent(word) || (typeof word === "string" && ACTIVE.has(word.toLowerCase())))
  );
}

const ACTIVE: ReadonlySet<string> = new Set(["", "active", "activated", "assigned"]);

/** A listed user is one. Else the principal and the assignment's word for it tell, unless they contradict each other. */
function typeOf({ principal, principalType }: JsonObject, id: UserId | undefined, people: People) {
  if (id !== undefined && people.has(id)) return "user";
  const words = [odataType(asObject(principal) ?? {}), asText(principalType)?.toLowerCase()];
  const [said, ...others] = new Set(words.filter((word) => word !== undefined));
  const type = others.length === 0 ? PRINCIPAL_TYPES.find((one) => one === said) : undefined;
  return type === "user" && id === undefined ? undefined : type;
}

const PRINCIPAL_TYPES: readonly PrincipalType[] = ["user", "group", "serviceprincipal"];
