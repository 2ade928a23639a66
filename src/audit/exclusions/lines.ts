import type { Holders } from "../../law/membership/membership";
import { type GroupId, groupId, type RoleId, roleId, type UserId, userId } from "../../law/model/ids";
import type { Guests, Policy, UserAssignment } from "../../law/model/policy";
import type { RegisterEntry, RegisterOnDay } from "../../law/model/register";
import type { Subject } from "../../report/report";
import { shortened } from "../../text/sentence";
import { ALL_GUESTS, describeGuests } from "../../words/users";
import type { WrongPart } from "../carriers/carriers";
import type { AuditContext } from "../context";

/**
 * What the register says about an exclusion in a policy. *declared*: everybody in it is exempt. *lapsed*: the register has an
 * entry, but the entry's review is overdue or too far ahead. *not known*: the entry lists some members, and whether there are others
 * isn't known.
 */
export interface Approval {
  readonly kind: "declared" | "holds nobody" | "lapsed" | "not declared" | "not known";
  /** The reason, to go into brackets after the excluded user or group. */
  readonly why: string;
  readonly entry?: RegisterEntry | undefined;
}

const declared = (entry: RegisterEntry | undefined): Approval => ({
  kind: "declared",
  why: entry === undefined ? "everybody in it is in the register" : declaration(entry),
  entry,
});

const notDeclared = (why: string): Approval => ({ kind: "not declared", why });

const holdsNobody = (why: string): Approval => ({ kind: "holds nobody", why });

const lapsed = (entry: RegisterEntry, { overdue }: RegisterOnDay): Approval => ({
  kind: "lapsed",
  entry,
  why: overdue.includes(entry)
    ? `its review was due by ${entry.reviewBy}`
    : `its review is due by ${entry.reviewBy}, more than a year ahead`,
});

const declaration = (entry: RegisterEntry): string =>
  `in the register: ${entry.kind}, ${shortened(entry.reason)}, owned by ${shortened(entry.owner)}, ${approvedInWords(entry)}, to be reviewed by ${entry.reviewBy}`;

/** Who approved an exclusion, and where that is recorded. */
export const approvedInWords = ({ approvedBy, ticket, commit }: RegisterEntry): string =>
  `approved by ${shortened(approvedBy)}${ticket === undefined ? "" : ` (${shortened(ticket)})`}${commit === undefined ? "" : `, in commit ${commit.slice(0, 12)}`}`;

/** What the register says about an exclusion, in a few words. */
export function approvalInWords({ kind, why }: Approval, { carriers }: AuditContext): string {
  const isWrong = carriers.kind === "none" || (carriers.kind === "nearest" && carriers.wrong.some(isAboutExclusions));
  const covered =
    carriers.kind === "carry" ? "another policy covers them" : "another of these policies would cover them";
  if (kind === "lapsed") return `in the register, but ${why}, so it exempts nobody${isWrong ? "" : `; ${covered}`}`;
  return kind === "declared" || kind === "holds nobody" || isWrong ? why : covered;
}

const isAboutExclusions = ({ part }: WrongPart): boolean => part === "exclude";

/** One exclusion in a policy, and what the register says about it. */
export interface ExclusionLine {
  readonly policy: Policy;
  readonly subject: Subject;
  readonly approval: Approval;
}

/** All exclusions of a policy. */
export function exclusionLines(policy: Policy, audited: AuditContext): readonly ExclusionLine[] {
  const { users, groups, roles, everyone, everyGuest, guests } = policy.users.exclude;
  const guest = { policy, subject: guestSubject(policy.users.exclude), approval: ANYBODY };
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

/** Guests as a policy names them, with Graph's words as the id. The same types from the same tenants are one subject. */
function guestSubject(assignment: UserAssignment): Subject {
  const name = describeGuests(assignment);
  const { guests } = assignment;
  if (name === ALL_GUESTS || guests === undefined) return { kind: "identity type", id: "GuestsOrExternalUsers", name };
  const homes = guests.homes.kind === "enumerated" ? [...guests.homes.tenants].sort().join() : guests.homes.kind;
  return { kind: "identity type", id: `${[...guests.types].sort().join()}@${homes}`, name };
}

const ANYBODY = notDeclared("the register can't declare them");

const entryOf = (kind: "user" | "group", id: string, { register }: AuditContext): RegisterEntry | undefined =>
  register?.register.entries.find(({ principal }) => principal.kind === kind && principal.id === id);

function ofUser(id: UserId, audited: AuditContext): Approval {
  const { register, exempt, tenant, names } = audited;
  const entry = entryOf("user", id, audited);
  if (entry !== undefined && register?.inForce.includes(entry)) return declared(entry);
  if (exempt.isExempt(id)) return declared(undefined);
  if (entry !== undefined && register !== undefined) return lapsed(entry, register);
  if (tenant.users !== undefined && names.userOf(id) === undefined) return holdsNobody("isn't in the directory");
  return notDeclared("not in the register");
}

function ofGroup(id: GroupId, audited: AuditContext): Approval {
  const { register, exempt, membership } = audited;
  const entry = entryOf("group", id, audited);
  if (exempt.groups.has(id)) return declared(entry);
  if (entry !== undefined && register?.inForce.includes(entry) === false) return lapsed(entry, register);
  const { people, mayHoldOthers } = membership.ofGroup(id);
  const areOthers = [...people].some((person) => !exempt.isExempt(userId(person)));
  if (entry === undefined) {
    if (areOthers) return notDeclared("not in the register");
    if (mayHoldOthers) return notDeclared("not in the register, and its members aren't all known");
  }
  if (areOthers) return notDeclared("holds people that its entry in the register doesn't list");
  if (mayHoldOthers)
    return { kind: "not known", why: "could not tell whether it has members that its entry doesn't list", entry };
  return people.size === 0 ? holdsNobody("nobody is in it") : declared(entry);
}

function ofRole(id: RoleId, { exempt, membership }: AuditContext): Approval {
  const { people, mayHoldOthers } = membership.ofRole(id, "exclude");
  if (mayHoldOthers) return notDeclared("its holders aren't all known, and the register can't declare a role");
  if ([...people].some((person) => !exempt.isExempt(userId(person))))
    return notDeclared("held by somebody who isn't in the register");
  return people.size === 0 ? holdsNobody("nobody holds it") : declared(undefined);
}

/** The exclusions of the carriers that the register doesn't declare. */
export const undeclaredExclusions = (audited: AuditContext): readonly ExclusionLine[] =>
  audited.carriers.policies.flatMap((policy) => exclusionLines(policy, audited)).filter(isUndeclared);

/** Whether an exclusion may let in someone that the register doesn't exempt. */
export const isUndeclared = ({ approval: { kind } }: ExclusionLine): boolean =>
  kind === "not declared" || kind === "lapsed" || kind === "not known";

/** The people that an excluded subject holds for certain, and whether it may hold others. */
export function heldBy({ kind, id }: Subject, { membership }: AuditContext): Holders {
  if (kind === "group") return membership.ofGroup(groupId(id));
  if (kind === "role") return membership.ofRole(roleId(id), "exclude");
  return { people: new Set(kind === "user" ? [id] : []), mayHoldOthers: false };
}
