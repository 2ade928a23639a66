import { Membership } from "../../law/membership/membership";
import { type GroupId, groupId, type UserId, userId } from "../../law/model/ids";
import type { Policy } from "../../law/model/policy";
import { named } from "../../text/sentence";
import { type EmergencyAccess, emergencyAccess } from "../../verifier/emergency-access";
import { type AuditContext, groupSubject } from "../context";
import { type Doubt, missingPolicies, partOf, readWith, roleFor, wholeOf } from "../not-known";
import { namesOf } from "../policies-in-words";

/** The accounts that the register declares as break-glass, by entries that are in force. */
export interface DeclaredBreakGlass {
  /** By id, or as members of a group that is declared: those on its list, or else everybody who is known to be in it. */
  readonly accounts: readonly UserId[];
  /** Groups of which it isn't known who is in them. */
  readonly doubts: readonly Doubt[];
  /** Whether a policy includes break-glass accounts and nobody else. */
  readonly isForThemAlone: (policy: Policy) => boolean;
}

export function declaredBreakGlass({ register, tenant }: AuditContext): DeclaredBreakGlass {
  const membership = new Membership(tenant);
  const declared = (register?.inForce ?? []).flatMap(({ kind, principal }) =>
    kind === "break-glass" ? [principal] : [],
  );
  const wholeGroups = declared.flatMap((one) =>
    one.kind === "group" && one.members === undefined ? [groupId(one.id)] : [],
  );
  const peopleIn = (id: GroupId): readonly UserId[] => Array.from(membership.ofGroup(id).people, userId);
  const byName = declared.flatMap((one) => (one.kind === "user" ? [one.id] : [...(one.members ?? [])]));
  const accounts = new Set([...byName, ...wholeGroups.flatMap(peopleIn)]);
  const areTheirs = (id: GroupId): boolean =>
    wholeGroups.includes(id) ||
    (!membership.groups.mayHoldOthers(id) && peopleIn(id).every((person) => accounts.has(person)));
  return {
    accounts: [...accounts],
    doubts: wholeGroups
      .filter((id) => membership.groups.mayHoldOthers(id))
      .map((id) => ({
        what: `who is in ${named(groupSubject(id, { tenant }).name)}`,
        todo: readWith("GroupMember.Read.All"),
      })),
    isForThemAlone: ({ users: { include } }) =>
      !include.everyone &&
      !include.everyGuest &&
      include.guests === undefined &&
      include.roles.size + include.notUnderstood.length === 0 &&
      [...include.users].every((id) => accounts.has(id)) &&
      [...include.groups].every(areTheirs),
  };
}

/** What there is to say against an account as the way back in, and what of that isn't known. */
export interface JudgedAccount {
  readonly id: UserId;
  readonly against: readonly string[];
  readonly doubts: readonly Doubt[];
}

/** Something against an account, or a doubt about it, or neither. */
type Point = string | Doubt | undefined;

/** Judges one account; what is against it never depends on what isn't known. Of one that isn't in the directory nothing else is asked. */
export function judgeAccount(id: UserId, declared: DeclaredBreakGlass, context: AuditContext): JudgedAccount {
  const { names, facts } = context;
  const missing: Point =
    wholeOf(facts.accounts) === undefined
      ? { what: "whether the account is in the directory", todo: readWith(roleFor(facts.accounts, "User.Read.All")) }
      : "isn't in the directory";
  const points =
    names.userOf(id) === undefined ? [missing] : [...ofTheAccount(id, context), ...ofPolicies(id, declared, context)];
  return {
    id,
    against: points.filter((point) => typeof point === "string"),
    doubts: points.filter((point) => typeof point === "object"),
  };
}

/** An account is external where Graph's user principal name has `#EXT#` in it. */
function ofTheAccount(id: UserId, { names, facts }: AuditContext): readonly Point[] {
  const account = partOf(facts.accounts)?.get(id);
  const ownOrNot = new Set((names.userOf(id)?.classes ?? []).map((one) => one === "member" || one === "internalGuest"));
  const isOwn = ownOrNot.size === 1 ? ownOrNot.has(true) : undefined;
  const judge = (isGood: boolean | undefined, bad: string, good: string): Point => {
    if (isGood === undefined) return { what: `whether the account is ${good}`, todo: readWith("User.Read.All") };
    return isGood ? undefined : bad;
  };
  return [
    judge(account?.isEnabled, "is disabled", "enabled"),
    judge(not(account?.isSynchronised), "is synchronized from on-premises", "cloud-only"),
    judge(isOwn, "is an external account", "the tenant's own"),
  ];
}

const not = (truth: boolean | undefined): boolean | undefined => (truth === undefined ? undefined : !truth);

/**
 * What policies make of it. Those that are for break-glass accounts alone may ask for MFA, if the account can do it; the others
 * must leave it a sign-in without.
 */
function ofPolicies(id: UserId, { isForThemAlone }: DeclaredBreakGlass, context: AuditContext): readonly Point[] {
  const { tenant, facts } = context;
  const hasMethod = partOf(facts.registrations)?.get(id)?.isMfaRegistered;
  const withKey = emergencyAccess(tenant, id);
  if (withKey.kind === "closed") return [`is stopped by ${namesOf(withKey.by)}`];
  const others = tenant.policies.filter((policy) => !isForThemAlone(policy));
  const without = emergencyAccess({ ...tenant, policies: others }, id, "password");
  if (without.kind === "closed") return [`is asked for MFA by ${namesOf(without.by)}`];
  const unsettled = [withKey, without].flatMap((access) => (access.kind === "unsettled" ? [doubtAbout(access)] : []));
  const points: Point[] = [...unsettled, missingPolicies(context)];
  const own = emergencyAccess(tenant, id, "password");
  if (own.kind === "open" || unsettled.length > 0 || hasMethod === true) return points;
  if (hasMethod === false && own.kind === "closed")
    return [...points, `has no method registered for the MFA that ${namesOf(own.by)} asks it for`];
  const todo = readWith(roleFor(facts.registrations, "AuditLog.Read.All"));
  return [...points, { what: "whether the account has a method registered", todo }];
}

function doubtAbout({ on }: Extract<EmergencyAccess, { kind: "unsettled" }>): Doubt {
  const policies = on.length === 0 ? "the policies" : namesOf(on);
  return {
    what: `whether ${policies} ${on.length === 1 ? "leaves" : "leave"} the account a sign-in`,
    todo: `look at what isn't known or understood in ${policies}; for groups, roles and locations, ${readWith("GroupMember.Read.All", "RoleManagement.Read.Directory", "Policy.Read.All")}`,
  };
}
