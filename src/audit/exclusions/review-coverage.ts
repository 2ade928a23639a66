import type { AccessReview, Reviewed, ReviewRun } from "../../law/model/evidence";
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
  | { readonly kind: "not covered" | "not known"; readonly why: string | undefined };

const NOT_COVERED: AccessReviewCoverage = { kind: "not covered", why: undefined };

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
  if (partOf(audited.facts.accessReviews) === undefined || (subject.kind !== "group" && subject.kind !== "user"))
    return { kind: "not known", why: undefined };
  if (subject.kind === "group") return ofGroup(groupId(subject.id), audited);
  const names = (line: ExclusionLine) => audited.membership.isAmong(userId(subject.id), namedBy([line], audited));
  const excluding = lines.filter(names).map((line) => line.subject);
  if (excluding.some(({ kind }) => kind === "user"))
    return { kind: "not covered", why: "a policy excludes them by id" };
  if (excluding.some(({ kind }) => kind === "role"))
    return { kind: "not known", why: "a policy excludes them by a role" };
  const each = excluding.map(({ id }) => ofGroup(groupId(id), audited));
  return first(each, "not covered") ?? first(each, "not known") ?? each[0] ?? NOT_COVERED;
}

const first = (all: readonly AccessReviewCoverage[], kind: AccessReviewCoverage["kind"]) =>
  all.find((one) => one.kind === kind);

/** One review that covers the group is enough. A recurring review is preferred. */
function ofGroup(id: GroupId, audited: AuditContext): AccessReviewCoverage {
  const { facts } = audited;
  const found = (partOf(facts.accessReviews) ?? []).flatMap((review) =>
    review.reviewed.flatMap((reviewed) => byReview(review, reviewed, id, audited) ?? []),
  );
  const recurring = found.find((one) => one.kind === "covered" && one.isRecurring);
  const settled = recurring ?? first(found, "covered") ?? first(found, "not known");
  if (settled !== undefined) return settled;
  const gap = gapIn(facts.accessReviews);
  return gap === undefined ? (found[0] ?? NOT_COVERED) : { kind: "not known", why: gap.why };
}

/** Whether a review covers the members of a group. `undefined` if it is about something else. */
function byReview(
  { displayName, id, run }: AccessReview,
  reviewed: Reviewed,
  group: GroupId,
  audited: AuditContext,
): AccessReviewCoverage | undefined {
  const short = ofScope(reviewed, group, audited) ?? onDay(run, audited.day);
  const by = named(displayName ?? id);
  if (short === undefined) return { kind: "covered", by, isRecurring: run.isRecurring };
  return short === ELSEWHERE ? undefined : { kind: short[0], why: `${by} ${short[1]}` };
}

/** Why a review isn't enough, to go after its name. */
type Short = readonly ["not covered" | "not known", string] | typeof ELSEWHERE;

const ELSEWHERE = "it is about something else";

function ofScope(reviewed: Reviewed, id: GroupId, audited: AuditContext): Short | undefined {
  if (reviewed.kind === "elsewhere") return ELSEWHERE;
  if (reviewed.kind === "not understood") return ["not known", "may review it: its scope isn't understood"];
  if (reviewed.group !== id) return ELSEWHERE;
  if (reviewed.people === "some") return ["not covered", "reviews only some of its members"];
  return reviewed.people === "direct" ? ofDirectMembers(id, audited) : undefined;
}

/** A review of direct members shows a nested group as one member, not the people in it. */
function ofDirectMembers(id: GroupId, { tenant: { groups } }: AuditContext): Short | undefined {
  const { members, unlisted = [], mayHoldOthers } = groups?.get(id) ?? {};
  if (members?.some((member) => groups?.has(member as GroupId)) || unlisted.length > 0)
    return ["not covered", "reviews only its direct members, and it contains groups"];
  return members === undefined || mayHoldOthers
    ? ["not known", "reviews only its direct members, and whether it contains groups isn't known"]
    : undefined;
}

/** Why the review isn't held on the day or after it. `undefined` if it is. */
function onDay({ stage, from, until }: ReviewRun, day: IsoDate): Short | undefined {
  if (stage === "over") return ["not covered", "reviewed it, and is over"];
  if (from !== undefined && from > day) return ["not covered", `begins on ${from}`];
  if (until === "not known") return ["not known", "reviews it until a day that isn't known"];
  if (until !== undefined && until < day) return ["not covered", `reviewed it until ${until}`];
  if (stage === "to come") return ["not covered", "hasn't begun"];
  return stage === "not known" ? ["not known", "reviews it, and is in a state that isn't understood"] : undefined;
}
