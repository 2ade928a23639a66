import { BypassSearch, type OpenClass } from "../bypass-search";
import { isPresent, type PrincipalClass } from "../principals/principal-class";
import type { Principals } from "../principals/principals";
import {
  type BitSet,
  bitSetOfAll,
  bitSetWhere,
  both,
  elementsOf,
  emptyBitSet,
  hasBit,
  intersects,
  setBit,
} from "../search/bit-set";
import { Search } from "../search/search";
import { type Assignment, matchOf, type SearchSpace } from "../search/search-space";
import type { Candidates } from "./candidates";
import { hingeOf } from "./hinges";
import { type Needed, needed, networkMatchOf } from "./needed";
import type { Requirement, Supposed, SupposedHinge } from "./supposition";
import { allFailing, canFail, fails, isMet, type Valuation, waysToMeet } from "./valuation";

/** A sign-in that is stopped in one tenant and gets through in the other, if what is supposed is so. */
export interface Way extends OpenClass {
  readonly match: BitSet;
  /** What isn't in it is supposed not to hold. */
  readonly supposed: Valuation;
}

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
  readonly #candidates: Candidates;
  readonly #space: SearchSpace;
  readonly #principals: Principals;
  readonly #here: 0 | 1;
  readonly #there: 0 | 1;
  readonly #search: Search;
  readonly #policiesHere: BitSet;
  readonly #policiesThere: BitSet;
  readonly #searches = new WeakMap<Valuation, BypassSearch>();
  readonly #nobody: Valuation;
  readonly #closed: Valuation;

  constructor(candidates: Candidates, space: SearchSpace, principals: Principals, here: 0 | 1) {
    this.#candidates = candidates;
    this.#space = space;
    this.#principals = principals;
    this.#here = here;
    this.#there = here === 0 ? 1 : 0;
    this.#policiesHere = policiesOf(candidates, this.#here);
    this.#policiesThere = policiesOf(candidates, this.#there);
    this.#search = new Search(space);
    const { list } = candidates.suppositions;
    const memberships = [...list.keys()].filter((number) => candidates.suppositions.isMembership(number));
    this.#nobody = new Map(memberships.map((number) => [number, false]));
    this.#closed = new Map(
      list.flatMap(({ kind }, number) =>
        candidates.suppositions.isAskedIn(number, this.#there) ? [[number, kind === "strength"] as const] : [],
      ),
    );
  }

  /**
   * Where the way's bypass is judged: for whom, and how else, it is a way if just that is so which it hangs on. Who
   * is supposed to be in a group or to hold a role has an object in the directory.
   */
  judging(way: Way): { readonly judged: BypassSearch; readonly assignment: Assignment } {
    const { supposed, places } = this.#needed(way);
    const networkMatch = networkMatchOf(this.#candidates, way.assignment.network, places, this.#here);
    const assignment = { ...way.assignment, networkMatch };
    const forAll = this.#searchIf(supposed);
    const isInDirectory = this.#isInDirectory(way.principalClass);
    const isIn = [...supposed].some(([number, holds]) => holds && this.#isMembership(number));
    const match = matchOf(this.#space, assignment, "cautious");
    if (!isIn && forAll.isOpenFor(way.principalClass, match)) return { judged: forAll, assignment };
    const judged = isInDirectory ? forAll : this.#searchIf(new Map([...supposed, ...this.#nobody]));
    const classes = this.#principals.classes.filter((one) => this.#isInDirectory(one) === isInDirectory);
    return { judged: judged.among(classes), assignment };
  }

  /** With the policies there that stop for certain, and those here that may, if this is so. */
  #searchIf(supposed: Valuation): BypassSearch {
    const where = (holds: (requirement: Requirement) => boolean): BitSet =>
      bitSetWhere(this.#candidates.requirements, holds);
    const isCertain = ({ all, none }: Requirement): boolean =>
      none.every((number) => supposed.get(number) === false) &&
      all.every((clause) => clause.some((number) => supposed.get(number) === true));
    return this.#searchWith(
      where((requirement) => !fails(requirement, supposed)),
      where(isCertain),
    );
  }

  #searchWhen(supposed: Valuation): BypassSearch {
    const known = this.#searches.get(supposed);
    if (known !== undefined) return known;
    const active = bitSetWhere(this.#candidates.requirements, (requirement) => isMet(requirement, supposed));
    const search = this.#searchWith(active, active);
    this.#searches.set(supposed, search);
    return search;
  }

  #searchWith(here: BitSet, there: BitSet): BypassSearch {
    return new BypassSearch({
      space: this.#space,
      reading: "cautious",
      principals: this.#principals,
      context: this.#candidates.sides[this.#here].context,
      tenantIndex: this.#here,
      tenants: { here: both(here, this.#policiesHere), there: both(there, this.#policiesThere) },
    });
  }

  find(principalClass: PrincipalClass, pass: Pass, steps: number): Found {
    const base = this.#isInDirectory(principalClass) ? new Map<number, boolean>() : this.#nobody;
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
    if (
      !this.#isInDirectory(principalClass) &&
      [...supposed].some(([number, holds]) => holds && this.#isMembership(number))
    )
      return undefined;
    const { stopping, stopped } = this.#searchWhen(supposed).queryOf(principalClass);
    if (intersects(stopping, match) || (stopped !== undefined && !intersects(stopped, match))) return undefined;
    const way = { principalClass, assignment, match, supposed };
    return pass === "certain" && this.hangsOn(way).length > 0 ? undefined : way;
  }

  /** What must be as it is supposed for the way to be one. */
  hangsOn(way: Way): readonly SupposedHinge[] {
    const { supposed, places } = this.#needed(way);
    const { list } = this.#candidates.suppositions;
    return [
      ...[...supposed].flatMap(([number, holds]) => {
        const supposition = list[number];
        return supposition === undefined ? [] : [hingeOf({ ...supposition, holds }, this.#candidates, number)];
      }),
      ...places.map((place) => hingeOf(place, this.#candidates)),
    ];
  }

  /** Whether it is a way even when what isn't known in the other tenant is as in the pass *closed*, and places hold nothing. */
  isAtBest(way: Way): boolean {
    const { supposed, places } = this.#needed(way);
    const { locations } = this.#candidates.sides[this.#there].tenant;
    const isUnread = (one: Supposed): boolean =>
      one.kind === "location" && (locations?.get(one.id)?.extent.kind ?? "notKnown") === "notKnown";
    return (
      [...supposed].every(([number, holds]) => (this.#closed.get(number) ?? holds) === holds) &&
      places.every((place) => !place.holds || !isUnread(place))
    );
  }

  #needed({ principalClass, assignment, supposed }: Way): Needed {
    const about = both(principalClass.signature.cautious, this.#elsewhere({ assignment }));
    return needed({
      candidates: this.#candidates,
      assignment,
      supposed,
      certain: this.#isInDirectory(principalClass) ? new Set() : new Set(this.#nobody.keys()),
      here: both(about, this.#policiesHere),
      there: this.#isInBoth(principalClass) ? both(about, this.#policiesThere) : undefined,
    });
  }

  /** The policies whose conditions the sign-in meets, if it came from a place that they are about. */
  #elsewhere({ assignment }: Pick<Way, "assignment">): BitSet {
    const everywhere = bitSetOfAll(this.#candidates.policies);
    return matchOf(this.#space, { ...assignment, networkMatch: everywhere }, "cautious");
  }

  #findFor(
    principalClass: PrincipalClass,
    stopped: number | undefined,
    base: Valuation,
    pass: Pass,
    steps: number,
  ): Found {
    const requirement = stopped === undefined ? { all: [], none: [] } : this.#requirement(stopped);
    const all = [...elementsOf(both(principalClass.signature.cautious, this.#policiesHere))];
    const find = (supposed: Valuation, stopping: readonly number[]): Found =>
      this.#ask(principalClass, stopped, supposed, stopping, steps);
    let exhausted = false;
    const choices = { left: MOST_CHOICES };
    for (const supposed of waysToMeet(requirement, pass === "closed" ? new Map([...this.#closed, ...base]) : base)) {
      if (pass === "certain")
        return find(
          supposed,
          all.filter((index) => !fails(this.#requirement(index), base)),
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
      all.filter((index) => !canFail(this.#requirement(index), supposed)),
    );
    if (way === undefined) return { way, exhausted };
    const matched = all.filter((index) => hasBit(way.match, index)).map((index) => this.#requirement(index));
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
    const size = this.#candidates.policies.length;
    const { assignment, exhausted } = this.#search.find(
      { stopping: setOf(size, stopping), ...(stopped === undefined ? {} : { stopped: setOf(size, [stopped]) }) },
      steps,
    );
    if (assignment === undefined) return { way: undefined, exhausted };
    const match = matchOf(this.#space, assignment, "cautious");
    return { way: { principalClass, assignment, match, supposed }, exhausted: false };
  }

  /** The policies of the other tenant that may stop somebody, those that hang on least first; none is asked for of newcomers. */
  #stoppedBy(principalClass: PrincipalClass): readonly (number | undefined)[] {
    if (!this.#isInBoth(principalClass)) return [undefined];
    const there = both(principalClass.signature.cautious, this.#policiesThere);
    const weight = (index: number): number => {
      const { all, none } = this.#requirement(index);
      return all.length + none.length;
    };
    return [...elementsOf(there)].sort((one, other) => weight(one) - weight(other) || one - other);
  }

  #isInBoth(principalClass: PrincipalClass): boolean {
    return isPresent(principalClass, 0) && isPresent(principalClass, 1);
  }

  #isInDirectory({ signature }: PrincipalClass): boolean {
    const { directory } = this.#candidates;
    return directory === undefined || hasBit(signature.cautious, directory);
  }

  #isMembership(number: number): boolean {
    return this.#candidates.suppositions.isMembership(number);
  }

  #requirement(index: number): Requirement {
    return this.#candidates.requirements[index] ?? { all: [[]], none: [] };
  }
}

function policiesOf({ policies, directory }: Candidates, tenantIndex: 0 | 1): BitSet {
  return bitSetWhere(policies, (policy, index) => index !== directory && policy.tenantIndex === tenantIndex);
}

function setOf(size: number, elements: readonly number[]): BitSet {
  const bits = emptyBitSet(size);
  for (const element of elements) setBit(bits, element);
  return bits;
}
