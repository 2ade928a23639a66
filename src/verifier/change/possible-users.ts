import type { RoleId } from "../../law/model/ids";
import { NO_USERS, type Policy, type UserAssignment } from "../../law/model/policy";
import type { NotUnderstood } from "../../law/model/truth";
import { contentNumber, type LeftOpen, type Option } from "./left-open";
import { partialRoleKey } from "./partial-roles";

/** Whom the policy may turn out to include. @param whom as in the tenant itself */
export function includedIn(policy: Policy, { include }: Policy["users"], leftOpen: LeftOpen): readonly Option[] {
  if (include.everyone) return [{}];
  const { members, partialRoles } = leftOpen;
  const unknown = members.of(include);
  return [
    {},
    ...partialRoles.among(include.roles).map((role) => ({
      users: { include: partialRoles.withHolders(NO_USERS, [role]) },
      all: [[inPart(role, leftOpen)]],
    })),
    ...newsOf(include, "include", policy, leftOpen).map((news) => ({ include: "generous" as const, all: [[news]] })),
    ...(unknown.length === 0 ? [] : [{ isAnybody: true, all: [unknown] }]),
  ];
}

/** Whom it may turn out to exclude; none where it excludes everybody. @param whom as in the tenant itself */
export function excludedIn(policy: Policy, { exclude }: Policy["users"], leftOpen: LeftOpen): readonly Option[] {
  if (exclude.everyone) return [];
  const unknown = leftOpen.members.of(exclude);
  const news = newsOf(exclude, "exclude", policy, leftOpen);
  return excludingHolders(policy, exclude, leftOpen).flatMap(({ none = [], ...option }): readonly Option[] => [
    { ...option, none: [...none, ...unknown] },
    ...news.map((number) => ({ ...option, exclude: "generous" as const, none: [...none, ...unknown, number] })),
  ]);
}

/** Whoever holds a role in part is left out; or isn't, where they are supposed not to hold what they hold so. */
function excludingHolders(policy: Policy, exclude: UserAssignment, leftOpen: LeftOpen): readonly Option[] {
  const { partialRoles } = leftOpen;
  const roles = partialRoles.among(exclude.roles);
  if (roles.length === 0) return [{}];
  return partialRoles.setsOf(roles).map((held) => {
    const others = roles.filter((role) => !held.includes(role));
    return {
      none: held.map((role) => inPart(role, leftOpen)),
      users: { exclude: partialRoles.withHolders(policy.users.exclude, others) },
    };
  });
}

const inPart = (role: RoleId, { number }: LeftOpen): number =>
  number(partialRoleKey(role), { kind: "role", id: role, inPart: true });

/** The number of what isn't understood in an assignment, if there is any. */
function newsOf(
  assignment: UserAssignment,
  clause: "include" | "exclude",
  policy: Policy,
  leftOpen: LeftOpen,
): readonly number[] {
  if (notesOf(assignment).length === 0) return [];
  const field = `conditions.users.${clause}GuestsOrExternalUsers`;
  const guests = assignment.guests === undefined ? [] : [{ field, why: "" }];
  return [contentNumber([...assignment.notUnderstood, ...guests], policy, leftOpen)];
}

const notesOf = ({ guests, notUnderstood }: UserAssignment): readonly NotUnderstood[] => [
  ...notUnderstood,
  ...(guests === undefined ? [] : guests.notUnderstood),
  ...(guests?.homes.kind === "notUnderstood" ? [guests.homes] : []),
];
