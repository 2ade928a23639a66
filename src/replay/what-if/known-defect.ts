import { applies, type EvaluationContext } from "../../law/evaluate";
import type { Policy, UserAssignment } from "../../law/model/policy";
import type { SignIn } from "../../law/model/sign-in";

/**
 * Whether the answer is what it would be without groups, without roles, or without excluded groups.
 * @see maester365/maester issues 152 (excluded groups were ignored, 2024) and 508 (dynamic groups and roles aren't found, 2024, open)
 */
export const isKnownDefect = (policy: Policy, their: boolean, signIn: SignIn, context: EvaluationContext): boolean =>
  withoutHolders(policy).some((blind) => (applies(blind, signIn, context).truth === "yes") === their);

/** Whether a policy names the same groups and roles in the file and in the answer: where not, the answer has its reason. */
export function sameHolders({ users: one }: Policy, { users: other }: Policy): boolean {
  if ([other.include, other.exclude].some(({ notUnderstood }) => notUnderstood.length > 0)) return true;
  return (["include", "exclude"] as const).every(
    (side) => isSame(one[side].groups, other[side].groups) && isSame(one[side].roles, other[side].roles),
  );
}

const isSame = <Id>(one: ReadonlySet<Id>, other: ReadonlySet<Id>): boolean =>
  one.size === other.size && [...one].every((id) => other.has(id));

function withoutHolders(policy: Policy): readonly Policy[] {
  const { include, exclude } = policy.users;
  const hasNone = [include, exclude].every(({ groups, roles }) => groups.size + roles.size === 0);
  if (hasNone) return [];
  const without = (side: UserAssignment, groups: boolean, roles: boolean): UserAssignment => ({
    ...side,
    groups: groups ? new Set<never>() : side.groups,
    roles: roles ? new Set<never>() : side.roles,
  });
  const blind = (groups: boolean, roles: boolean): Policy => ({
    ...policy,
    users: { include: without(include, groups, roles), exclude: without(exclude, groups, roles) },
  });
  const excludedGroups = { ...policy, users: { include, exclude: without(exclude, true, false) } };
  return [excludedGroups, blind(true, false), blind(false, true), blind(true, true)];
}
