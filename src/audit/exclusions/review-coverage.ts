import type { AccessReview, Reviewed, ReviewedPeople } from "../../law/model/evidence";
import { type GroupId, type UserId, userId } from "../../law/model/ids";
import type { IsoDate } from "../../text/iso-date";
import { listing, named } from "../../text/sentence";
import type { Subject } from "../answer";
import type { AuditContext } from "../context";
import { gapIn, partOf } from "../known";
import type { ExclusionLine } from "./lines";

/** Whether an access review of the tenant's covers an exclusion: whether it would end it for whoever doesn't belong there. */
export type AccessReviewCoverage =
  | { readonly kind: "covered"; readonly by: string; readonly isRecurring: boolean }
  /** `why`: what there is instead, as a sentence without a full stop; nothing where there is none. */
  | { readonly kind: "not covered"; readonly why: string | undefined }
  | { readonly kind: "not known"; readonly why: string | undefined };

/**
 * Whether somebody's exclusion is reviewed. A review looks at who is in a group, so it covers a group that is excluded, or a person
 * whom policies leave out by groups alone; it can't end an exclusion by id.
 * @param lines by which policies of this control leave anybody out
 */
export function coverageOf(
  subject: Subject,
  lines: readonly ExclusionLine[],
  audited: AuditContext,
): AccessReviewCoverage {
  if (partOf(audited.facts.accessReviews) === undefined) return { kind: "not known", why: undefined };
  if (subject.kind === "group") return ofGroup(subject.id as GroupId, audited);
  if (subject.kind !== "user") return { kind: "not known", why: undefined };
  const { membership } = audited;
  const person = userId(subject.id);
  const excluding = lines.map(({ subject: excluded }) => excluded);
  if (excluding.some(({ kind, id }) => kind === "user" && id === person))
    return { kind: "not covered", why: reviewInVain(person, audited) };
  const groups = excluding.filter(
    ({ kind, id }) => kind === "group" && membership.isInGroup(id as GroupId, "include", person),
  );
  const roles = excluding.filter(
    ({ kind, id }) => kind === "role" && membership.ofRole(id as never, "exclude").people.has(person),
  );
  if (roles.length > 0) return { kind: "not known", why: "a policy excludes them by a role" };
  return worstOf(groups.map(({ id }) => ofGroup(id as GroupId, audited)));
}

/** A review of a group that somebody is in who is excluded by id: out of the group they are excluded still. */
function reviewInVain(person: UserId, { facts, membership }: AuditContext): string | undefined {
  const review = partOf(facts.accessReviews)?.find(({ reviewed }) =>
    reviewed.some((one) => one.kind === "members" && one.group && membership.isInGroup(one.group, "include", person)),
  );
  return review && `${nameOf(review)} reviews a group that they are in, and a policy excludes them by id`;
}

/** Whoever is excluded by several groups is covered iff each of them is. */
function worstOf(all: readonly AccessReviewCoverage[]): AccessReviewCoverage {
  const [first] = all;
  return (
    all.find(({ kind }) => kind === "not covered") ??
    all.find(({ kind }) => kind === "not known") ??
    first ?? { kind: "not covered", why: undefined }
  );
}

/** What a review does for a group: all that is needed, not enough, or not known. */
type Said = { readonly does: "all" } | { readonly does: "too little" | "not known"; readonly why: string };

function ofGroup(id: GroupId, audited: AuditContext): AccessReviewCoverage {
  const { facts, day } = audited;
  const judged = (partOf(facts.accessReviews) ?? []).flatMap((review) =>
    review.reviewed.flatMap((reviewed) => {
      const said = judge(reviewed, id, audited);
      return said === undefined ? [] : [{ review, said: said.does === "all" ? onDay(review, day) : said }];
    }),
  );
  const whole = judged.filter(({ said }) => said.does === "all");
  if (whole.length > 0)
    return {
      kind: "covered",
      by: listing([...new Set(whole.map(({ review }) => nameOf(review)))], "and"),
      isRecurring: whole.some(({ review }) => review.run.isRecurring),
    };
  const because = (does: Said["does"]): string | undefined =>
    judged.flatMap(({ review, said }) =>
      said.does === does && "why" in said ? [`${nameOf(review)} ${said.why}`] : [],
    )[0];
  const unsure = because("not known") ?? gapIn(facts.accessReviews)?.why;
  return unsure === undefined
    ? { kind: "not covered", why: because("too little") }
    : { kind: "not known", why: unsure };
}

const nameOf = ({ displayName, id }: AccessReview): string => named(displayName ?? id);

const TOO_LITTLE: { readonly [P in Exclude<ReviewedPeople, "all" | "direct">]: string } = {
  guests: "reviews the guests in it alone",
  inactive: "reviews those in it alone who haven't signed in for a while",
  owners: "reviews who owns it, not who is in it",
  some: "reviews some of those in it alone",
};

/** What a review says of who is in the group; `undefined` where it is about something else. */
function judge(reviewed: Reviewed, id: GroupId, audited: AuditContext): Said | undefined {
  if (reviewed.kind === "elsewhere") return undefined;
  if (reviewed.kind === "not understood")
    return { does: "not known", why: "may review it: its scope isn't understood" };
  const { group, people } = reviewed;
  const isWhole = people === "all" || people === "direct";
  if (group === undefined)
    return isWhole
      ? { does: "not known", why: "reviews several groups, and whether it is one of them isn't known" }
      : undefined;
  if (group !== id) return undefined;
  if (!isWhole) return { does: "too little", why: TOO_LITTLE[people] };
  return people === "all" ? { does: "all" } : directly(id, audited);
}

/** A review of direct members shows a group inside as one member, and not who is in that. */
function directly(id: GroupId, { tenant: { groups } }: AuditContext): Said {
  const group = groups?.get(id);
  if (group?.members?.some((member) => groups?.has(member as GroupId)) || (group?.unlisted ?? []).length > 0)
    return { does: "too little", why: "reviews its direct members alone, and there are groups in it" };
  return group?.members === undefined || group.mayHoldOthers
    ? { does: "not known", why: "reviews its direct members alone, and whether there are groups in it isn't known" }
    : { does: "all" };
}

/** Whether the review is held on the day, or again after it. */
function onDay({ run: { stage, from, until } }: AccessReview, day: IsoDate): Said {
  if (stage === "over") return { does: "too little", why: "reviewed it, and is over" };
  if (from !== undefined && from > day) return { does: "too little", why: `begins on ${from}` };
  if (until === "not known") return { does: "not known", why: "reviews it until a day that isn't known" };
  if (until !== undefined && until < day) return { does: "too little", why: `reviewed it until ${until}` };
  if (stage === "to come") return { does: "too little", why: "hasn't begun" };
  return stage === "not known"
    ? { does: "not known", why: "reviews it, and is in a state that isn't understood" }
    : { does: "all" };
}
