import { Membership } from "../../law/membership/membership";
import { type GroupId, groupId, type UserId, userId } from "../../law/model/ids";
import type { Policy } from "../../law/model/policy";
import type { RegisterEntry } from "../../law/model/register";
import { named } from "../../text/sentence";
import { type EmergencyAccess, emergencyAccess } from "../../verifier/emergency-access";
import { type Audited, groupSubject } from "../audited";
import { type Doubt, missingPolicies, partOf, readWith, roleFor, wholeOf } from "../known";
import { namesOf } from "../policies-in-words";

/** The accounts that the register declares as break-glass. */
export interface DeclaredBreakGlass {
  /** By id, or as members of a group that is declared: those on its list, or else everybody who is known to be in it. */
  readonly accounts: readonly UserId[];
  /** Groups of which it isn't known who is in them. */
  readonly doubts: readonly Doubt[];
  /** Whether a policy includes break-glass accounts and nobody else. */
  readonly isForThemAlone: (policy: Policy) => boolean;
}

/** The register's break-glass accounts, of the entries that are in force. */
export function declaredBreakGlass({ register, tenant }: Pick<Audited, "register" | "tenant">): DeclaredBreakGlass {
  const entries = (register?.inForce ?? []).filter(({ kind }) => kind === "break-glass");
  const membership = new Membership(tenant);
  const accounts = new Set(entries.flatMap((entry) => accountsOf(entry, membership)));
  const wholeGroups = entries.flatMap(({ principal }) =>
    principal.kind === "group" && principal.members === undefined ? [groupId(principal.id)] : [],
  );
  const isTheirs = (id: GroupId): boolean =>
    wholeGroups.includes(id) ||
    (!membership.mayHoldOthers(id) && [...membership.ofGroup(id).people].every((one) => accounts.has(userId(one))));
  return {
    accounts: [...accounts],
    doubts: wholeGroups.filter((id) => membership.mayHoldOthers(id)).map((id) => whoIsIn(id, { tenant })),
    isForThemAlone: ({ users: { include } }) =>
      !include.everyone &&
      !include.everyGuest &&
      include.guests === undefined &&
      include.roles.size + include.notUnderstood.length === 0 &&
      [...include.users].every((id) => accounts.has(id)) &&
      [...include.groups].every(isTheirs),
  };
}

function accountsOf({ principal }: RegisterEntry, membership: Membership): readonly UserId[] {
  if (principal.kind === "user") return [principal.id];
  if (principal.members !== undefined) return [...principal.members];
  return Array.from(membership.ofGroup(principal.id).people, userId);
}

const whoIsIn = (id: GroupId, tenant: Pick<Audited, "tenant">): Doubt => ({
  what: `who is in ${named(groupSubject(id, tenant).name)}`,
  todo: readWith("GroupMember.Read.All"),
});

/** What there is to say against an account as the way back in, and what of that isn't known. */
export interface JudgedAccount {
  readonly id: UserId;
  readonly against: readonly string[];
  readonly doubts: readonly Doubt[];
}

/** Something against an account, or a doubt about it, or neither. */
type Point = string | Doubt | undefined;

/** Judges one account; what is against it never hangs on what isn't known. */
export function judgeAccount(id: UserId, declared: DeclaredBreakGlass, audited: Audited): JudgedAccount {
  const points = isThere(id, audited) ?? [
    ...ofTheAccount(id, audited),
    ...ofPolicies(id, declared, audited),
    alert(id, audited),
  ];
  return {
    id,
    against: points.filter((point) => typeof point === "string"),
    doubts: points.filter((point) => typeof point === "object"),
  };
}

/** Whoever isn't in the directory needn't be asked about further. */
function isThere(id: UserId, { names, facts }: Audited): readonly Point[] | undefined {
  if (names.userOf(id) !== undefined) return undefined;
  if (wholeOf(facts.accounts) !== undefined) return ["isn't in the directory"];
  return [
    { what: "whether the account is in the directory", todo: readWith(roleFor(facts.accounts, "User.Read.All")) },
  ];
}

/** An account is external where Graph's user principal name has `#EXT#` in it. */
function ofTheAccount(id: UserId, { names, facts }: Audited): readonly Point[] {
  const account = partOf(facts.accounts)?.get(id);
  const isOwn = (names.userOf(id)?.classes ?? []).map((one) => one === "member" || one === "internalGuest");
  const todo = readWith("User.Read.All");
  const ask = (isGood: boolean | undefined, bad: string, what: string): Point =>
    isGood === undefined ? { what, todo } : isGood ? undefined : bad;
  return [
    ask(account?.isEnabled, "is disabled", "whether the account is enabled"),
    ask(negated(account?.isSynchronised), "is synchronized from on-premises", "whether the account is cloud-only"),
    ask(
      isOwn.every((own) => own === isOwn[0]) ? isOwn[0] : undefined,
      "is an external account",
      "whether the account is the tenant's own",
    ),
  ];
}

const negated = (value: boolean | undefined): boolean | undefined => (value === undefined ? undefined : !value);

/**
 * What policies make of it. Those that are for break-glass accounts alone may ask for MFA, if the account can do it; the others
 * must leave it a sign-in without.
 */
function ofPolicies(id: UserId, { isForThemAlone }: DeclaredBreakGlass, audited: Audited): readonly Point[] {
  const { tenant } = audited;
  const missing = missingPolicies(audited);
  const withKey = emergencyAccess(tenant, id);
  if (withKey.kind === "closed") return [`is stopped by ${namesOf(withKey.by)}`];
  const others = tenant.policies.filter((policy) => !isForThemAlone(policy));
  const without = emergencyAccess({ ...tenant, policies: others }, id, "password");
  if (without.kind === "closed") return [`is asked for MFA by ${namesOf(without.by)}${methodOf(id, audited)}`];
  const hanging = [withKey, without].flatMap((access) => (access.kind === "unsettled" ? [doubtAbout(access)] : []));
  const own = emergencyAccess(tenant, id, "password");
  return [
    ...hanging,
    ...(missing === undefined ? [] : [missing]),
    ...(own.kind === "open" || hanging.length > 0 ? [] : [hasMethod(id, own, audited)]),
  ];
}

const registration = (id: UserId, { facts }: Audited): boolean | undefined =>
  partOf(facts.registrations)?.get(id)?.isMfaRegistered;

function methodOf(id: UserId, audited: Audited): string {
  const isRegistered = registration(id, audited);
  return isRegistered === undefined ? "" : `, and has ${isRegistered ? "a" : "no"} method registered`;
}

/** Asked of an account that a policy for break-glass accounts alone asks for MFA. */
function hasMethod(id: UserId, access: Exclude<EmergencyAccess, { kind: "open" }>, audited: Audited): Point {
  const isRegistered = registration(id, audited);
  if (isRegistered === true) return undefined;
  if (isRegistered === false && access.kind === "closed")
    return `has no method registered for the MFA that ${namesOf(access.by)} asks it for`;
  return {
    what: "whether the account has a method registered",
    todo: readWith(roleFor(audited.facts.registrations, "AuditLog.Read.All")),
  };
}

function doubtAbout({ on }: Extract<EmergencyAccess, { kind: "unsettled" }>): Doubt {
  const policies = on.length === 0 ? "the policies" : namesOf(on);
  return {
    what: `whether ${policies} ${on.length === 1 ? "leaves" : "leave"} the account a sign-in`,
    todo: `look at what isn't known or understood in ${policies}; for groups, roles and locations, ${readWith("GroupMember.Read.All", "RoleManagement.Read.Directory", "Policy.Read.All")}`,
  };
}

/** Only a rule that is known to be on raises an alert. */
function alert(id: UserId, { facts: { breakGlassAlerts } }: Audited): Point {
  const watching = (partOf(breakGlassAlerts) ?? []).filter(({ watches }) => watches.has(userId(id)));
  if (watching.some(({ isEnabled }) => isEnabled === true)) return undefined;
  if (wholeOf(breakGlassAlerts) !== undefined && watching.every(({ isEnabled }) => isEnabled === false))
    return "has no alert on its sign-ins";
  return {
    what: "whether somebody is alerted when the account signs in",
    todo: `look at the alerts on the account's sign-ins, since those of Azure Monitor and Microsoft Sentinel can't be read from here; for those of Microsoft Defender ${readWith(roleFor(breakGlassAlerts, "CustomDetection.Read.All"))}`,
  };
}
