import { Encoding } from "../encoding/encoding";
import type { Settled } from "../encoding/unknowns";
import type { PrincipalClass } from "../people/principals";
import { type Literal, negate } from "../solver/formula";
import type { Settling } from "../verdict";
import { Questions, type Swept } from "./questions";
import { smallestSet } from "./smallest-set";

/**
 * The smallest set of groups, roles and locations that aren't known which lets nobody in if each holds nobody, and no place, beyond
 * what is known; null where there is none, or none was found within the bound. Of equal size the first by kind and id.
 */
export function settledBy(
  { encoding, principals }: Questions,
  { letIn, tooHard }: Swept,
  bound: number,
): readonly Settling[] | null {
  if (tooHard.length > 0) return null;
  if (letIn.length === 0) return [];
  if (encoding.unknowns.all.every(({ isContent }) => isContent)) return null;
  const settling = new Settlement(new Questions(new Encoding(encoding.sides, false, true), principals, bound));
  return settling.smallest(letIn.map((one) => one.principals));
}

/** Questions in which each holder either holds nobody else or may. */
class Settlement {
  readonly #questions: Questions;
  /** Sorted by kind and id. */
  readonly #holders: readonly Settled[];

  constructor(questions: Questions) {
    this.#questions = questions;
    for (const one of questions.principals.classes) questions.stopsFor(one); // what they ask about is known then
    const holders = [...questions.encoding.unknowns.holders];
    this.#holders = holders.sort(([one], [other]) => (one < other ? -1 : 1)).map(([, holder]) => holder);
  }

  smallest(classes: readonly PrincipalClass[]): readonly Settling[] | null {
    const found = smallestSet((set) => {
      const passing = this.#whoGetsIn(classes, set);
      if (passing === "bound") return undefined;
      if (passing === undefined) return { isEnough: true };
      const unused = this.#fewUsed(passing, set, "isUnused");
      const used = unused === "none" ? this.#fewUsed(passing, set, "isEmpty") : unused;
      return typeof used === "string" ? undefined : { isEnough: false, needed: used };
    });
    return found === undefined ? null : this.#holders.flatMap(({ holder }, at) => (found.has(at) ? [holder] : []));
  }

  /** What was assumed of somebody who gets in though these holders hold nobody else. */
  #whoGetsIn(
    classes: readonly PrincipalClass[],
    settled: ReadonlySet<number>,
  ): readonly Literal[] | "bound" | undefined {
    const emptied = this.#holders.map(({ isEmpty }, at) => (settled.has(at) ? isEmpty : negate(isEmpty)));
    for (const one of classes) {
      const passing = this.#questions.stopsFor(one).map(({ passes }) => passes);
      const { kind } = this.#questions.ask([...passing, ...emptied]);
      if (kind === "bound") return "bound";
      if (kind === "yes") return passing;
    }
    return undefined;
  }

  /**
   * Few holders that this way in needs to hold somebody else: of these one must be settled. That a policy includes nobody because a
   * holder is empty may open a way in, too, so it is asked for one that doesn't use the others first.
   */
  #fewUsed(
    passing: readonly Literal[],
    settled: ReadonlySet<number>,
    otherwise: "isUnused" | "isEmpty",
  ): readonly number[] | "none" | "bound" {
    const fixed = this.#holders.flatMap((holder, at) => [
      ...(otherwise === "isUnused" ? [negate(holder.isEmpty)] : []),
      ...(settled.has(at) ? [holder[otherwise]] : []),
    ]);
    const wished = this.#holders.map((holder) => holder[otherwise]);
    const answer = this.#questions.ask([...passing, ...fixed], undefined, wished);
    if (answer.kind !== "yes") return answer.kind === "bound" ? "bound" : "none";
    return [...this.#holders.keys()].filter((at) => !answer.isTrue(wished[at] as Literal));
  }
}
