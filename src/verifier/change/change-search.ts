import type { PrincipalClass } from "../principals/principal-class";
import { type BitSet, elementsOf, emptyBitSet, hasBit, intersects, setBit } from "../search/bit-set";
import { Search } from "../search/search";
import { matchOf } from "../search/search-space";
import type { Direction } from "./direction";
import { allFailing, canFail, fails, type Valuation, waysToMeet } from "./valuation";
import type { Way, WayJudge } from "./way-judge";

/**
 * How a way is looked for. *certain*: that the policies stop nobody, whatever is supposed; *closed*: as if groups and
 * roles that the other tenant doesn't explain held nobody, strengths asked for MFA, and content covered nothing that isn't
 * understood there; *free*: whatever is supposed. The last one finds whatever there is.
 */
export type Pass = "certain" | "closed" | "free";

interface Found {
  readonly way: Way | undefined;
  readonly exhausted: boolean;
}

const NOT_FOUND: Found = { way: undefined, exhausted: false };
/** Choices of what is supposed that are tried for one policy and one principal class, and steps to make some fail together. */
const MOST_CHOICES = 200;
const FAILING_STEPS = 2000;

/** Looks for sign-ins that a change opens: what is supposed is chosen together with the sign-in. */
export class ChangeSearch {
  readonly #direction: Direction;
  readonly #judge: WayJudge;
  readonly #search: Search;

  constructor(direction: Direction, judge: WayJudge) {
    this.#direction = direction;
    this.#judge = judge;
    this.#search = new Search(direction.space);
  }

  find(principalClass: PrincipalClass, pass: Pass, steps: number): Found {
    const base = this.#direction.isInDirectory(principalClass) ? new Map<number, boolean>() : this.#direction.nobody;
    let exhausted = false;
    for (const stopped of this.#stoppedBy(principalClass)) {
      const found = this.#findFor(principalClass, stopped, base, pass, steps);
      if (found.way !== undefined) return found;
      exhausted ||= found.exhausted;
    }
    return { way: undefined, exhausted };
  }

  /** The sign-in of another class, for this one, if it is a way for it too. */
  again({ assignment, match, supposed }: Way, principalClass: PrincipalClass, pass: Pass): Way | undefined {
    if (!this.#direction.isInDirectory(principalClass) && this.#direction.supposesMembership(supposed))
      return undefined;
    const { stopping, stopped } = this.#judge.searchWhen(supposed).queryOf(principalClass);
    if (intersects(stopping, match) || (stopped !== undefined && !intersects(stopped, match))) return undefined;
    const way = { principalClass, assignment, match, supposed };
    return pass === "certain" && this.#judge.hangsOn(way).length > 0 ? undefined : way;
  }

  #findFor(
    principalClass: PrincipalClass,
    stopped: number | undefined,
    base: Valuation,
    pass: Pass,
    steps: number,
  ): Found {
    const requirement = stopped === undefined ? { all: [], none: [] } : this.#direction.requirement(stopped);
    const all = [...elementsOf(this.#direction.ofHere(principalClass.signature.cautious))];
    const find = (supposed: Valuation, stopping: readonly number[]): Found =>
      this.#ask(principalClass, stopped, supposed, stopping, steps);
    let exhausted = false;
    const choices = { left: MOST_CHOICES };
    for (const supposed of waysToMeet(
      requirement,
      pass === "closed" ? new Map([...this.#judge.closed, ...base]) : base,
    )) {
      if (pass === "certain")
        return find(
          supposed,
          all.filter((index) => !fails(this.#direction.requirement(index), base)),
        );
      const found = this.#choose(supposed, all, find, choices);
      if (found.way !== undefined) return found;
      exhausted ||= found.exhausted;
    }
    return { way: undefined, exhausted };
  }

  /**
   * Looks for a sign-in that nobody stops of whom it can't be supposed that they don't; where not all of the others can be
   * supposed not to together, one thing is supposed after the other.
   */
  #choose(
    supposed: Valuation,
    all: readonly number[],
    find: (supposed: Valuation, stopping: readonly number[]) => Found,
    choices: { left: number },
  ): Found {
    if (choices.left-- <= 0) return { way: undefined, exhausted: true };
    const { way, exhausted } = find(
      supposed,
      all.filter((index) => !canFail(this.#direction.requirement(index), supposed)),
    );
    if (way === undefined) return { way, exhausted };
    const matched = all.filter((index) => hasBit(way.match, index)).map((index) => this.#direction.requirement(index));
    const failing = allFailing(matched, supposed, { left: FAILING_STEPS });
    if (failing !== undefined) return { way: { ...way, supposed: failing }, exhausted: false };
    const open = matched.flatMap(({ all, none }) => [...all.flat(), ...none]).find((one) => !supposed.has(one));
    if (open === undefined) return NOT_FOUND;
    const one = this.#choose(new Map([...supposed, [open, false]]), all, find, choices);
    if (one.way !== undefined) return one;
    const other = this.#choose(new Map([...supposed, [open, true]]), all, find, choices);
    return { way: other.way, exhausted: one.exhausted || other.exhausted };
  }

  #ask(
    principalClass: PrincipalClass,
    stopped: number | undefined,
    supposed: Valuation,
    stopping: readonly number[],
    steps: number,
  ): Found {
    const size = this.#direction.candidates.policies.length;
    const { assignment, exhausted } = this.#search.find(
      { stopping: setOf(size, stopping), ...(stopped === undefined ? {} : { stopped: setOf(size, [stopped]) }) },
      steps,
    );
    if (assignment === undefined) return { way: undefined, exhausted };
    const match = matchOf(this.#direction.space, assignment, "cautious");
    return { way: { principalClass, assignment, match, supposed }, exhausted: false };
  }

  /** The policies of the other tenant that may stop somebody, those that hang on least first; none is asked for of newcomers. */
  #stoppedBy(principalClass: PrincipalClass): readonly (number | undefined)[] {
    if (!this.#direction.isInBoth(principalClass)) return [undefined];
    const there = this.#direction.ofThere(principalClass.signature.cautious);
    const weight = (index: number): number => {
      const { all, none } = this.#direction.requirement(index);
      return all.length + none.length;
    };
    return [...elementsOf(there)].sort((one, other) => weight(one) - weight(other) || one - other);
  }
}

function setOf(size: number, elements: readonly number[]): BitSet {
  const bits = emptyBitSet(size);
  for (const element of elements) setBit(bits, element);
  return bits;
}
