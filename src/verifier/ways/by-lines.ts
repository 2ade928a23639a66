import type { Membership } from "../../law/membership/membership";
import { NO_USERS, type Policy } from "../../law/model/policy";
import type { Principal } from "../../law/model/sign-in";
import { meetsUsers, namesAnybody, namesAsGuest } from "../../law/users";
import type { Questions } from "../questions/questions";
import type { Bypass } from "../verdict";
import type { wayOf } from "./way";
import type { Witness } from "./witness";

/** The most people times policies for which ways in are split by lines. */
const MOST_LINES = 200_000;

/** Splits a way in by the sorts of lines that exclude its people, since a fix for one sort needn't close the others. */
export function byLines(
  { way, sharing }: ReturnType<typeof wayOf>,
  questions: Questions,
  witness: Witness,
): readonly Bypass[] {
  const { tenant, membership } = witness.context;
  const leavingOut = tenant.policies.filter(
    (policy, at) => way.because[at]?.reason === "users" && namesAnybody(policy.users.exclude),
  );
  const { people } = questions.principals;
  if (way.people.length * leavingOut.length > MOST_LINES || leavingOut.length === 0) return [way];
  const groups = new Map<string, Principal[]>();
  for (const principal of [...questions.principals.peopleIn(sharing, 0), ...way.others]) {
    const key = leavingOut.map(({ users }) => exclusionSorts(users, principal, membership)).join("|");
    groups.set(key, [...(groups.get(key) ?? []), principal]);
  }
  if (groups.size === 1) return [way];
  return [...groups.values()].map((group) => {
    const ids = group.flatMap((one) => (one.kind === "person" ? [one.id] : []));
    const [first = way.signIn.principal] = group;
    const own = way.signIn.principal;
    const isOwn = own.kind === "person" ? ids.includes(own.id) : group.includes(own);
    return {
      ...way,
      signIn: { ...way.signIn, principal: isOwn ? own : first },
      people: ids,
      others: group.filter(({ kind }) => kind !== "person"),
      peopleOutside: people.length - ids.length,
    };
  });
}

/** The sorts of lines by which a policy excludes somebody that it includes. Empty if it doesn't include them. */
function exclusionSorts(
  { include, exclude }: Policy["users"],
  principal: Principal,
  known: Membership,
): readonly string[] {
  if (meetsUsers({ include, exclude: NO_USERS }, principal, known) === "no") return [];
  const person = principal.kind === "person" ? principal.id : undefined;
  const sorts = new Set<string>();
  if (exclude.everyone) sorts.add("everybody");
  if (person !== undefined && exclude.users.has(person)) sorts.add("id");
  if (principal.kind !== "outsider") {
    for (const group of exclude.groups)
      if (known.isInGroup(group, "include", person)) sorts.add("group");
      else if (known.isInGroup(group, "exclude", person)) sorts.add("group not known");
    for (const role of exclude.roles)
      if (person !== undefined && known.ofRole(role, "exclude").people.has(person)) sorts.add("role");
      else if (known.hasRole(role, "exclude", person)) sorts.add("role not known");
  }
  if (namesAsGuest(exclude, "exclude", principal.identity) !== "no") sorts.add("guests");
  return [...sorts].sort();
}
