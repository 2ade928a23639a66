import { type GroupId, type RoleId, type UserId, userId } from "../../law/model/ids";
import type { Guests, Policy, UserAssignment } from "../../law/model/policy";
import type { RegisterEntry, RegisterOnDay } from "../../law/model/register";
import { shortened } from "../../text/sentence";
import type { Subject } from "../answer";
import { type AuditContext, groupSubject, roleSubject, userSubject } from "../context";
import { ALL_GUESTS, guestsInWords } from "../policies-in-words";

/** What the register says of a line by which a policy leaves somebody out. `why` goes into brackets behind whom it is about. */
export type Approval =
  /** An entry that is in force exempts whomever it holds. */
  | { readonly kind: "declared"; readonly entry: RegisterEntry | undefined }
  | { readonly kind: "holds nobody"; readonly why: string }
  /** There is an entry, and its review is overdue or too far off. */
  | { readonly kind: "lapsed"; readonly entry: RegisterEntry; readonly why: string }
  | { readonly kind: "not declared"; readonly why: string }
  /** There is an entry for some of those whom it holds, and whom else it holds isn't known. */
  | { readonly kind: "not known"; readonly why: string };

/** What is said of an entry that isn't in force. */
export const lapsed = (entry: RegisterEntry, { overdue }: RegisterOnDay): Approval => ({
  kind: "lapsed",
  entry,
  why: overdue.includes(entry)
    ? `its review was due by ${entry.reviewBy}`
    : `its review is due by ${entry.reviewBy}, more than a year off`,
});

/** What the register says of an exclusion, in a few words. */
export function approvalInWords(standing: Approval, audited: AuditContext): string {
  const covered = coverage(audited);
  switch (standing.kind) {
    case "declared":
      return standing.entry === undefined ? "everybody in it is in the register" : declaration(standing.entry);
    case "holds nobody":
      return standing.why;
    case "lapsed":
      return `in the register, but ${standing.why}, so it exempts nobody${covered === undefined ? "" : `; ${covered}`}`;
    case "not declared":
    case "not known":
      return covered ?? standing.why;
  }
}

const declaration = ({ kind, reason, owner, reviewBy, ...more }: RegisterEntry): string =>
  `in the register: ${kind}, ${shortened(reason)}, owned by ${shortened(owner)}, ${approval(more)}, to be reviewed by ${reviewBy}`;

/** Who approved an exclusion, and where that is recorded. */
export const approval = ({ approvedBy, ticket, commit }: Pick<RegisterEntry, "approvedBy" | "ticket" | "commit">) =>
  `approved by ${shortened(approvedBy)}${ticket === undefined ? "" : ` (${shortened(ticket)})`}${commit === undefined ? "" : `, in commit ${commit.slice(0, 12)}`}`;

/** That somebody who is excluded and not declared is covered all the same; `undefined` where they aren't. */
function coverage({ carriers }: AuditContext): string | undefined {
  if (carriers.kind === "carry") return "another policy covers them";
  if (carriers.kind === "none" || carriers.wrong.some(({ facet }) => facet === "exclude")) return undefined;
  return "another of these policies would cover them";
}

/** One line by which a policy leaves somebody out, and what the register says of it. */
export interface ExclusionLine {
  readonly policy: Policy;
  readonly subject: Subject;
  readonly standing: Approval;
}

/** Everything that a policy excludes. */
export function exclusionLines(policy: Policy, audited: AuditContext): readonly ExclusionLine[] {
  const { users, groups, roles, everyone, everyGuest, guests } = policy.users.exclude;
  const guest = { policy, subject: guestSubject(policy.users.exclude), standing: ANYBODY };
  return [
    ...(everyone ? [{ policy, subject: EVERYBODY, standing: ANYBODY }] : []),
    ...Array.from(users, (id) => ({ policy, subject: userSubject(id, audited), standing: ofUser(id, audited) })),
    ...Array.from(groups, (id) => ({ policy, subject: groupSubject(id, audited), standing: ofGroup(id, audited) })),
    ...Array.from(roles, (id) => ({ policy, subject: roleSubject(id, audited), standing: ofRole(id, audited) })),
    ...(everyGuest || (guests !== undefined && mayNameSomebody(guests)) ? [guest] : []),
  ];
}

/** The type `none` names nobody. */
const mayNameSomebody = ({ types, notUnderstood }: Guests): boolean => types.size + notUnderstood.length > 0;

const EVERYBODY: Subject = { kind: "identity type", id: "All", name: "all users" };

/** Guests as a policy names them: the same types, of the same tenants, are one subject. */
function guestSubject(assignment: UserAssignment): Subject {
  const name = guestsInWords(assignment);
  return { kind: "identity type", id: name === ALL_GUESTS ? "guests" : `guests: ${name}`, name };
}

const ANYBODY: Approval = { kind: "not declared", why: "the register can't declare them" };

function ofUser(id: UserId, { register, exempt, tenant, names }: AuditContext): Approval {
  const entry = register?.register.entries.find(({ principal }) => principal.kind === "user" && principal.id === id);
  if (entry !== undefined && register?.inForce.includes(entry)) return { kind: "declared", entry };
  if (exempt.isExempt(id)) return { kind: "declared", entry: undefined };
  if (entry !== undefined && register !== undefined) return lapsed(entry, register);
  if (tenant.users !== undefined && names.userOf(id) === undefined)
    return { kind: "holds nobody", why: "isn't in the directory" };
  return { kind: "not declared", why: "not in the register" };
}

function ofGroup(id: GroupId, { register, exempt, membership }: AuditContext): Approval {
  const entry = register?.register.entries.find(({ principal }) => principal.kind === "group" && principal.id === id);
  if (exempt.groups.has(id)) return { kind: "declared", entry };
  if (entry !== undefined && register?.inForce.includes(entry) === false) return lapsed(entry, register);
  const { people, mayHoldOthers } = membership.ofGroup(id);
  const others = [...people].filter((person) => !exempt.isExempt(userId(person)));
  if (others.length > 0)
    return {
      kind: "not declared",
      why: entry === undefined ? "not in the register" : "holds people whom its entry in the register doesn't list",
    };
  if (mayHoldOthers)
    return entry === undefined
      ? { kind: "not declared", why: "not in the register, and who is in it isn't known" }
      : { kind: "not known", why: "whether it has members that its entry doesn't list isn't known" };
  return people.size === 0 ? { kind: "holds nobody", why: "nobody is in it" } : { kind: "declared", entry };
}

function ofRole(id: RoleId, { exempt, membership }: AuditContext): Approval {
  const { people, mayHoldOthers } = membership.ofRole(id, "exclude");
  if (mayHoldOthers)
    return { kind: "not declared", why: "who holds it isn't known, and the register can't declare a role" };
  if ([...people].some((person) => !exempt.isExempt(userId(person))))
    return { kind: "not declared", why: "held by somebody who isn't in the register" };
  return people.size === 0 ? { kind: "holds nobody", why: "nobody holds it" } : { kind: "declared", entry: undefined };
}

/** What the policies that carry the control, or come nearest, exclude without the register's leave. */
export const openExclusions = (audited: AuditContext): readonly ExclusionLine[] =>
  audited.carriers.policies.flatMap((policy) => exclusionLines(policy, audited)).filter(isOpen);

/** Whether an exclusion may let somebody in whom the register doesn't exempt. */
export const isOpen = ({ standing: { kind } }: ExclusionLine): boolean =>
  kind === "not declared" || kind === "lapsed" || kind === "not known";
