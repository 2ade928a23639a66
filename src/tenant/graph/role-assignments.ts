import { asObject, asText, isAbsent, isEmpty, type JsonObject, odataType } from "../../law/json/json-object";
import { type RoleId, roleId, type UserId, userId } from "../../law/model/ids";
import type { Policy } from "../../law/model/policy";
import type { PrincipalType, RoleAssignment } from "../../law/model/tenant";
import { isGuid } from "../../text/guid";
import { momentOf } from "../../text/moment";
import { isGone, type ShapeError, shapeError } from "./collection";
import type { NamesOfPeople } from "./directory-users";

/** What role assignments are read against. */
export interface RoleReading {
  readonly people: NamesOfPeople;
  readonly roles: RoleNames;
  /** When the file was written, in milliseconds since 1970, where it says that. */
  readonly readAt: number | undefined;
}

/** The role assignments of a directory, of the whole tenant and of parts of it; exports mix eligible ones with the active. */
export function readRoleAssignments(
  items: readonly unknown[],
  path: string,
  errors: ShapeError[],
  reading: RoleReading,
): readonly RoleAssignment[] {
  return items.flatMap((item, index) => assignmentIn(item, `${path}[${index}]`, errors, reading) ?? []);
}

/** Who may make a role active, of the whole tenant and of parts of it: as assignments that aren't active. */
export function readEligibilities(
  items: readonly unknown[],
  path: string,
  errors: ShapeError[],
  reading: RoleReading,
): readonly RoleAssignment[] {
  return items.flatMap((item, index) => {
    const read = assignmentIn(item, `${path}[${index}]`, errors, reading);
    const isOver = OVER.has(asText(asObject(item)?.["status"])?.toLowerCase() ?? "");
    return read === undefined || isOver ? [] : { ...read, tenantWide: false, isEligible: true };
  });
}

/**
 * A schedule that was withdrawn or never came about makes nobody eligible.
 * @see Microsoft Graph, "unifiedRoleScheduleBase", `status` (v1.0)
 */
const OVER: ReadonlySet<string> = new Set(["canceled", "denied", "failed", "revoked"]);

function assignmentIn(
  value: unknown,
  at: string,
  errors: ShapeError[],
  { people, roles, readAt }: RoleReading,
): RoleAssignment | undefined {
  const item = asObject(value);
  if (item === undefined) errors.push(shapeError(at, value, "a role assignment"));
  const principal = item && textOf(item, "principalId", at, errors);
  const written = item && textOf(item, "roleDefinitionId", at, errors);
  if (item === undefined || principal === undefined || written === undefined) return undefined;
  const isEligible = !isActive(item);
  const { role, isBuiltIn } = roles.roleOf(written, asObject(item["roleDefinition"]));
  const named =
    isGuid(userId(principal)) || people.has(userId(principal)) ? userId(principal) : people.named(principal);
  const type = typeOf(item, named, people);
  return {
    principal: named ?? userId(principal),
    role,
    tenantWide: isBuiltIn && isTenantWide(item) && isInForce(item, readAt) && !isEligible,
    ...(isEligible ? { isEligible } : {}),
    ...(type === undefined ? {} : { principalType: type }),
  };
}

/** Roles by the ids of their definitions: a policy tells them by the ids of their templates. */
export class RoleNames {
  readonly #definitions: ReadonlyMap<string, JsonObject>;

  /** @param definitions of the file; a built-in role's definition has its template's id */
  constructor(definitions: readonly unknown[]) {
    this.#definitions = new Map(
      definitions.flatMap((value) => {
        const definition = asObject(value);
        const id = asText(definition?.["id"]);
        return definition === undefined || id === undefined ? [] : [[roleId(id), definition] as const];
      }),
    );
  }

  /** The role of an assignment. Conditional Access knows no roles but the built-in ones: one that isn't credits nobody. */
  roleOf(written: string, expanded: JsonObject | undefined): { readonly role: RoleId; readonly isBuiltIn: boolean } {
    const definition = expanded ?? this.#definitions.get(roleId(written));
    const template = asText(definition?.["templateId"]);
    return { role: roleId(template ?? written), isBuiltIn: definition?.["isBuiltIn"] !== false };
  }
}

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

function textOf(item: JsonObject, key: string, path: string, errors: ShapeError[]): string | undefined {
  const text = asText(item[key]);
  if (text === undefined) errors.push(shapeError(`${path}.${key}`, item[key], "an object id"));
  return text;
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

/**
 * Whether an assignment certainly is in force: nothing ends it, and what begins it was before the file was written. Of one that
 * has an end, nobody can tell from the file whether it is over by now.
 */
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

/**
 * A listed user is one, whatever the type says. Else the expanded principal and the assignment's own word for it tell, unless they
 * contradict each other; a user whom nobody can tell by the name may be anybody.
 */
function typeOf({ principal, principalType }: JsonObject, id: UserId | undefined, people: NamesOfPeople) {
  if (id !== undefined && people.has(id)) return "user";
  const words = [odataType(asObject(principal) ?? {}), asText(principalType)?.toLowerCase()];
  const [said, ...others] = new Set(words.filter((word) => word !== undefined));
  const type = others.length === 0 ? PRINCIPAL_TYPES.find((one) => one === said) : undefined;
  return type === "user" && id === undefined ? undefined : type;
}

const PRINCIPAL_TYPES: readonly PrincipalType[] = ["user", "group", "serviceprincipal"];
