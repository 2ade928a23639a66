import type { JsonObject } from "../../law/json/json-object";
import type { RoleId, UserId } from "../../law/model/ids";
import type { Tenant } from "../../law/model/tenant";

/** What a policy's text is read against. */
export interface ReadingContext {
  /** Stands in for an id that is missing or no text, e.g. `policies[3]`. */
  readonly name: string;
  /** The directory's users where they are known: ids that aren't GUIDs count only if one of them has it. */
  readonly users?: { has(id: UserId): boolean; named?(text: string): UserId | undefined } | undefined;
  /** Roles that somebody is assigned to, where the assignments are known: a role that isn't a GUID counts only if it is one of these. */
  readonly roles?: { has(id: RoleId): boolean } | undefined;
  /** Authentication strengths as Graph lists them, by id in lower case. */
  readonly strengths?: ReadonlyMap<string, JsonObject> | undefined;
}

/** What a directory tells about the ids that a policy names. */
export const idsKnownIn = ({
  users,
  roleAssignments,
}: Pick<Tenant, "users" | "roleAssignments">): Pick<ReadingContext, "users" | "roles"> => ({
  users: users && new Set(users.map(({ id }) => id)),
  roles: roleAssignments && new Set(roleAssignments.map(({ role }) => role)),
});
