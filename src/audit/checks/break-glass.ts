import { Membership } from "../../law/membership/membership";
import { type UserId, userId } from "../../law/model/ids";
import type { Policy } from "../../law/model/policy";
import type { Answer } from "../../report/report";
import { groupedBy } from "../../text/grouped-by";
import { present } from "../../text/present";
import { counted, listing, shortened } from "../../text/sentence";
import { type EmergencyAccess, emergencyAccess, type Method } from "../../verifier/emergency-access";
import { peopleIn, wholeGroups } from "../../verifier/exemptions";
import { listFew, namesOf, withEach } from "../../words/policies";
import { type Conclusion, failed, observation, passed, unknown } from "../answer";
import type { AuditContext } from "../context";
import { type Doubt, missingPolicies, partOf, readWith, roleFor, whatOf, whatToDo, wholeOf } from "../not-known";

const ENOUGH = 2;

/**
 * Whether there are two ways back in: break-glass accounts that the register declares, that are in the directory, enabled and
 * cloud-only, and that every policy leaves a sign-in to Azure management without MFA. A policy for break-glass accounts only may require
 * MFA if they have a method registered. If some of this isn't known about an account, it counts neither for nor against.
 * @see Microsoft Entra, "Manage emergency access accounts" (2025)
 */
export function breakGlass(context: AuditContext): Answer {
  const { tenant, names, register, membership } = context;
  const declared = (register?.inForce ?? []).flatMap(({ kind, principal }) =>
    kind === "break-glass" ? [principal] : [],
  );
  const ids = peopleIn(declared, membership);
  const groups = wholeGroups(declared);
  const others = tenant.policies.filter((policy) => !isOnlyFor(ids, policy, new Membership(tenant, new Set(groups))));
  const accounts = Array.from(ids, (id) => judgeAccount(id, others, context));
  const ofGroups = groups
    .filter((id) => membership.groups.mayHoldOthers(id))
    .map((id) => ({ what: `who is in ${names.the("group", id)}`, todo: readWith("GroupMember.Read.All") }));
  return {
    ...concluded(accounts, ofGroups, context),
    about: accounts.filter(({ against, doubts }) => against.length + doubts.length > 0).map(({ id }) => id),
    evidence: accounts.map(({ id, against, doubts }) => {
      const points = present([...against, doubts.length > 0 && `could not tell ${whatOf(doubts)}`]);
      return observation(names.subject("user", id), "break-glass account", points.join("; ") || "good");
    }),
  };
}

/** Whether a policy includes these accounts only, by id or by groups that certainly hold nobody else. */
function isOnlyFor(
  accounts: ReadonlySet<UserId>,
  { users: { include } }: Policy,
  { groups }: Pick<Membership, "groups">,
): boolean {
  const { everyone, everyGuest, guests, roles, notUnderstood } = include;
  const areNamed = !everyone && !everyGuest && guests === undefined && roles.size + notUnderstood.length === 0;
  const people = [...include.users, ...Array.from(groups.eachIn(include.groups), userId)];
  const mayBeOthers = [...include.groups].some((id) => groups.mayHoldOthers(id));
  return areNamed && !mayBeOthers && people.every((id) => accounts.has(id));
}

function concluded(accounts: readonly JudgedAccount[], ofGroups: readonly Doubt[], context: AuditContext): Conclusion {
  if (context.register === undefined)
    return unknown(
      "No register was given, so the break-glass accounts aren't known.",
      "give the register with --exclusions, and declare two accounts with `kind: break-glass` in it",
    );
  const possible = accounts.filter(({ against }) => against.length === 0);
  const good = possible.filter(({ doubts }) => doubts.length === 0).length;
  if (good >= ENOUGH)
    return passed(
      `${counted(good, "break-glass account is", "break-glass accounts are")} enabled and cloud-only, and every policy leaves them a sign-in to Azure management.`,
    );
  const found =
    accounts.length === 0
      ? "No register entry in force is for a break-glass account."
      : `The register has ${counted(accounts.length, "break-glass account")}, and ${good === 0 ? "none" : good} is known to be a working way back in.`;
  const because = [found, `You need ${ENOUGH}.`, ...faultsIn(accounts, context)].join(" ");
  if (possible.length < ENOUGH && ofGroups.length === 0) return failed(because, KEEP_TWO);
  const doubts = [...ofGroups, ...possible.flatMap((one) => one.doubts)];
  return unknown(`${because} Could not tell ${whatOf(doubts)}.`, ...whatToDo(doubts));
}

const KEEP_TWO =
  "keep two enabled, cloud-only accounts outside every policy, declare them in the register with `kind: break-glass`, and alert somebody when one signs in";

/** `A and B: each is disabled.` */
function faultsIn(accounts: readonly JudgedAccount[], { names }: AuditContext): readonly string[] {
  const bad = accounts.filter(({ against }) => against.length > 0);
  return groupedBy(bad, ({ against }) => listing(against, "and")).map(
    ([why, some]) =>
      `${withEach(listFew(some.map(({ id }) => shortened(names.subject("user", id).name))), some, why)}.`,
  );
}

/** What speaks against an account as a way back in, and what isn't known about it. */
interface JudgedAccount {
  readonly id: UserId;
  readonly against: readonly string[];
  readonly doubts: readonly Doubt[];
}

/** Something that speaks against an account, a doubt about it, or neither. */
type Point = string | Doubt | undefined;

/** Judges one account. What is against it never depends on what isn't known. If it isn't in the directory, nothing else is checked. */
function judgeAccount(id: UserId, others: readonly Policy[], context: AuditContext): JudgedAccount {
  const { names, facts } = context;
  const missing: Point =
    wholeOf(facts.users) === undefined
      ? { what: "whether the account is in the directory", todo: readWith(roleFor(facts.users, "User.Read.All")) }
      : "isn't in the directory";
  const points =
    names.userOf(id) === undefined ? [missing] : [...ofTheAccount(id, context), ...ofPolicies(id, others, context)];
  return {
    id,
    against: points.filter((point) => typeof point === "string"),
    doubts: points.filter((point) => typeof point === "object"),
  };
}

/** What the directory says about the account. It is external if its user principal name contains `#EXT#`. */
function ofTheAccount(id: UserId, { names, facts }: AuditContext): readonly Point[] {
  const account = partOf(facts.users)?.get(id);
  const isLocal = account?.isSynchronised;
  const ownOrNot = new Set((names.userOf(id)?.classes ?? []).map((one) => one === "member" || one === "internalGuest"));
  const isOwn = ownOrNot.size === 1 ? ownOrNot.has(true) : undefined;
  const judge = (isGood: boolean | undefined, bad: string, good: string): Point => {
    if (isGood === undefined) return { what: `whether the account is ${good}`, todo: readWith("User.Read.All") };
    return isGood ? undefined : bad;
  };
  return [
    judge(account?.isEnabled, "is disabled", "enabled"),
    judge(isLocal === undefined ? undefined : !isLocal, "is synchronized from on-premises", "cloud-only"),
    judge(isOwn, "is an external account", "the tenant's own"),
  ];
}

/**
 * What the policies do to the account. A policy for break-glass accounts only may require MFA, if the account can do it. All other
 * policies must leave it a sign-in without MFA.
 */
function ofPolicies(id: UserId, others: readonly Policy[], context: AuditContext): readonly Point[] {
  const { tenant, facts } = context;
  const accessBy = (by: Method, policies = tenant.policies) => emergencyAccess({ ...tenant, policies }, id, by, false);
  const hasMethod = partOf(facts.userRegistrationDetails)?.get(id)?.isMfaRegistered;
  const withKey = accessBy("key");
  if (withKey.kind === "closed") return [`is stopped by ${namesOf(withKey.by)}`];
  const without = accessBy("password", others);
  if (without.kind === "closed") return [`has to do MFA because of ${namesOf(without.by)}`];
  const unsettled = [withKey, without].flatMap((access) => (access.kind === "unsettled" ? [doubtAbout(access)] : []));
  const points: Point[] = [...unsettled, missingPolicies(context)];
  const own = accessBy("password");
  if (own.kind === "open" || unsettled.length > 0 || hasMethod === true) return points;
  if (hasMethod === false) return [...points, "has no method registered for the MFA that its own policies require"];
  const todo = readWith(roleFor(facts.userRegistrationDetails, "AuditLog.Read.All"));
  return [...points, { what: "whether the account has a method registered", todo }];
}

function doubtAbout({ on }: Extract<EmergencyAccess, { kind: "unsettled" }>): Doubt {
  const policies = on.length === 0 ? "the policies" : namesOf(on);
  return {
    what: `whether ${policies} ${on.length === 1 ? "leaves" : "leave"} the account a sign-in`,
    todo: `check what isn't known or understood in ${policies}; for groups, roles and locations, ${readWith("GroupMember.Read.All", "RoleManagement.Read.Directory", "Policy.Read.All")}`,
  };
}
