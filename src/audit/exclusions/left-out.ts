import type { Policy } from "../../law/model/policy";
import { listing, named, shortened } from "../../text/sentence";
import type { Subject } from "../answer";
import type { Audited } from "../audited";
import { doing, fewOf, groupedBy } from "../policies-in-words";
import { type ExclusionLine, exclusionLines, isOpen } from "./lines";

/**
 * Whom these policies leave out without the register's leave: `"A" and "B" leave out the group "X" (not in the register)`. A
 * group that several leave out is named once.
 */
export function leftOut(policies: readonly Policy[], audited: Audited): string {
  const lines = policies.flatMap((policy) => exclusionLines(policy, audited).filter(isOpen));
  const subjects = groupedBy(lines, ({ subject: { kind, id } }) => `${kind} ${id}`).map(([, some]) => some);
  const sets = groupedBy(subjects, (some) => some.map(({ policy }) => policy.id).join());
  const sentences = sets.map(([, some]) => {
    const by = (some[0] ?? []).map(({ policy }) => policy);
    return `${doing(by, "leaves", "leave")} out ${byReason(some.flatMap(([line]) => line ?? []))}`;
  });
  const unclear = policies.filter((policy) => !lines.some((line) => line.policy === policy));
  const others =
    unclear.length === 0 ? [] : [`${doing(unclear, "leaves", "leave")} somebody out in a way that isn't understood`];
  return `${[...sentences, ...others].join("; ")}.`;
}

const byReason = (lines: readonly ExclusionLine[]): string =>
  listing(
    groupedBy(lines, ({ standing }) => ("why" in standing ? standing.why : "")).map(
      ([why, some]) => `${listing(fewOf(some.map(({ subject }) => inWords(subject))), "and")} (${why})`,
    ),
    "and",
  );

/** `alice`, `the group "X"`, `guests and external users`. */
const inWords = ({ kind, name }: Subject): string =>
  kind === "user" || kind === "identity type" ? shortened(name) : `the ${kind} ${named(name)}`;
