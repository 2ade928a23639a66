import type { Explanation } from "../../conditions/condition";
import type { UserAssignment } from "../../model/policy";
import { counted, listing, named, shortened } from "../../text/sentence";
import { namesIdentityType } from "../../verifier/law/users";
import { type DirectoryNames, describePrincipal, describeRole } from "../principal";
import type { EvaluatedPolicy } from "./evaluated-policy";

/** By which line a policy leaves somebody out, or whom it is about instead. */
export function explainUsers(evaluated: EvaluatedPolicy): Explanation {
  const who = describePrincipal(evaluated.signIn.principal, evaluated.names);
  const lines = excludingLines(evaluated);
  return lines.length > 0
    ? {
        why: `leaves out ${who} by ${listing(lines, "and")}`,
        fix: lines.some((line) => line.endsWith(NOT_KNOWN))
          ? "take that exclusion out, or write into the tenant file who is in it"
          : "take that exclusion out, or declare it in the register, approved and reviewed",
      }
    : {
        why: `isn't about ${who}: it covers ${coverage(evaluated.policy.users.include, evaluated.names)}`,
        fix: "include all users",
      };
}

const NOT_KNOWN = " (whom it holds isn't known)";

function excludingLines({
  policy: { users },
  signIn: { principal },
  context,
  names,
}: EvaluatedPolicy): readonly string[] {
  const { exclude } = users;
  const { membership } = context;
  const person = principal.kind === "person" ? principal.id : undefined;
  const groups = principal.kind === "outsider" ? [] : [...exclude.groups];
  const roles = principal.kind === "outsider" ? [] : [...exclude.roles];
  return [
    ...(exclude.everyone ? ["excluding everybody"] : []),
    ...(person !== undefined && exclude.users.has(person) ? ["their id"] : []),
    ...groups
      .filter((id) => membership.isInGroup(id, "exclude", person))
      .map((id) => {
        const name = `the group ${named(names.tenant.groups?.get(id)?.displayName ?? id)}`;
        return membership.isInGroup(id, "include", person) ? name : `${name}${NOT_KNOWN}`;
      }),
    ...roles
      .filter((id) => membership.hasRole(id, "exclude", person))
      .map((id) =>
        person !== undefined && membership.ofRole(id, "exclude").people.has(person)
          ? describeRole(id)
          : `${describeRole(id)}${NOT_KNOWN}`,
      ),
    ...(namesIdentityType({ ...exclude, notUnderstood: [] }, "exclude", principal.identity) === "no"
      ? []
      : ["the guests it excludes"]),
  ];
}

function coverage({ users, groups, roles, guests, everyGuest }: UserAssignment, names: DirectoryNames): string {
  const parts = [
    ...some([...users], "user", (id) => shortened(names.userOf(id)?.displayName ?? id)),
    ...some([...groups], "group", (id) => `the group ${named(names.tenant.groups?.get(id)?.displayName ?? id)}`),
    ...some([...roles], "role", describeRole),
    ...(everyGuest || guests !== undefined ? ["guests"] : []),
  ];
  return parts.length === 0 ? "nobody" : `only ${listing(parts, "and")}`;
}

const MOST_NAMES = 3;

const some = <Id>(ids: readonly Id[], noun: string, nameOf: (id: Id) => string): readonly string[] =>
  ids.length > MOST_NAMES ? [counted(ids.length, noun)] : ids.map(nameOf);
