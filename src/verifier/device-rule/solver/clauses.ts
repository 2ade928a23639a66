import type { Condition } from "./condition";
import { affirmed, type Literal } from "./literal";

/** Literals of which one at least must hold. */
export type Clause = readonly Literal[];

/**
 * The condition as clauses, by naming its inner parts: as many literals as the condition has, where multiplying out could
 * give exponentially many. A name implies its part but not the reverse, which is all that a condition without negation needs.
 * @param fresh gives the number of a proposition that nothing else uses
 */
export function clausesOf(condition: Condition, fresh: () => number): readonly Clause[] {
  const clauses: Clause[] = [];
  const require = (part: Condition, unless: Clause): void => {
    if (part.kind === "literal") clauses.push([...unless, part.literal]);
    else if (part.kind === "all") for (const each of part.parts) require(each, unless);
    else clauses.push([...unless, ...part.parts.map(nameOf)]);
  };
  const nameOf = (part: Condition): Literal => {
    if (part.kind === "literal") return part.literal;
    const name = affirmed(fresh());
    require(part, [name ^ 1]);
    return name;
  };
  require(condition, []);
  return clauses;
}
