import type { AccessReview, ReviewRun } from "../../law/model/evidence";
import { type GroupId, groupId, userId } from "../../law/model/ids";
import type { Subject } from "../../report/report";
import type { IsoDate } from "../../text/iso-date";
import { named } from "../../text/sentence";
import type { AuditContext } from "../context";
import { gapIn, partOf } from "../not-known";
import { type ExclusionLine, namedBy } from "./lines";

/** Whether an access review of the tenant covers an exclusion: whether it would end the exclusion for people who don't belong there. */
export type AccessReviewCoverage =
  | { readonly kind: "covered"; readonly by: string; readonly isRecurring: boolean }
  /** `why`: the review that comes closest and why it isn't enough, as a sentence without a full stop. `undefined` if there is none. */
  | { readonly kind: "not covered" | "not known"; readonly why?: string };

/**
 * Whether an exclusion is reviewed. A review looks at the members of a group. It covers an excluded group, and a person who is excluded
 * only through groups that are all reviewed. It can't end an exclusion by id.
 * @param lines the exclusions of this control's policies
 */
export function coverageOf(
  subject: Subject,
  lines: readonly ExclusionLine[],
  audited: AuditContext,
): AccessReviewCoverage {
  const isOfPeople = subject.kind === "group" || subject.kind === "user";
  if (!isOfPeople || partOf(audited.facts.accessReviews) === undefined) return { kind: "not known" };
  if (subject.kind === "group") return ofGroup(groupId(subject.id), audited);
  const names = (line: ExclusionLine) => audited.whole.membership.isAmong(userId(subject.id), namedBy([line], audited));
  const each = lines
    .filter(names)
    .map((line) => (line.subject.kind === "group" ? ofGroup(groupId(line.subject.id), audited) : OF_NO_GROUP));
  return first(each, "not covered") ?? first(each, "not known") ?? each[0] ?? { kind: "not covered" };
}

const OF_NO_GROUP: AccessReviewCoverage = { kind: "not covered", why: "a policy excludes them by id or by a role" };

const first = (all: readonly AccessReviewCoverage[], kind: AccessReviewCoverage["kind"]) =>
  all.find((one) => one.kind === kind);

/** One review that covers the group is enough. A recurring review is preferred. */
function ofGroup(id: GroupId, audited: AuditContext): AccessReviewCoverage {
  const { facts } = audited;
  const found = (partOf(facts.accessReviews) ?? []).flatMap((review) => byReview(review, id, audited));
  const recurring = found.find((one) => one.kind === "covered" && one.isRecurring);
  const settled = recurring ?? first(found, "covered") ?? first(found, "not known");
  const gap = gapIn(facts.accessReviews);
  return settled ?? (gap && { kind: "not known", why: gap.why }) ?? found[0] ?? { kind: "not covered" };
}

/** Whether a review covers the members of a group; nothing if it is about something else. */
function byReview(review: AccessReview, id: GroupId, audited: AuditContext): readonly AccessReviewCoverage[] {
  const { displayName, reviewed, run } = review;
  const by = named(displayName ?? review.id);
  return reviewed.flatMap((scope): AccessReviewCoverage | readonly [] => {
    if (scope.kind === "members" && scope.group !== id) return [];
    if (scope.kind === "not understood")
      return { kind: "not known", why: `${by} may review it: its scope isn't understood` };
    if (!isOfEverybody(scope.people, id, audited))
      return { kind: "not covered", why: `${by} may leave out some of its members` };
    if (isHeldOn(audited.day, run)) return { kind: "covered", by, isRecurring: run.isRecurring };
    return { kind: "not covered", why: `${by} reviews it, but may not be held on ${audited.day}` };
  });
}

/** A review of direct members shows a nested group as one member, not the people in it. */
function isOfEverybody(people: "all" | "direct" | "some", id: GroupId, { tenant: { groups } }: AuditContext): boolean {
  const { members, mayHoldOthers } = groups?.get(id) ?? {};
  const areNested = members?.some((member) => groups?.has(member as GroupId)) ?? true;
  return people === "all" || (people === "direct" && !areNested && !mayHoldOthers);
}

/** Whether a review is certainly held on the day or after it. */
const isHeldOn = (day: IsoDate, { isGoingOn, from = day, until = day }: ReviewRun): boolean =>
  isGoingOn && from <= day && until !== "not known" && until >= day;
