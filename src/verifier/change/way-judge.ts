import { BypassSearch, type OpenClass } from "../bypass-search";
import { type BitSet, bitSetOfAll, bitSetWhere, both } from "../search/bit-set";
import { type Assignment, matchOf } from "../search/search-space";
import type { Direction } from "./direction";
import { hingeOf } from "./hinges";
import { type Needed, needed, networkMatchOf } from "./needed";
import type { Requirement, Supposed, SupposedHinge } from "./supposition";
import { fails, isMet, type Valuation } from "./valuation";

/** A sign-in that is stopped in one tenant and gets through in the other, if what is supposed is so. */
export interface Way extends OpenClass {
  readonly match: BitSet;
  /** What isn't in it is supposed not to hold. */
  readonly supposed: Valuation;
}

/** Says of ways what they hang on, and for whom and how else they are ways. */
export class WayJudge {
  /** What is supposed of the other tenant where groups and roles hold nobody and strengths ask for MFA. */
  readonly closed: Valuation;
  readonly #direction: Direction;
  readonly #searches = new WeakMap<Valuation, BypassSearch>();

  constructor(direction: Direction) {
    this.#direction = direction;
    const { suppositions } = direction.candidates;
    this.closed = new Map(
      suppositions.list.flatMap(({ kind }, number) =>
        suppositions.isAskedIn(number, direction.there) ? [[number, kind === "strength"] as const] : [],
      ),
    );
  }

  /**
   * Where the way's bypass is judged: for whom, and how else, it is a way if just that is so which it hangs on. Who
   * is supposed to be in a group or to hold a role has an object in the directory.
   */
  judging(way: Way): { readonly judged: BypassSearch; readonly assignment: Assignment } {
    const { supposed, places } = this.#needed(way);
    const networkMatch = networkMatchOf(
      this.#direction.candidates,
      way.assignment.network,
      places,
      this.#direction.here,
    );
    const assignment = { ...way.assignment, networkMatch };
    const forAll = this.#searchIf(supposed);
    const isInDirectory = this.#direction.isInDirectory(way.principalClass);
    const isIn = this.#direction.supposesMembership(supposed);
    const match = matchOf(this.#direction.space, assignment, "cautious");
    if (!isIn && forAll.isOpenFor(way.principalClass, match)) return { judged: forAll, assignment };
    const judged = isInDirectory ? forAll : this.#searchIf(new Map([...supposed, ...this.#direction.nobody]));
    const classes = this.#direction.principals.classes.filter(
      (one) => this.#direction.isInDirectory(one) === isInDirectory,
    );
    return { judged: judged.among(classes), assignment };
  }

  /** With the policies there that stop for certain, and those here that may, if this is so. */
  #searchIf(supposed: Valuation): BypassSearch {
    const where = (holds: (requirement: Requirement) => boolean): BitSet =>
      bitSetWhere(this.#direction.candidates.requirements, holds);
    const isCertain = ({ all, none }: Requirement): boolean =>
      none.every((number) => supposed.get(number) === false) &&
      all.every((clause) => clause.some((number) => supposed.get(number) === true));
    return this.#searchWith(
      where((requirement) => !fails(requirement, supposed)),
      where(isCertain),
    );
  }

  /** What is a bypass if this is so. */
  searchWhen(supposed: Valuation): BypassSearch {
    const known = this.#searches.get(supposed);
    if (known !== undefined) return known;
    const active = bitSetWhere(this.#direction.candidates.requirements, (requirement) => isMet(requirement, supposed));
    const search = this.#searchWith(active, active);
    this.#searches.set(supposed, search);
    return search;
  }

  #searchWith(here: BitSet, there: BitSet): BypassSearch {
    return new BypassSearch({
      space: this.#direction.space,
      reading: "cautious",
      principals: this.#direction.principals,
      context: this.#direction.candidates.sides[this.#direction.here].context,
      tenantIndex: this.#direction.here,
      tenants: { here: this.#direction.ofHere(here), there: this.#direction.ofThere(there) },
    });
  }

  /** What must be as it is supposed for the way to be one. */
  hangsOn(way: Way): readonly SupposedHinge[] {
    const { supposed, places } = this.#needed(way);
    const { suppositions } = this.#direction.candidates;
    return [
      ...[...supposed].flatMap(([number, holds]) => {
        const supposition = suppositions.list[number];
        return supposition === undefined
          ? []
          : [hingeOf({ ...supposition, holds, ...suppositions.onlyIn(number) }, this.#direction.candidates, number)];
      }),
      ...places.map((place) => hingeOf(place, this.#direction.candidates)),
    ];
  }

  /** Whether it is a way even when what isn't known in the other tenant is as in the pass *closed*, and places hold nothing. */
  isAtBest(way: Way): boolean {
    const { supposed, places } = this.#needed(way);
    const { locations } = this.#direction.candidates.sides[this.#direction.there].tenant;
    const isUnread = (one: Supposed): boolean =>
      one.kind === "location" && (locations?.get(one.id)?.extent.kind ?? "notKnown") === "notKnown";
    return (
      [...supposed].every(([number, holds]) => (this.closed.get(number) ?? holds) === holds) &&
      places.every((place) => !place.holds || !isUnread(place))
    );
  }

  #needed({ principalClass, assignment, supposed }: Way): Needed {
    const about = both(principalClass.signature.cautious, this.#elsewhere({ assignment }));
    return needed({
      candidates: this.#direction.candidates,
      assignment,
      supposed,
      certain: this.#direction.isInDirectory(principalClass) ? new Set() : new Set(this.#direction.nobody.keys()),
      here: this.#direction.ofHere(about),
      there: this.#direction.isInBoth(principalClass) ? this.#direction.ofThere(about) : undefined,
    });
  }

  /** The policies whose conditions the sign-in meets, if it came from a place that they are about. */
  #elsewhere({ assignment }: Pick<Way, "assignment">): BitSet {
    const everywhere = bitSetOfAll(this.#direction.candidates.policies);
    return matchOf(this.#direction.space, { ...assignment, networkMatch: everywhere }, "cautious");
  }
}
