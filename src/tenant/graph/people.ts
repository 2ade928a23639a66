import type { JsonObject } from "../../law/json/json-object";
import { type RoleId, type UserId, userId } from "../../law/model/ids";
import type { Tenant, User } from "../../law/model/tenant";
import { isGuid } from "../../text/guid";

/** Who is meant by what is written in place of a user: an object id, a user principal name, an address that ends in either. */
export class People {
  readonly #users: ReadonlyMap<UserId, User> | undefined;
  #byName: ReadonlyMap<string, UserId | undefined> | undefined;

  /** @param users of the directory; `undefined` where nobody knows them */
  constructor(users: ReadonlyMap<UserId, User> | undefined) {
    this.#users = users;
  }

  get areKnown(): boolean {
    return this.#users !== undefined;
  }

  has(id: string): boolean {
    return this.#users?.has(id as UserId) === true;
  }

  /** The user's id; `undefined` where nobody can tell. A display name is nobody's alone. */
  meant(text: string): UserId | undefined {
    const id = userId(text);
    if (isGuid(id) || this.has(id)) return id;
    this.#byName ??= byName(this.#users?.values() ?? []);
    // An address has `#EXT#` as `%23EXT%23`.
    const name = text.slice(text.lastIndexOf("/") + 1).replace(/%23/g, "#");
    return this.#byName.get(name.replace(/%40/g, "@").toLowerCase());
  }
}

/** Ids by user principal name; `undefined` where two have the same. */
function byName(users: Iterable<User>): ReadonlyMap<string, UserId | undefined> {
  const ids = new Map<string, UserId | undefined>();
  for (const { id, userPrincipalName } of users) {
    const name = userPrincipalName?.toLowerCase();
    if (name !== undefined) ids.set(name, ids.has(name) ? undefined : id);
  }
  return ids;
}

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
