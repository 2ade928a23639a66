import type { Policy } from "../model/policy";
import type { Principal } from "../model/sign-in";
import { namesIdentityType, namesPerson } from "./law/users";
import type { Membership } from "./principals/membership";

/** The sorts of lines by which a policy leaves somebody out: what has to be changed, and what the register can say, hangs on them. */
export type ExclusionSort = "everybody" | "id" | "group" | "unknown group" | "role" | "unknown role" | "guests";

/** By which sorts of lines a policy leaves out somebody whom it includes; none of somebody whom it doesn't. */
export function exclusionsOf(
  { include, exclude }: Policy["users"],
  principal: Principal,
  known: Membership,
): readonly ExclusionSort[] {
  const person = principal.kind === "person" ? principal.id : undefined;
  const inDirectory = principal.kind !== "outsider";
  const isIncluded =
    include.everyone ||
    (inDirectory && namesPerson(include, "include", person, known)) ||
    namesIdentityType(include, "include", principal.identity) !== "no";
  if (!isIncluded) return [];
  const groups = inDirectory ? [...exclude.groups] : [];
  const roles = inDirectory ? [...exclude.roles] : [];
  const holds = (group: (typeof groups)[number]): boolean => known.isInGroup(group, "include", person);
  const certainlyHas = (role: (typeof roles)[number]): boolean =>
    person !== undefined && known.ofRole(role, "exclude").people.has(person);
  const sorts: Record<ExclusionSort, boolean> = {
    everybody: exclude.everyone,
    id: person !== undefined && exclude.users.has(person),
    group: groups.some(holds),
    "unknown group": groups.some((group) => !holds(group) && known.isInGroup(group, "exclude", person)),
    role: roles.some(certainlyHas),
    "unknown role": roles.some((role) => !certainlyHas(role) && known.hasRole(role, "exclude", person)),
    guests: namesIdentityType({ ...exclude, notUnderstood: [] }, "exclude", principal.identity) !== "no",
  };
  return (Object.keys(sorts) as ExclusionSort[]).filter((sort) => sorts[sort]);
}
