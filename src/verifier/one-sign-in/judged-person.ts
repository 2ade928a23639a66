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

/** Somebody who signs in, with every identity type that they may have and that policies distinguish. */
export type JudgedPerson = (
  | { readonly kind: "person"; readonly id: UserId }
  /** Somebody of the directory that no list names, or an outsider. */
  | { readonly kind: "unnamed" | "outsider"; readonly id?: undefined }
) & { readonly identities: readonly IdentityType[] };

/** The person of that id. If the tenant's users aren't known, they may be of any class. */
export function judgedPerson(tenant: Tenant, id: UserId): JudgedPerson {
  const classes = tenant.users === undefined ? PERSON_CLASSES : tenant.users.find((user) => user.id === id)?.classes;
  return { kind: "person", id, identities: identitiesOf(classes ?? [], tenant) };
}

/** Anybody of that type. No policy and no list of the tenant names them. */
export const judgedOfType = (tenant: Tenant, type: "member" | GuestType): JudgedPerson => ({
  kind: OUTSIDER_TYPES.some((one) => one === type) ? "outsider" : "unnamed",
  identities: identitiesOf([type], tenant),
});

/** The person as a principal of one of their identity types. */
export const principalOf = (person: JudgedPerson, identity: IdentityType): Principal =>
  person.kind === "person" ? { kind: "person", id: person.id, identity } : { kind: person.kind, identity };

const identitiesOf = (types: readonly IdentityType["type"][], { policies }: Tenant): readonly IdentityType[] =>
  types.flatMap((type) => identityTypesOf(type, namedHomeTenants(policies)));
