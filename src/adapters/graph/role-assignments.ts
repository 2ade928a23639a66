import { roleId, userId } from "../../model/ids";
import type { RoleAssignment } from "../../model/tenant";
import { misshapen } from "./complaints";
import { asObject, asText, isAbsent, isEmpty, type JsonObject } from "./json";
import type { ShapeError } from "./shape-error";

/** Active role assignments of a directory. */
export function readRoleAssignments(
  items: readonly unknown[],
  path: string,
  errors: ShapeError[],
): readonly RoleAssignment[] {
  const assignments: RoleAssignment[] = [];
  for (const [index, value] of items.entries()) {
    const item = asObject(value);
    const at = `${path}[${index}]`;
    if (item === undefined) errors.push({ path: at, problem: misshapen(value, "a role assignment") });
    const principal = item && textOf(item, "principalId", at, errors);
    const role = item && textOf(item, "roleDefinitionId", at, errors);
    if (item === undefined || principal === undefined || role === undefined) continue;
    assignments.push({ principal: userId(principal), role: roleId(role), tenantWide: isTenantWide(item) });
  }
  return assignments;
}

function textOf(item: JsonObject, key: string, path: string, errors: ShapeError[]): string | undefined {
  const text = asText(item[key]);
  if (text === undefined) errors.push({ path: `${path}.${key}`, problem: misshapen(item[key], "an object id") });
  return text;
}

/** An assignment to an app has no directory scope and is no tenant-wide one either. */
const isTenantWide = ({ directoryScopeId, appScopeId }: JsonObject): boolean =>
  isAbsent(directoryScopeId) ? isEmpty(appScopeId) : directoryScopeId === "/";
