import { anyOf, type NamedParts } from "../../law/membership/membership";
import { type GroupId, groupId, type RoleId, roleId, type UserId, userId } from "../../law/model/ids";
import { type Guests, NO_USERS, type Policy } from "../../law/model/policy";
import type { RegisterEntry, RegisterOnDay } from "../../law/model/register";
import type { Subject } from "../../report/report";
import { shortened } from "../../text/sentence";
import { describeGuests } from "../../words/users";
import type { AuditContext } from "../context";
import { readWith } from "../not-known";

/** What the register says about an exclusion in a policy. */
export interface Approval {
  /** The reason, to go into brackets after the excluded user or group. */
  readonly why: string;
  /** What to do if somebody in it may not be exempt. `undefined` if everybody is, or if nobody is in it. */
  readonly fix?: string;
  /** The register's entry, if it exempts nobody because its review is overdue or too far ahead. */
  readonly lapsed?: RegisterEntry;
}

const DECLARE = "remove the exclusion, or declare it in the register: owner, reason, approval, review date";
const REMOVE = "remove the exclusion of roles and guests: the register declares only users and groups";
const LIST = "list all members of the group in its register entry, or remove the others from it";
const RENEW = "hold the review and set its next date in the register, at most a year ahead, or remove the exclusion";

const declared = (entry: RegisterEntry | undefined, { commits }: AuditContext): Approval => ({
  why: entry
    ? `in the register: ${entry.kind}, ${approvedInWords(entry, commits?.[entry.principal.id])}, to be reviewed by ${entry.reviewBy}`
    : "everybody in it is in the register",
});

const lapsed = (entry: RegisterEntry, { overdue }: RegisterOnDay): Approval => ({
  lapsed: entry,
  fix: RENEW,
  why: overdue.includes(entry)
    ? `its review was due by ${entry.reviewBy}`
    : `its review is due by ${entry.reviewBy}, more than a year ahead`,
});

/** Who approved an exclusion, and where that is recorded. */
export const approvedInWords = ({ approvedBy, ticket }: RegisterEntry, commit: string | undefined): string =>
  `approved by ${shortened(approvedBy)}${ticket === undefined ? "" : ` (${shortened(ticket)})`}${commit === undefined ? "" : `, in commit ${commit.slice(0, 12)}`}`;

/** What the register says about an exclusion, in a few words. */
export const approvalInWords = ({ why, lapsed }: Approval): string =>
  lapsed === undefined ? why : `in the register, but ${why}, so it exempts nobody`;

/** One exclusion in a policy, and what the register says about it. */
export interface ExclusionLine {
  readonly policy: Policy;
  readonly subject: Subject;
  readonly approval: Approval;
}

/** All exclusions of a policy. */
export function exclusionLines(policy: Policy, audited: AuditContext): readonly ExclusionLine[] {
  const { users, groups, roles, everyone, everyGuest, guests } = policy.users.exclude;
  const guest = { policy, subject: guestSubject(policy), approval: ANYBODY };
  const { subject } = audited.names;
  return [
    ...(everyone ? [{ policy, subject: EVERYBODY, approval: ANYBODY }] : []),
    ...Array.from(users, (id) => ({ policy, subject: subject("user", id), approval: ofUser(id, audited) })),
    ...Array.from(groups, (id) => ({ policy, subject: subject("group", id), approval: ofGroup(id, audited) })),
    ...Array.from(roles, (id) => ({ policy, subject: subject("role", id), approval: ofRole(id, audited) })),
    ...(everyGuest || (guests !== undefined && mayNameSomebody(guests)) ? [guest] : []),
  ];
}

/** The guest type `none` stands for no guests. */
const mayNameSomebody = ({ types, notUnderstood }: Guests): boolean => types.size + notUnderstood.length > 0;

const EVERYBODY: Subject = { kind: "identity type", id: "All", name: "all users" };

/** Guests as a policy names them, with Graph's words as the id. */
const guestSubject = ({ users: { exclude }, written }: Policy): Subject => ({
  kind: "identity type",
  id: exclude.everyGuest ? "GuestsOrExternalUsers" : written.in("conditions.users.excludeGuestsOrExternalUsers"),
  name: describeGuests(exclude),
});

const ANYBODY: Approval = { why: "the register can't declare them", fix: REMOVE };

const entryOf = (kind: "user" | "group", id: string, { register }: AuditContext): RegisterEntry | undefined =>
  register?.register.entries.find(({ principal }) => principal.kind === kind && principal.id === id);

function ofUser(id: UserId, audited: AuditContext): Approval {
  const { register, exempt, tenant, names } = audited;
  const entry = entryOf("user", id, audited);
  if (entry !== undefined && register?.inForce.includes(entry)) return declared(entry, audited);
  if (exempt.isExempt(id)) return declared(undefined, audited);
  if (entry !== undefined && register !== undefined) return lapsed(entry, register);
  if (tenant.users !== undefined && names.userOf(id) === undefined) return { why: "isn't in the directory" };
  return { why: "not in the register", fix: DECLARE };
}

function ofGroup(id: GroupId, audited: AuditContext): Approval {
  const { register, exempt } = audited;
  const { groups } = audited.whole.membership;
  const entry = entryOf("group", id, audited);
  if (exempt.groups.has(id)) return declared(entry, audited);
  if (entry !== undefined && register?.inForce.includes(entry) === false) return lapsed(entry, register);
  const mayHoldOthers = groups.mayHoldOthers(id);
  const areOthers = anyOf(groups.eachIn([id]), (person) => !exempt.isExempt(userId(person)));
  if (entry === undefined && (areOthers || mayHoldOthers)) return { why: "not in the register", fix: DECLARE };
  if (areOthers) return { why: "holds people that its entry in the register doesn't list", fix: LIST };
  const unsure = "could not tell whether it has members that its entry doesn't list";
  if (mayHoldOthers) return { why: unsure, fix: readWith("GroupMember.Read.All") };
  return anyOf(groups.eachIn([id]), () => true) ? declared(entry, audited) : { why: "nobody is in it" };
}

function ofRole(id: RoleId, audited: AuditContext): Approval {
  const { exempt, whole } = audited;
  const { people, groups, mayHoldOthers } = whole.membership.partsOfRole(id, "exclude");
  const areSome = (hold: (id: string) => boolean) =>
    anyOf([...people, ...whole.membership.groups.eachIn(groups)], hold);
  const held = areSome((person) => !exempt.isExempt(userId(person))) ? "held" : mayHoldOthers && "may be held";
  if (held) return { why: `${held} by somebody who isn't in the register`, fix: REMOVE };
  return areSome(() => true) ? declared(undefined, audited) : { why: "nobody holds it" };
}

/** The exclusions of the carriers that the register doesn't declare. */
export const undeclaredExclusions = (audited: AuditContext): readonly ExclusionLine[] =>
  audited.carriers.policies.flatMap((policy) => exclusionLines(policy, audited)).filter(isUndeclared);

/** Whether an exclusion may let in someone that the register doesn't exempt. */
export const isUndeclared = ({ approval: { fix } }: ExclusionLine): boolean => fix !== undefined;

/** The people and groups that exclusions name, and whether they may name others. */
export function namedBy(lines: readonly ExclusionLine[], { whole: { membership } }: AuditContext): NamedParts {
  const ids = (kind: Subject["kind"]) => lines.flatMap(({ subject }) => (subject.kind === kind ? [subject.id] : []));
  const [users, groups] = [new Set(ids("user").map(userId)), new Set(ids("group").map(groupId))];
  return membership.partsOf({ ...NO_USERS, users, groups, roles: new Set(ids("role").map(roleId)) }, "exclude");
}
