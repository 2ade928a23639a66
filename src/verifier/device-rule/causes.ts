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
  note(clash);
  let at = assignment.trail.length;
  for (;;) {
    at = assignment.trail.findLastIndex((literal, index) => index < at && seen.has(propositionOf(literal)));
  }
}
