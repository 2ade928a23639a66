import { aYearAfter, type IsoDate } from "../../text/iso-date";
import type { SourceSpan } from "../../text/source-span";
import type { GroupId, UserId } from "./ids";

/** A user or a group of an entry of the register. While the entry is in force, they may reach Azure management without MFA. */
export type Exemption =
  | { readonly kind: "user"; readonly id: UserId }
  /** With `members`, only these are exempt. Without, every member of the group is. */
  | { readonly kind: "group"; readonly id: GroupId; readonly members: ReadonlySet<UserId> | undefined };

/** Why somebody is excluded: emergency access, the account of a program, or anything else. */
export const EXCLUSION_KINDS = ["break-glass", "service-account", "exception"] as const;
/** Why one entry excludes somebody: its `kind` in the register. */
export type ExclusionKind = (typeof EXCLUSION_KINDS)[number];

/** One declared exclusion. */
export type RegisterEntry = {
  /** Who is excluded. They are exempt while the entry is in force. */
  readonly principal: Exemption;
  readonly kind: ExclusionKind;
  readonly reason: string;
  readonly owner: string;
  readonly approvedBy: string;
  /** Where the approval is recorded, such as a change request. */
  readonly ticket: string | undefined;
  /** The last day on which the access review may still be outstanding. */
  readonly reviewBy: IsoDate;
  /** Where the principal's id stands. */
  readonly at: SourceSpan;
  /** Where the review date stands. */
  readonly reviewAt: SourceSpan;
};

/** An exclusions register without errors. */
export type Register = { readonly file: string; readonly entries: readonly RegisterEntry[] };

/** The exclusions register on the day in question. An entry is in one of the three lists. */
export interface RegisterOnDay {
  readonly register: Register;
  readonly day: IsoDate;
  /** Their review is neither overdue nor more than a year off. */
  readonly inForce: readonly RegisterEntry[];
  readonly overdue: readonly RegisterEntry[];
  /** Their review is more than a year off. */
  readonly tooFarAhead: readonly RegisterEntry[];
  /** The exemptions of the entries in force. */
  readonly exemptions: readonly Exemption[];
}

/** Whether the entry's review should have happened before the day. On the day itself it still may. */
export const isOverdue = ({ reviewBy }: RegisterEntry, day: IsoDate): boolean => reviewBy < day;

/** Whether the entry's review is more than a year after the day. */
const isTooFarAhead = ({ reviewBy }: RegisterEntry, day: IsoDate): boolean => reviewBy > aYearAfter(day);

/** The register as it stands on that day. */
export function registerOnDay(register: Register, day: IsoDate): RegisterOnDay {
  const { entries } = register;
  const overdue = entries.filter((entry) => isOverdue(entry, day));
  const tooFarAhead = entries.filter((entry) => isTooFarAhead(entry, day));
  const inForce = entries.filter((entry) => !isOverdue(entry, day) && !isTooFarAhead(entry, day));
  return { register, day, inForce, overdue, tooFarAhead, exemptions: inForce.map(({ principal }) => principal) };
}
