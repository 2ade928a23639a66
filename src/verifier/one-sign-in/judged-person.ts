import type { UserId } from "../../law/model/ids";
import {
  type GuestType,
  type IdentityType,
  OUTSIDER_TYPES,
  PERSON_CLASSES,
  type Principal,
} from "../../law/model/sign-in";
import type { Tenant } from "../../law/model/tenant";
import { identityTypesOf, namedHomeTenants } from "../people/identity-types";

/**
 * The person of that id, once for each identity type that they may have and that policies distinguish. If the tenant's users aren't
 * known, they may be of any class. None if the tenant doesn't have them.
 */
export function judgedPerson(tenant: Tenant, id: UserId): readonly Principal[] {
  const classes = tenant.users === undefined ? PERSON_CLASSES : tenant.users.find((user) => user.id === id)?.classes;
  return identitiesOf(classes ?? [], tenant).map((identity) => ({ kind: "person", id, identity }));
}

/** Anybody of that type, once for each home tenant that policies distinguish. No policy and no list of the tenant names them. */
export function judgedOfType(tenant: Tenant, type: "member" | GuestType): readonly Principal[] {
  const kind = OUTSIDER_TYPES.some((one) => one === type) ? "outsider" : "unnamed";
  return identitiesOf([type], tenant).map((identity) => ({ kind, identity }));
}

const identitiesOf = (types: readonly IdentityType["type"][], { policies }: Tenant): readonly IdentityType[] =>
  types.flatMap((type) => identityTypesOf(type, namedHomeTenants(policies)));
