import type { JsonObject } from "../../law/json/json-object";
import type { RoleId } from "../../law/model/ids";
import type { Tenant } from "../../law/model/tenant";
import { People } from "./people";

/** What a policy's text is read against. */
export interface ReadingContext {
  /** Stands in for an id that is missing or no text, e.g. `policies[3]`. */
  readonly name: string;
  /** The directory's people: what isn't a GUID counts only if one of them is meant by it. */
  readonly users?: People | undefined;
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
  users: new People(users && new Map(users.map((user) => [user.id, user]))),
  roles: roleAssignments && new Set(roleAssignments.map(({ role }) => role)),
});
