import { userId } from "../../model/ids";
import type { RegisterEntry } from "../../model/register";
import { guidsIn } from "../../text/guid";
import { listing, named } from "../../text/sentence";
import type { Subject } from "../answer";
import { type Audited, groupSubject, userSubject } from "../audited";
import { partOf, wholeOf } from "../known";
import { type ExclusionLine, exclusionLines, isOpen } from "./lines";

/** Somebody who is left out: by an entry of the register, or by a policy alone. */
export interface Exclusion {
  readonly subject: Subject;
  /** *in force*: it exempts; *overdue*, *too far ahead*: it exempts nobody; *not declared*: no entry is about it. */
  readonly standing: "in force" | "overdue" | "too far ahead" | "not declared";
  readonly entry: RegisterEntry | undefined;
  /** No policy makes use of the entry. */
  readonly isStale: boolean;
  /** Policies of this control that exclude it. */
  readonly excludedBy: readonly Subject[];
  readonly review: AccessReviewCoverage;
}

/** Whether an access review of the tenant's covers the exclusion. */
export type AccessReviewCoverage =
  | { readonly kind: "covered"; readonly by: string; readonly isRecurring: boolean }
  | { readonly kind: "not covered" }
  | { readonly kind: "not known" };

/** Everybody whom the register declares, in its order, then whom policies of this control exclude without it. */
export function exclusionsOf(audited: Audited): readonly Exclusion[] {
  const { register, carriers } = audited;
  const lines = carriers.policies.flatMap((policy) => exclusionLines(policy, audited));
  const byId = new Map<string, ExclusionLine[]>();
  for (const line of lines) byId.set(line.subject.id, [...(byId.get(line.subject.id) ?? []), line]);
  const excludedBy = (id: string): readonly Subject[] =>
    (byId.get(id) ?? []).map(({ policy }) => ({ kind: "policy", id: policy.id, name: policy.displayName }));
  const declared = (register?.register.entries ?? []).map((entry): Exclusion => {
    const { principal } = entry;
    return {
      subject: principal.kind === "user" ? userSubject(principal.id, audited) : groupSubject(principal.id, audited),
      standing: standingOf(entry, audited),
      entry,
      isStale: register?.stale.includes(entry) ?? false,
      excludedBy: excludedBy(principal.id),
      review: reviewOf(principal.id, principal.kind, audited),
    };
  });
  const known = new Set(declared.map(({ subject }) => subject.id));
  const others = [...byId.values()].flatMap(([line]) =>
    line === undefined || known.has(line.subject.id) || !isOpen(line)
      ? []
      : [undeclared(line.subject, excludedBy(line.subject.id), audited)],
  );
  return [...declared, ...others];
}

const undeclared = (subject: Subject, excludedBy: readonly Subject[], audited: Audited): Exclusion => ({
  subject,
  standing: "not declared",
  entry: undefined,
  isStale: false,
  excludedBy,
  review:
    subject.kind === "user" || subject.kind === "group"
      ? reviewOf(subject.id, subject.kind, audited)
      : { kind: "not known" },
});

function standingOf(entry: RegisterEntry, { register }: Audited): Exclusion["standing"] {
  if (register?.overdue.includes(entry)) return "overdue";
  return register?.tooFarAhead.includes(entry) ? "too far ahead" : "in force";
}

/** A review that names the group, or one that holds the user; one of a role that the user holds, too. */
function reviewOf(id: string, kind: "user" | "group", { facts, membership, tenant }: Audited): AccessReviewCoverage {
  const reviews = partOf(facts.accessReviews);
  if (reviews === undefined) return { kind: "not known" };
  const holders =
    kind === "group"
      ? [id]
      : [
          id,
          ...[...(tenant.groups?.keys() ?? [])].filter((group) => membership.isInGroup(group, "include", userId(id))),
          ...(tenant.roleAssignments ?? []).filter(({ principal }) => principal === id).map(({ role }) => role),
        ];
  const covering = reviews.filter(({ queries }) => queries.flatMap(guidsIn).some((named) => holders.includes(named)));
  const [first] = covering;
  return first === undefined
    ? { kind: wholeOf(facts.accessReviews) === undefined ? "not known" : "not covered" }
    : {
        kind: "covered",
        by: listing(
          covering.map(({ displayName, id: review }) => named(displayName ?? review)),
          "and",
        ),
        isRecurring: covering.some(({ repeats }) => repeats !== undefined),
      };
}
