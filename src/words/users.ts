import type { Explanation } from "../law/conditions/condition";
import type { UserAssignment } from "../law/model/policy";
import { exclusionsOf, namesIdentityType } from "../law/users";
import { present } from "../text/present";
import { counted, listing, named, shortened } from "../text/sentence";
import type { EvaluatedPolicy } from "./evaluated-policy";
import { type DirectoryNames, describePrincipal, describeRole } from "./principal";

/** By which line a policy leaves somebody out, or whom it is about instead. */
export function explainUsers(evaluated: EvaluatedPolicy): Explanation {
  const who = describePrincipal(evaluated.signIn.principal, evaluated.names);
  const lines = excludingLines(evaluated);
  if (lines.length > 0) return { why: `leaves out ${who} by ${listing(lines, "and")}`, fix: fixOf(lines, evaluated) };
  const covered = coverage(evaluated.policy.users.include, evaluated.names);
  return { why: `isn't about ${who}: it covers ${covered}`, fix: "include all users" };
}

/** The register takes users and groups; a role, or a type of guests, can't be declared in it. */
function fixOf(
  lines: readonly string[],
  { policy: { users }, signIn: { principal }, context, isFirm }: EvaluatedPolicy,
): string {
  const out = lines.length === 1 ? "take that exclusion out" : "take these exclusions out";
  if (lines.some((line) => line.endsWith("isn't known)"))) return `${out}, or write into the tenant file who is in it`;
  const sorts = exclusionsOf(users, principal, context.membership).filter(
    (sort) => !(isFirm && (sort === "group not known" || sort === "role not known")),
  );
  return sorts.every((sort) => sort === "id" || sort === "group")
    ? `${out}, or declare ${lines.length === 1 ? "it" : "them"} in the register, approved and reviewed`
    : out;
}

const NOT_KNOWN = " (who is in it isn't known)";

function excludingLines({
  policy: { users },
  signIn: { principal },
  context,
  names,
  isFirm,
}: EvaluatedPolicy): readonly string[] {
  const { exclude } = users;
  const { membership } = context;
  const person = principal.kind === "person" ? principal.id : undefined;
  const groups = principal.kind === "outsider" ? [] : [...exclude.groups];
  const roles = principal.kind === "outsider" ? [] : [...exclude.roles];
  const listed = [
    ...groups
      .filter((id) => membership.isInGroup(id, isFirm ? "include" : "exclude", person))
      .map((id) => {
        const name = `the group ${named(names.tenant.groups?.get(id)?.displayName ?? id)}`;
        return membership.isInGroup(id, "include", person) ? name : `${name}${NOT_KNOWN}`;
      }),
    ...roles
      .filter((id) =>
        isFirm
          ? person !== undefined && membership.ofRole(id, "exclude").people.has(person)
          : membership.hasRole(id, "exclude", person),
      )
      .map((id) => {
        if (person === undefined || !membership.ofRole(id, "exclude").people.has(person))
          return `${describeRole(id)}${NOT_KNOWN}`;
        const isActive = membership.ofRole(id, "include").people.has(person);
        return isActive ? describeRole(id) : `${describeRole(id)} (in a part of the tenant, or once made active)`;
      }),
  ];
  return present([
    exclude.everyone && "excluding everybody",
    person !== undefined && exclude.users.has(person) && "their id",
    ...listed.filter((line) => !line.endsWith(NOT_KNOWN)),
    ...inBrief(listed),
    namesIdentityType({ ...exclude, notUnderstood: [] }, "exclude", principal.identity) !== "no" &&
      "the guests it excludes",
  ]);
}

/** Two that aren't known are named; more are counted, for a section of their own names them. */
function inBrief(lines: readonly string[]): readonly string[] {
  const notKnown = lines.filter((line) => line.endsWith(NOT_KNOWN));
  if (notKnown.length < 3) return notKnown;
  const groups = notKnown.filter((line) => line.startsWith("the group ")).length;
  const roles = notKnown.length - groups;
  const counts = present([groups > 0 && counted(groups, "group"), roles > 0 && counted(roles, "role")]);
  return [`${listing(counts, "and")}${NOT_KNOWN.replace("in it", "in them")}`];
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
