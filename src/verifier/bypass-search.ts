import type { EvaluationContext } from "../law/evaluate";
import type { Reading } from "../law/model/truth";
import { isPresent, type PrincipalClass } from "./principals/principal-class";
import type { Principals } from "./principals/principals";
import { type BitSet, both, intersects } from "./search/bit-set";
import { type Query, SEARCH_BOUND, Search, SPACE_BOUND } from "./search/search";
import { type Assignment, matchOf, type SearchSpace } from "./search/search-space";
import { TOO_HARD, TOO_MANY_PRINCIPAL_CLASSES, type Unknown } from "./verdict";

/** A principal class with an assignment that lets it through. */
export interface OpenClass {
  readonly principalClass: PrincipalClass;
  readonly assignment: Assignment;
}

/** Whom something lets through, and where. */
export interface Sweep {
  readonly open: readonly OpenClass[];
  /** Where a bound was reached, so that finding nothing is no proof. */
  readonly bounds: readonly Unknown[];
}

/** Where bypasses are looked for, and how: in one tenant, or in one of two with regard to the other. */
interface Where {
  readonly space: SearchSpace;
  readonly reading: Reading;
  readonly principals: Principals;
  readonly context: EvaluationContext;
  /** What people are told in terms of, where `context` was made from it. */
  readonly told?: EvaluationContext;
  /** The tenant that the sign-in gets through in. */
  readonly tenantIndex: number;
  /** In a comparison: the candidate policies of that tenant, and of the other one, where a bypass must be shut. */
  readonly tenants: { readonly here: BitSet; readonly there: BitSet } | undefined;
}

/** Steps for each principal class in turn: first few, so that hard ones don't keep easy ones from being looked at. */
const ROUNDS = [200_000, SEARCH_BOUND];
/** Assignments that are tried for each principal class before a search: the ones found first. */
const MOST_KNOWN = 64;

/** Says what a bypass is, for each principal class, and looks for them. */
export class BypassSearch {
  readonly where: Where;

  constructor(where: Where) {
    this.where = where;
  }

  /** The same for these classes only. */
  among(classes: readonly PrincipalClass[]): BypassSearch {
    return new BypassSearch({ ...this.where, principals: this.where.principals.only(classes) });
  }

  /** What a principal class's bypass is: no policy here stops it and, in a comparison, one there does. */
  queryOf({ signature, members }: PrincipalClass, under: Reading = this.where.reading): Query {
    const { tenants } = this.where;
    const about = signature[under];
    if (tenants === undefined) return { stopping: about };
    const stopping = both(about, tenants.here);
    const isInBoth = members.every(({ identities }) => !identities.includes(undefined));
    return isInBoth ? { stopping, stopped: both(about, tenants.there) } : { stopping };
  }

  /** Whether a sign-in that these candidate policies meet, apart from the principal, gets through for a principal class. */
  isOpenFor(principalClass: PrincipalClass, match: BitSet): boolean {
    if (!isPresent(principalClass, this.where.tenantIndex)) return false;
    const { stopping, stopped } = this.queryOf(principalClass);
    return !intersects(stopping, match) && (stopped === undefined || intersects(stopped, match));
  }

  /**
   * Looks for a bypass for each principal class. An assignment that is open for one is tried first for the next.
   * @param most how many open principal classes are enough
   * @param bound steps for everybody together
   */
  sweep(most = Number.POSITIVE_INFINITY, bound = SPACE_BOUND): Sweep {
    const { space, reading, principals, tenantIndex } = this.where;
    const search = new Search(space, bound);
    const known: { readonly assignment: Assignment; readonly match: BitSet }[] = [];
    const open: OpenClass[] = [];
    const isLeft = (principalClass: PrincipalClass, steps: number): boolean => {
      if (open.length >= most) return false;
      const again = known.find(({ match }) => this.isOpenFor(principalClass, match));
      if (again !== undefined) {
        open.push({ principalClass, assignment: again.assignment });
        return false;
      }
      const { assignment, exhausted } = search.find(this.queryOf(principalClass), steps);
      if (assignment === undefined) return exhausted;
      open.push({ principalClass, assignment });
      if (known.length < MOST_KNOWN) known.push({ assignment, match: matchOf(space, assignment, reading) });
      return false;
    };
    let left = principals.classes.filter((principalClass) => isPresent(principalClass, tenantIndex));
    for (const steps of ROUNDS) left = left.filter((principalClass) => isLeft(principalClass, steps));
    const bounds = [
      ...(left.length > 0 ? [TOO_HARD] : []),
      ...(principals.isWhole ? [] : [TOO_MANY_PRINCIPAL_CLASSES]),
    ];
    return { open, bounds };
  }
}
