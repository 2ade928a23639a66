import type { UserId } from "../law/model/ids";
import { OUTSIDER_TYPES, type OutsiderType, PERSON_CLASSES, type PersonClass } from "../law/model/sign-in";
import type { Tenant } from "../law/model/tenant";
import type { PrincipalClass } from "./people/principal-class";
import type { Principals } from "./people/principals";
import type { Uncovered } from "./verdict";

/** Everybody in these principal classes of one tenant, as a verdict tells them: by name where the users are known. */
export function whoIsIn(
  classes: readonly PrincipalClass[],
  principals: Principals,
  { users }: Pick<Tenant, "users">,
): Uncovered {
  const types = new Set<string>();
  for (const { members } of classes) for (const { identities } of members) types.add(identities[0]?.type ?? "");
  return {
    users: users === undefined ? [] : principals.peopleIn(classes, 0).map(({ id }): UserId => id),
    classes: users === undefined ? PERSON_CLASSES.filter((type): type is PersonClass => types.has(type)) : [],
    outsiders: OUTSIDER_TYPES.filter((type): type is OutsiderType => types.has(type)),
  };
}
