import type { UserId } from "../../model/ids";
import type { Tenant, User } from "../../model/tenant";

/** Names of the people in a tenant's directory. */
export interface DirectoryNames {
  readonly tenant: Tenant;
  userOf(id: UserId): User | undefined;
}

/** The names of a tenant, indexed when the first one is asked for: most verdicts name nobody. */
export function directoryNames(tenant: Tenant): DirectoryNames {
  let index: ReadonlyMap<UserId, User> | undefined;
  return {
    tenant,
    userOf: (id) => {
      index ??= new Map((tenant.users ?? []).map((user) => [user.id, user]));
      return index.get(id);
    },
  };
}
