import type { UserId } from "../../law/model/ids";
import { PERSON_CLASSES } from "../../law/model/sign-in";
import type { Tenant } from "../../law/model/tenant";
import { IdentityNamings } from "../people/identity-naming";
import { homesToldApart, identityTypesOfClass } from "../people/identity-types";
import type { JudgedPerson } from "./ways-named";

/**
 * The person with one of each identity types that they may have and that some policy tells apart. Where the tenant's users
 * aren't known, it may be any.
 */
export function judgedPerson(tenant: Tenant, id: UserId): JudgedPerson {
  const policies = tenant.policies.map((policy) => ({ policy, tenantIndex: 0 }));
  const classes = tenant.users === undefined ? PERSON_CLASSES : tenant.users.find((user) => user.id === id)?.classes;
  const homes = homesToldApart(tenant.policies);
  const all = (classes ?? []).flatMap((type) => identityTypesOfClass(type, homes));
  const distinct = [...new IdentityNamings(policies).distinct(all, 1)];
  return { id, identities: distinct.flatMap(({ identities: [identity] }) => identity ?? []) };
}
