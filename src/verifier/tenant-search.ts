import { type EvaluationContext, reasonsFor } from "../law/evaluate";
import type { UserId } from "../law/model/ids";
import type { Reading } from "../law/model/truth";
import { assumptionsOf } from "./assumptions";
import { BypassSearch, type OpenClass, type Sweep } from "./bypass-search";
import { favourable } from "./favourable";
import { differentAtBest } from "./hangs-on";
import { notUnderstoodInTenant } from "./not-understood";
import { type NumberedPeople, numberedPeopleOf } from "./principals/numbered-people";
import { type Principals, principalsOf } from "./principals/principals";
import { ByReason } from "./search/by-reason";
import { type CandidatePolicy, candidatePolicies } from "./search/candidate-policy";
import { SPACE_BOUND } from "./search/search";
import { searchSpaceOf } from "./search/search-space";
import { type Bypass, MOST_BYPASSES, TOO_MANY_NETWORKS, type Uncovered, type Unknown } from "./verdict";
import { WaysIn } from "./way-in";
import { whoIsIn } from "./who-is-in";

/** Principal classes whose first assignment is looked at, and those whose bypasses are told apart by their reasons. */
const CLASSES_SHOWN = 400;
const CLASSES_TOLD_APART = 12;
/** Steps of the search for one that hangs on nothing unclear: it comes after another search. */
const CERTAIN_BOUND = SPACE_BOUND / 4;

interface Options {
  /** What people are told in terms of, where the context was made from it. */
  readonly told?: EvaluationContext;
  /** Steps for everybody together. */
  readonly bound?: number;
  /** The people of the tenant who aren't exempt, where they are known from another search. */
  readonly people?: NumberedPeople;
}

/** Looks for everybody who gets into one tenant. */
export class TenantSearch {
  readonly #bound: number;
  readonly #context: EvaluationContext;
  readonly #told: EvaluationContext;
  readonly #isExempt: (person: UserId) => boolean;
  /** The policies that can stop anything. */
  readonly #candidates: readonly CandidatePolicy[];
  readonly #principals: Principals;
  readonly #cautious: BypassSearch | undefined;
  #swept: Sweep | undefined;

  constructor(context: EvaluationContext, isExempt: (person: UserId) => boolean, options: Options = {}) {
    const { told = context, bound = SPACE_BOUND, people = numberedPeopleOf([context.tenant], isExempt) } = options;
    this.#context = context;
    this.#told = told;
    this.#isExempt = isExempt;
    this.#candidates = candidatePolicies(context);
    this.#principals = principalsOf([context.tenant], this.#candidates, people, differentAtBest(context));
    this.#cautious = this.#under("cautious");
    this.#bound = bound;
  }

  /** Whom something lets through under the cautious reading, and the bounds that were reached. */
  get swept(): Sweep {
    this.#swept ??= this.#sweep();
    return this.#swept;
  }

  /** As `isClosed`, at less cost where it isn't: the search ends with the first one who gets in. */
  letsNobodyIn(): boolean {
    const { open, bounds } = this.#swept ?? this.#sweep(1);
    return open.length === 0 && bounds.length === 0;
  }

  #sweep(most?: number): Sweep {
    return this.#cautious?.sweep(most, this.#bound) ?? { open: [], bounds: [TOO_MANY_NETWORKS] };
  }

  /** True iff nobody gets in, whatever the unclear content means. */
  get isClosed(): boolean {
    return this.swept.open.length === 0 && this.swept.bounds.length === 0;
  }

  /** Content that isn't understood, whether anything hangs on it or not, and bounds that were reached. */
  get unknowns(): readonly Unknown[] {
    return [...notUnderstoodInTenant(this.#context.tenant), ...this.swept.bounds];
  }

  /** What an answer about this tenant takes for granted, as sentences. */
  get assumptions(): readonly string[] {
    return assumptionsOf(this.#candidates, this.#context.tenant);
  }

  /** Everybody who gets in under a reading: the cautious one, unless another is asked for. */
  uncovered(reading: Reading = "cautious"): Uncovered {
    const { open } = reading === "cautious" ? this.swept : (this.#under(reading)?.sweep() ?? { open: [] });
    const classes = open.map(({ principalClass }) => principalClass);
    return whoIsIn(classes, this.#principals, this.#context.tenant);
  }

  /** Distinct bypasses, certain ones first. Where only unclear ones come up, a certain one is looked for. */
  bypasses(): readonly Bypass[] {
    // Whatever gets through under the generous reading does under the cautious one: another search would find no more.
    if (this.#cautious !== undefined && this.swept.open.length === 0) return [];
    const found = this.#cautious === undefined ? [] : this.#distinct(this.#cautious);
    const all = found.some(({ certain }) => certain) ? found : [...this.#certain(), ...found];
    return [...all.filter(({ certain }) => certain), ...all.filter(({ certain }) => !certain)].slice(0, MOST_BYPASSES);
  }

  /**
   * Ways in that are certain whatever isn't known turns out to be: those of the tenant in which it turned out for the best.
   * Undefined where everything is known.
   * @param bound steps for everybody together
   */
  firmWaysIn(bound: number): readonly Bypass[] | undefined {
    const best = favourable(this.#context);
    if (best === this.#context) return undefined;
    const bypasses = new TenantSearch(best, this.#isExempt, { told: this.#context, bound }).bypasses();
    return bypasses.flatMap((bypass) =>
      bypass.certain ? [{ ...bypass, because: reasonsFor(this.#context, bypass.signIn), hangsOn: [] }] : [],
    );
  }

  #distinct(search: BypassSearch): readonly Bypass[] {
    return new WaysIn(search).shownBy(this.#openIn(search), MOST_BYPASSES);
  }

  /** What was found first for each class, then what gets through for another reason. */
  *#openIn(search: BypassSearch): Generator<OpenClass> {
    const { open } = this.swept;
    yield* open.slice(0, CLASSES_SHOWN);
    const byReason = new ByReason(search.where.space, search.where.reading);
    for (const { principalClass } of open.slice(0, CLASSES_TOLD_APART))
      for (const assignment of byReason.assignments(search.queryOf(principalClass).stopping))
        yield { principalClass, assignment };
  }

  /** Sign-ins of one class that get through whatever the unclear content means. */
  #certain(): readonly Bypass[] {
    const search = this.#under("generous");
    return search === undefined ? [] : new WaysIn(search).shownBy(search.sweep(1, CERTAIN_BOUND).open, MOST_BYPASSES);
  }

  #under(reading: Reading): BypassSearch | undefined {
    const space = searchSpaceOf(this.#candidates, reading);
    if (space === undefined) return undefined;
    const [context, told, principals] = [this.#context, this.#told, this.#principals];
    return new BypassSearch({
      space,
      reading,
      principals,
      context,
      told,
      tenantIndex: 0,
      tenants: undefined,
    });
  }
}
