import { asObject, asText, isAbsent, isEmpty, type JsonObject, odataType } from "../../law/json/json-object";
import { misshapen } from "../../law/json/not-understood";
import { roleId, userId } from "../../law/model/ids";
import type { Policy } from "../../law/model/policy";
import type { RoleAssignment } from "../../law/model/tenant";
import { isGuid } from "../../text/guid";
import type { ShapeError } from "./collection";

/** The role assignments of a directory, of the whole tenant and of parts of it; exports mix eligible ones with the active. */
export function readRoleAssignments(
  items: readonly unknown[],
  path: string,
  errors: ShapeError[],
): readonly RoleAssignment[] {
  return items.flatMap((item, index) => assignmentIn(item, `${path}[${index}]`, errors) ?? []);
}

/** Who may make a role active, of the whole tenant and of parts of it: as assignments that aren't active. */
export function readEligibilities(
  items: readonly unknown[],
  path: string,
  errors: ShapeError[],
): readonly RoleAssignment[] {
  return items.flatMap((item, index) => {
    const read = assignmentIn(item, `${path}[${index}]`, errors);
    return read === undefined || isOver(asObject(item)) ? [] : { ...read, tenantWide: false, isEligible: true };
  });
}

function assignmentIn(value: unknown, at: string, errors: ShapeError[]): RoleAssignment | undefined {
  const item = asObject(value);
  if (item === undefined) errors.push({ path: at, problem: misshapen(value, "a role assignment") });
  const principal = item && textOf(item, "principalId", at, errors);
  const role = item && textOf(item, "roleDefinitionId", at, errors);
  if (item === undefined || principal === undefined || role === undefined) return undefined;
  const isEligible = !isActive(item);
  return {
    principal: userId(principal),
    role: roleId(role),
    tenantWide: isTenantWide(item) && !isEligible,
    ...(isEligible ? { isEligible } : {}),
    ...(isTo("group", item) ? { isToGroup: true } : {}),
    ...(isTo("serviceprincipal", item) ? { isToServicePrincipal: true } : {}),
  };
}

/**
 * A role is told by its template's id. An assignment to one that is told otherwise, and that no policy tells in the same way, may
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

function textOf(item: JsonObject, key: string, path: string, errors: ShapeError[]): string | undefined {
  const text = asText(item[key]);
  if (text === undefined) errors.push({ path: `${path}.${key}`, problem: misshapen(item[key], "an object id") });
  return text;
}

/** An assignment within one app has an app scope in place of a directory scope, so it isn't tenant-wide. */
const isTenantWide = ({ directoryScopeId, appScopeId }: JsonObject): boolean =>
  isAbsent(directoryScopeId) ? isEmpty(appScopeId) : directoryScopeId === "/";

/**
 * An assignment that is only eligible isn't active until somebody activates it. Graph lists the two apart, and exports mix
 * them: by the type, by the schedule, or by a word.
 * @see Microsoft Graph, "unifiedRoleEligibilityScheduleInstance" and "unifiedRoleAssignmentScheduleInstance" (v1.0)
 */
function isActive(item: JsonObject): boolean {
  const words = [item["assignmentType"], item["assignmentState"]];
  return (
    odataType(item)?.includes("eligib") !== true &&
    isAbsent(item["roleEligibilityScheduleId"]) &&
    words.every((word) => isAbsent(word) || (typeof word === "string" && ACTIVE.has(word.toLowerCase())))
  );
}

const ACTIVE: ReadonlySet<string> = new Set(["", "active", "activated", "assigned"]);

/** By the principal, where it is expanded, or by the assignment's own word for it. */
function isTo(type: "group" | "serviceprincipal", { principal, principalType }: JsonObject): boolean {
  const expanded = asObject(principal);
  return (
    (expanded !== undefined && odataType(expanded) === type) ||
    (typeof principalType === "string" && principalType.toLowerCase() === type)
  );
}

/**
 * A schedule that was withdrawn or never came about makes nobody eligible.
 * @see Microsoft Graph, "unifiedRoleScheduleBase", `status` (v1.0)
 */
const OVER: ReadonlySet<string> = new Set(["canceled", "denied", "failed", "revoked"]);

const isOver = (schedule: JsonObject | undefined): boolean =>
  OVER.has(asText(schedule?.["status"])?.toLowerCase() ?? "");
