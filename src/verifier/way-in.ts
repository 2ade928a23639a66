import { dimensionOf, isConditionReason } from "../conditions";
import type { Dimension } from "../model/dimensions";
import type { SignIn } from "../model/sign-in";
import type { Reading } from "../model/truth";
import { byExclusion } from "./by-exclusion";
import { isPresent, type OpenClass, queryOf, type SearchContext } from "./bypass";
import { hangsOn } from "./hangs-on";
import { identitiesIn, othersIn, type PrincipalClass, partlyOpen, principalOf } from "./principals/principal-class";
import { reasonsFor } from "./reasons-for";
import { intersects, isWithin } from "./search/bit-set";
import { signInAt } from "./search/search-space";
import { meetingCandidates, type Wide, widthOf } from "./search/width";
import type { Bypass, LetThrough } from "./verdict";

/** One sign-in that gets through, replayed in the evaluator, and through which policies for which reasons. */
export interface Witness {
  readonly open: OpenClass;
  readonly signIn: SignIn;
  readonly because: readonly LetThrough[];
}

/** @throws if the evaluator says that a policy stops it, which would be a mistake in the prover: nobody must see it */
export function witnessOf({ principals, context, tenantIndex }: SearchContext, open: OpenClass): Witness {
  const signIn = signInAt(open.assignment, principalOf(open.principalClass, principals, tenantIndex));
  return { open, signIn, because: reasonsFor(context, signIn) };
}

const keyOf = ({ because }: Witness): string => because.map(({ reason }) => reason).join();

/** The bypass that a witness shows, with everybody whom it is open for as wide as it is; what it hangs on is told apart. */
export const bypassOf = (searchContext: SearchContext, witness: Witness): Omit<Bypass, "hangsOn"> =>
  bypassWith(searchContext, witness, shared(searchContext, witness));

function bypassWith(
  { principals, tenantIndex }: SearchContext,
  { signIn, because }: Witness,
  { wide, sharing }: Shared,
): Omit<Bypass, "hangsOn"> {
  const people = identitiesIn(sharing, principals, tenantIndex).map(({ id }) => id);
  return {
    signIn,
    people,
    others: othersIn(sharing, tenantIndex),
    fromSomeHomes: partlyOpen(sharing, principals.classes, tenantIndex),
    peopleOutside: principals.people.length - people.length,
    alsoTrueFor: wide.width,
    because,
    certain: isCertain(because),
  };
}

/**
 * The ways in that these classes with their assignments show: the same policies let them through for the same reasons, and
 * leave out everybody in one of them by the same sorts of lines.
 */
export function waysIn(searchContext: SearchContext, candidates: Iterable<OpenClass>, most: number): readonly Bypass[] {
  const ways: Bypass[] = [];
  const told = new Map<string, Set<PrincipalClass>>();
  for (const candidate of candidates) {
    const witness = witnessOf(searchContext, candidate);
    const known = told.get(keyOf(witness));
    if (known?.has(candidate.principalClass)) continue;
    const reached = shared(searchContext, witness);
    told.set(keyOf(witness), new Set([...(known ?? []), ...reached.sharing]));
    const hinges = hangsOn(searchContext.context, witness.signIn);
    const bypass = { ...bypassWith(searchContext, witness, reached), hangsOn: hinges };
    ways.push(...byExclusion(searchContext, bypass, reached.sharing));
    if (ways.length >= most) break;
  }
  return ways.slice(0, most);
}

const isCertain = (because: readonly LetThrough[]): boolean => because.every(({ reason }) => reason !== "unsupported");

interface Shared {
  readonly wide: Wide;
  readonly sharing: readonly PrincipalClass[];
}

/**
 * How wide a witness's bypass is, and the classes that it is open for. The policies that aren't about the witness aren't about
 * them either, so what is said of the one holds for all. What is certain is so at every combination and for everybody; what
 * isn't, for nobody.
 */
function shared(
  searchContext: SearchContext,
  { open: { principalClass, assignment }, signIn, because }: Witness,
): Shared {
  const { space, reading, principals, tenants, tenantIndex } = searchContext;
  const certain = isCertain(because);
  const under: Reading = tenants === undefined && certain ? "generous" : reading;
  const query = queryOf(searchContext, principalClass, under);
  const wide = widthOf(space, assignment, under, query, failingBy(because));
  const unclear = certain || tenants !== undefined ? undefined : meetingCandidates(space, signIn, "generous");
  const sharing = principals.classes.filter((other) => {
    if (!isPresent(other, tenantIndex)) return false;
    if (unclear !== undefined && !intersects(other.signature.generous, unclear)) return false;
    if (tenants === undefined && !isWithin(other.signature.generous, principalClass.signature.generous)) return false;
    const { stopping, stopped } = queryOf(searchContext, other, under);
    return isWithin(stopping, query.stopping) && (stopped === undefined || intersects(stopped, wide.reach.every));
  });
  return { wide, sharing };
}

/** The dimensions by which these reasons let the sign-in through. */
const failingBy = (because: readonly LetThrough[]): ReadonlySet<Dimension> =>
  new Set(because.flatMap(({ reason }) => (isConditionReason(reason) ? [dimensionOf(reason)] : [])));
