import type { Assignment } from "./assignment";
import { type Literal, propositionOf } from "./literal";

/** Literals that can't all hold: `pivot`, the only one of the latest level, and those `before` it, the latest level first. */
export interface Causes {
  readonly pivot: Literal;
  readonly before: readonly Literal[];
}

/** Goes back from literals that clash to the nearest single literal of the latest level through which all of it came. */
export function causesOf(clash: readonly Literal[], assignment: Assignment): Causes {
  const seen = new Set<number>();
  const before: Literal[] = [];
  let unexplained = 0;
  const note = (literals: readonly Literal[]): void => {
    for (const literal of literals) {
      if (seen.has(propositionOf(literal)) || assignment.levelOf(literal) === 0) continue;
      seen.add(propositionOf(literal));
      if (assignment.levelOf(literal) === assignment.level) unexplained++;
      else before.push(literal);
    }
  };
  const explain = (literal: Literal): boolean => {
    if (!seen.has(propositionOf(literal))) return false;
    if (unexplained === 1) return true;
    unexplained--;
    note(assignment.reasonFor(literal));
    return false;
  };
  note(clash);
  const pivot = assignment.trail.findLast(explain);
  if (pivot === undefined) throw new Error("a clash has a literal of the latest level");
  return { pivot, before: before.toSorted((a, b) => assignment.levelOf(b) - assignment.levelOf(a)) };
}
