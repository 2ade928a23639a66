import type { Reading } from "../model/truth";
import type { EvaluationContext } from "./evaluate";
import type { PrincipalClass, Principals } from "./principals/principal-class";
import { type BitSet, both, intersects } from "./search/bit-set";
import { type Query, SEARCH_BOUND, Search, SPACE_BOUND } from "./search/search";
import type { Assignment, SearchSpace } from "./search/search-space";
import { matchOf } from "./search/width";
import { TOO_HARD, TOO_MANY_NETWORKS, TOO_MANY_PRINCIPAL_CLASSES, type Unknown } from "./verdict";

/** A principal class with an assignment that lets it through. */
export interface OpenClass {
  readonly principalClass: PrincipalClass;
  readonly assignment: Assignment;
}

/** Where bypasses are looked for, and how: in one tenant, or in one of two with regard to the other. */
export interface SearchContext {
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

/** What a principal class's bypass is: no policy here stops it and, in a comparison, one there does. */
export function queryOf(
  { reading, tenants: sides }: SearchContext,
  { signature, members }: PrincipalClass,
  under: Reading = reading,
): Query {
  const about = signature[under];
  if (sides === undefined) return { stopping: about };
  const stopping = both(about, sides.here);
  const isInBoth = members.every(({ identities }) => !identities.includes(undefined));
  return isInBoth ? { stopping, stopped: both(about, sides.there) } : { stopping };
}

/** Whether the people are there on that side. */
export const isPresent = ({ members }: PrincipalClass, tenantIndex: number): boolean =>
  members.every(({ identities }) => identities[tenantIndex] !== undefined);

/** Whether a sign-in that these candidate policies meet, apart from the principal, gets through for a principal class. */
export function isOpenFor(searchContext: SearchContext, principalClass: PrincipalClass, match: BitSet): boolean {
  if (!isPresent(principalClass, searchContext.tenantIndex)) return false;
  const { stopping, stopped } = queryOf(searchContext, principalClass);
  return !intersects(stopping, match) && (stopped === undefined || intersects(stopped, match));
}

/** Whom something lets through, and where. */
export interface Sweep {
  readonly open: readonly OpenClass[];
  /** Where a bound was reached, so that finding nothing is no proof. */
  readonly bounds: readonly Unknown[];
}

/** Steps for each principal class in turn: first few, so that hard ones don't keep easy ones from being looked at. */
const ROUNDS = [200_000, SEARCH_BOUND];
/** Assignments that are tried for each principal class before a search: the ones found first. */
const MOST_KNOWN = 64;

/**
 * Looks for a bypass for each principal class. An assignment that is open for one is tried first for the next.
 * @param searchContext undefined where there were too many networks for a search space
 * @param most how many open principal classes are enough
 * @param bound steps for everybody together
 */
export function sweep(
  searchContext: SearchContext | undefined,
  most = Number.POSITIVE_INFINITY,
  bound = SPACE_BOUND,
): Sweep {
  if (searchContext === undefined) return { open: [], bounds: [TOO_MANY_NETWORKS] };
  const search = new Search(searchContext.space, bound);
  const known: { readonly cell: Assignment; readonly match: BitSet }[] = [];
  const open: OpenClass[] = [];
  let left = searchContext.principals.classes.filter((principalClass) =>
    isPresent(principalClass, searchContext.tenantIndex),
  );
  for (const steps of ROUNDS)
    left = left.filter((principalClass) => {
      if (open.length >= most) return false;
      const again = known.find(({ match }) => isOpenFor(searchContext, principalClass, match));
      if (again !== undefined) {
        open.push({ principalClass, assignment: again.cell });
        return false;
      }
      const { assignment, exhausted } = search.find(queryOf(searchContext, principalClass), steps);
      if (assignment === undefined) return exhausted;
      open.push({ principalClass, assignment });
      if (known.length < MOST_KNOWN)
        known.push({ cell: assignment, match: matchOf(searchContext.space, assignment, searchContext.reading) });
      return false;
    });
  return {
    open,
    bounds: [
      ...(left.length > 0 ? [TOO_HARD] : []),
      ...(searchContext.principals.isWhole ? [] : [TOO_MANY_PRINCIPAL_CLASSES]),
    ],
  };
}
