import { dimensionOf, isConditionReason } from "../law/conditions";
import { type LetThrough, reasonsFor } from "../law/evaluate";
import type { Dimension } from "../law/model/dimensions";
import type { Principal, SignIn } from "../law/model/sign-in";
import { byExclusion, canBeLookedAt } from "./by-exclusion";
import type { BypassSearch, OpenClass } from "./bypass-search";
import { aboutAtBest, hangsOn, isFirm } from "./hangs-on";
import { isPresent, type PrincipalClass } from "./principals/principal-class";
import { intersects, isWithin } from "./search/bit-set";
import { signInAt } from "./search/search-space";
import { meetingCandidates, type Wide, widthOf } from "./search/width";
import type { Bypass } from "./verdict";

/** One sign-in that gets through, replayed in the evaluator, and through which policies for which reasons. */
export interface Witness {
  readonly open: OpenClass;
  readonly signIn: SignIn;
  readonly because: readonly LetThrough[];
}

/** How wide a witness's bypass is, and the classes that it is open for. */
interface Shared {
  readonly wide: Wide;
  readonly sharing: readonly PrincipalClass[];
}

/** Makes of open classes the ways in that they show, each with everybody whom it is open for, as wide as it is. */
export class WaysIn {
  readonly #search: BypassSearch;

  constructor(search: BypassSearch) {
    this.#search = search;
  }

  /**
   * The ways in that these classes with their assignments show: the same policies let them through for the same reasons, and
   * leave out everybody in one of them by the same sorts of lines.
   * @throws if the evaluator says that a policy stops one, which would be a mistake in the prover: nobody must see it
   */
  shownBy(candidates: Iterable<OpenClass>, most: number): readonly Bypass[] {
    const { principals, context, tenantIndex } = this.#search.where;
    const ways: Bypass[] = [];
    const told = new Map<string, Set<PrincipalClass>>();
    for (const open of candidates) {
      const signIn = signInAt(open.assignment, principals.oneOf(open.principalClass, tenantIndex));
      const witness = { open, signIn, because: reasonsFor(context, signIn) };
      const key = reasonsIn(witness);
      const known = told.get(key);
      if (known?.has(open.principalClass)) continue;
      const shared = this.#shared(witness);
      told.set(key, new Set([...(known ?? []), ...shared.sharing]));
      for (const way of this.#byExclusion(this.#bypass(witness, shared), shared.sharing)) {
        ways.push(way);
        if (ways.length >= most) return ways;
      }
    }
    return ways;
  }

  /** The bypass that a witness shows; what it hangs on is told apart. */
  bypassOf(witness: Witness): Omit<Bypass, "hangsOn"> {
    return this.#bypass(witness, this.#shared(witness));
  }

  #bypass({ signIn, because }: Witness, { wide, sharing }: Shared): Omit<Bypass, "hangsOn"> {
    const { principals, tenantIndex } = this.#search.where;
    const people = principals.peopleIn(sharing, tenantIndex).map(({ id }) => id);
    return {
      signIn,
      people,
      others: principals.othersIn(sharing, tenantIndex),
      fromSomeHomes: principals.partlyIn(sharing, tenantIndex),
      peopleOutside: principals.people.length - people.length,
      needs: [],
      alsoTrueFor: wide.width,
      because,
      certain: isCertain(because),
    };
  }

  /**
   * The classes that a witness's bypass is open for. The policies that aren't about the witness aren't about them either, so
   * what is said of the one holds for all. What is certain is so at every combination and for everybody; what isn't, for
   * nobody. The same goes for what isn't known: it is open for all of them whatever that is, or for none.
   */
  #shared({ open: { principalClass, assignment }, signIn, because }: Witness): Shared {
    const { space, reading, principals, context, tenants, tenantIndex } = this.#search.where;
    const certain = isCertain(because);
    const under = tenants === undefined && certain ? "generous" : reading;
    const query = this.#search.queryOf(principalClass, under);
    const wide = widthOf(space, assignment, under, query, failingBy(because));
    const unclear = certain || tenants !== undefined ? undefined : meetingCandidates(space, signIn, "generous");
    const firm = tenants === undefined ? isFirm(context, signIn) : undefined;
    const sharing = principals.classes.filter((other) => {
      if (!isPresent(other, tenantIndex)) return false;
      if (unclear !== undefined && !intersects(other.signature.generous, unclear)) return false;
      if (tenants === undefined && !isWithin(other.signature.generous, principalClass.signature.generous)) return false;
      const { stopping, stopped } = this.#search.queryOf(other, under);
      if (!isWithin(stopping, query.stopping)) return false;
      if (stopped !== undefined && !intersects(stopped, wide.reach.every)) return false;
      return (
        firm === undefined || firm === isFirm(context, { ...signIn, principal: principals.oneOf(other, tenantIndex) })
      );
    });
    return { wide, sharing: tenants === undefined ? this.#hangingAlike(sharing, signIn, because) : sharing };
  }

  /** Those for whom it hangs on the same elsewhere in the width, where there are few enough of them to be looked at. */
  #hangingAlike(
    sharing: readonly PrincipalClass[],
    { principal }: SignIn,
    because: Witness["because"],
  ): readonly PrincipalClass[] {
    const { principals, context, tenantIndex } = this.#search.where;
    if (!canBeLookedAt(context, principals.peopleIn(sharing, tenantIndex).length)) return sharing;
    const about = aboutAtBest(context, because);
    const own = about(principal);
    return sharing.filter((other) => about(principals.oneOf(other, tenantIndex)) === own);
  }

  /**
   * A bypass for each sort of line by which policies leave people out, since what closes the one needn't close the other. One at a time,
   * for there may be as many as people, and only a few are shown.
   */
  *#byExclusion(bypass: Omit<Bypass, "hangsOn">, sharing: readonly PrincipalClass[]): Generator<Bypass> {
    const { context } = this.#search.where;
    const groups = byExclusion(this.#search, bypass, sharing);
    if (groups === undefined || groups.length === 1) yield { ...bypass, hangsOn: hangsOn(context, bypass.signIn) };
    else
      for (const group of groups)
        if (group.some((one) => isSame(one, bypass.signIn.principal)))
          yield this.#narrowed(bypass, group, bypass.signIn.principal);
        else yield* this.#withOwnReasons(bypass, group);
  }

  /** Without the one whom the reasons are about, each has reasons of their own. */
  *#withOwnReasons(bypass: Omit<Bypass, "hangsOn">, group: readonly Principal[]): Generator<Bypass> {
    const { context } = this.#search.where;
    const byReasons = new Map<string, Principal[]>();
    for (const principal of group) {
      const key = reasonsIn({ because: reasonsFor(context, { ...bypass.signIn, principal }) });
      byReasons.set(key, [...(byReasons.get(key) ?? []), principal]);
    }
    for (const some of byReasons.values()) yield this.#narrowed(bypass, some, some[0] ?? bypass.signIn.principal);
  }

  /** The bypass for some of those whom it is open for, shown by one of them. */
  #narrowed(bypass: Omit<Bypass, "hangsOn">, group: readonly Principal[], principal: Principal): Bypass {
    const { context, principals } = this.#search.where;
    const signIn = { ...bypass.signIn, principal };
    const people = group.flatMap((one) => (one.kind === "person" ? [one.id] : []));
    return {
      ...bypass,
      signIn,
      people,
      others: group.filter(({ kind }) => kind !== "person"),
      peopleOutside: principals.people.length - people.length,
      because: reasonsFor(context, signIn),
      hangsOn: hangsOn(context, signIn),
    };
  }
}

const reasonsIn = ({ because }: Pick<Witness, "because">): string => because.map(({ reason }) => reason).join();

const isCertain = (because: readonly LetThrough[]): boolean => because.every(({ reason }) => reason !== "unsupported");

/** The dimensions by which these reasons let the sign-in through. */
const failingBy = (because: readonly LetThrough[]): ReadonlySet<Dimension> =>
  new Set(because.flatMap(({ reason }) => (isConditionReason(reason) ? [dimensionOf(reason)] : [])));

const isSame = (one: Principal, other: Principal): boolean =>
  one.kind === other.kind &&
  (one.kind !== "person" || other.kind !== "person" || one.id === other.id) &&
  one.identity.type === other.identity.type &&
  one.identity.home === other.identity.home;
