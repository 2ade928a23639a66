import type { EvaluationContext } from "../../law/evaluate";
import type { Policy } from "../../law/model/policy";
import type { Exempt } from "../../verifier/exemptions";
import { NumberedPeople } from "../../verifier/people/numbered-people";
import { isProved, proveIn } from "../../verifier/prove";
import { settledKind, type Unread } from "../known";
import {
  allBut,
  asksForRisk,
  blocksAPart,
  type Carriers,
  FACETS,
  type Facet,
  mended,
  namesTheApi,
  type WrongFacet,
} from "./facet";

/**
 * A smallest part of `items` with which `holds` is still true: without any one of it, it isn't. `holds` must be true of all
 * items, and stay true when items are added. Asks about as often as there are items in the answer, times the logarithm of
 * how many there are.
 * @see Junker, "QuickXplain: Preferred Explanations and Relaxations for Over-Constrained Problems" (2004)
 */
export function minimalSet<T>(items: readonly T[], holds: (some: readonly T[]) => boolean): readonly T[] {
  return holds([]) ? [] : needed([], false, items, holds);
}

/** What of `items` is needed beside `given`. */
function needed<T>(
  given: readonly T[],
  isNew: boolean,
  items: readonly T[],
  holds: (some: readonly T[]) => boolean,
): readonly T[] {
  if (isNew && holds(given)) return [];
  if (items.length <= 1) return items;
  const middle = Math.ceil(items.length / 2);
  const [first, second] = [items.slice(0, middle), items.slice(middle)];
  const ofSecond = needed([...given, ...first], true, second, holds);
  const ofFirst = needed([...given, ...ofSecond], ofSecond.length > 0, first, holds);
  return [...ofFirst, ...ofSecond];
}

/** More parts than these aren't tried one by one: then all are said to be wrong. */
const MOST_PARTS = 4;

/** Parts of a block that may be mended: another part would make it block what it was never meant to. */
const OF_BLOCKS: readonly Facet[] = ["state", "exclude"];

/** A change of some parts of some policies. */
interface Mending {
  readonly facets: readonly Facet[];
  readonly among: ReadonlySet<Policy>;
  /** Whether policies that block a part of the sign-ins are mended too. */
  readonly blocksToo: boolean;
  /** How far it goes from what the owner of these policies means them to do. */
  readonly weight: number;
}

const NOTHING: Mending = { facets: [], among: new Set(), blocksToo: false, weight: 0 };

function mend(policy: Policy, { facets, among, blocksToo }: Mending): Policy {
  if (among.has(policy)) return mended(policy, facets);
  if (!blocksToo || !blocksAPart(policy)) return policy;
  return mended(
    policy,
    facets.filter((facet) => OF_BLOCKS.includes(facet)),
  );
}

/** Questions about one tenant in which some parts of some policies are mended. */
export class CarrierSearch {
  readonly #context: EvaluationContext;
  readonly #all: readonly Policy[];
  readonly #exempt: Exempt;
  readonly #unread: Unread;
  /** Undefined where the users aren't known: then who is named depends on the policies. */
  readonly #people: NumberedPeople | undefined;

  constructor(context: EvaluationContext, exempt: Exempt, unread: Unread) {
    this.#unread = unread;
    const { tenant } = context;
    this.#context = context;
    this.#all = tenant.policies;
    this.#exempt = exempt;
    this.#people = tenant.users && new NumberedPeople([tenant], exempt.isExempt);
  }

  isProvedAsItIs(): boolean {
    return this.#areEnough(this.#all);
  }

  /** The smallest set that carries the control once this is mended: one policy if one does, one of those mended above all. */
  smallest(mending: Mending = NOTHING): readonly Policy[] {
    const { among, facets } = mending;
    const carries = (some: readonly Policy[]): boolean => this.#areEnough(some.map((policy) => mend(policy, mending)));
    const inOrder = this.#all
      .filter((policy) => !policy.workloadIdentitiesOnly)
      .toSorted((one, other) => Number(among.has(other)) - Number(among.has(one)) || byPurpose(one, other));
    const alone = this.#leastWrong(
      inOrder.filter((policy) => carries([policy])),
      facets,
    );
    return alone === undefined ? minimalSet(inOrder, carries) : [alone];
  }

  /** Those that come nearest to carrying the control, of these policies and of blocks beside them. */
  nearest(among: readonly Policy[], isCertain: boolean): Carriers {
    const mending = this.#leastMending(among);
    const instead = this.#switchedOn(mending, among);
    const { facets } = instead ?? mending;
    const policies = this.smallest(instead ?? mending);
    const wrong = facets.map((facet) => this.#wrong(facet, policies, policies, isCertain));
    if (instead === undefined) return { kind: "nearest", policies, wrong };
    const exclude = this.#wrong("exclude", policies.filter(isOn), policies, isCertain);
    return { kind: "nearest", policies, wrong: [...wrong, { ...exclude, insteadOf: "state" }] };
  }

  /** The same change, but that policies are switched on which cover those whom the others leave out. */
  #switchedOn(mending: Mending, policies: readonly Policy[]): Mending | undefined {
    if (!mending.facets.includes("exclude") || mending.facets.includes("state")) return undefined;
    const waiting = policies.filter((policy) => !isOn(policy) && !asksForRisk(policy));
    const facets = mending.facets.map((facet) => (facet === "exclude" ? "state" : facet));
    const instead = { ...mending, facets, among: new Set([...mending.among, ...waiting]) };
    return this.#isProvedWith(instead) && this.smallest(instead).some(isOn) ? instead : undefined;
  }

  #wrong(facet: Facet, some: readonly Policy[], all: readonly Policy[], isCertain: boolean): WrongFacet {
    const verdict = proveIn(this.#with(all.map((policy) => mended(policy, allBut([facet])))), this.#exempt);
    const kind = settledKind(verdict, this.#unread);
    const wrongIn = some.filter((policy) => this.#isWrongAlone(policy, facet));
    return { facet, certain: isCertain && kind !== "unknown", policies: wrongIn.length > 0 ? wrongIn : some };
  }

  /** The change of the least weight that makes the control hold. */
  #leastMending(among: readonly Policy[]): Mending {
    const mendings = mendingsOf(among, this.#all.some(blocksAPart));
    return (
      mendings.find((mending) => this.#isProvedWith(mending)) ?? {
        ...NOTHING,
        facets: FACETS,
        among: new Set(among),
      }
    );
  }

  #leastWrong(policies: readonly Policy[], facets: readonly Facet[]): Policy | undefined {
    const weightOf = (policy: Policy): number =>
      weighed(
        facets.filter((facet) => this.#isWrongAlone(policy, facet)),
        policy.enforcement.kind,
      );
    const [first, ...others] = policies;
    if (first === undefined || others.length === 0 || facets.length === 0) return first;
    const weights = new Map(policies.map((policy) => [policy, weightOf(policy)]));
    return policies.toSorted((one, other) => (weights.get(one) ?? 0) - (weights.get(other) ?? 0))[0];
  }

  #isWrongAlone(policy: Policy, facet: Facet): boolean {
    return !this.#areEnough([mended(policy, allBut([facet]))]);
  }

  #isProvedWith(mending: Mending): boolean {
    return this.#areEnough(this.#all.map((policy) => mend(policy, mending)));
  }

  #areEnough(policies: readonly Policy[]): boolean {
    return isProved(this.#with(policies), this.#exempt, this.#people);
  }

  /** Who is in what stays the same, whatever the policies are. */
  #with(policies: readonly Policy[]): EvaluationContext {
    return { ...this.#context, tenant: { ...this.#context.tenant, policies } };
  }
}

const isOn = ({ enforcement }: Policy): boolean => enforcement.kind === "enforced";

/** Those first that are about the API by name, then those that are on. */
const byPurpose = (one: Policy, other: Policy): number =>
  Number(namesTheApi(other)) - Number(namesTheApi(one)) ||
  weighed(["state"], one.enforcement.kind) - weighed(["state"], other.enforcement.kind);

/**
 * How far each change goes from what the owner of a policy means it to do. To declare an exclusion changes no policy; to widen
 * whom or what a policy is about makes another policy of it.
 */
const WEIGHTS: { readonly [F in Exclude<Facet, "state">]: number } = {
  exclude: 1,
  resourceExclusions: 3,
  conditions: 4,
  grant: 4,
  include: 20,
  resources: 20,
};

/** A policy in report-only waits to be switched on; one that is off was switched off. */
const STATE_WEIGHTS: { readonly [S in State]: number } = { enforced: 0, reportOnly: 6, off: 9, notUnderstood: 9 };

type State = Policy["enforcement"]["kind"];

const weighed = (facets: readonly Facet[], state: State): number =>
  facets.reduce((sum, facet) => sum + (facet === "state" ? STATE_WEIGHTS[state] : WEIGHTS[facet]), 0);

/** A policy about risk has its condition on purpose. */
const RISK_WEIGHT = 40;

/** Policies to mend, from those that are on to those that are off, and last those about risk. */
const TIERS: readonly { readonly states: ReadonlySet<State>; readonly state: State; readonly risk: boolean }[] = [
  false,
  true,
].flatMap((risk) => [
  { states: new Set<State>(["enforced"]), state: "enforced", risk },
  { states: new Set<State>(["enforced", "reportOnly"]), state: "reportOnly", risk },
  { states: new Set<State>(["enforced", "reportOnly", "off", "notUnderstood"]), state: "off", risk },
]);

/** All changes of few parts, the lightest first: rather without changing a block. */
function mendingsOf(policies: readonly Policy[], hasBlocks: boolean): readonly Mending[] {
  const tiers = TIERS.map(({ states, risk, ...tier }) => {
    const among = policies.filter((one) => states.has(one.enforcement.kind) && (risk || !asksForRisk(one)));
    return { ...tier, risk, among: new Set(among) };
  });
  const mendings = tiers.flatMap(({ state, risk, among }, index) => {
    const before = tiers[index - 1];
    const addsNothing = before?.risk === risk && before.among.size === among.size;
    if (among.size === 0 || addsNothing) return [];
    return PARTS.filter((facets) => facets.includes("state") === (state !== "enforced")).flatMap((facets) => {
      const weight = weighed(facets, state) + (risk ? RISK_WEIGHT : 0);
      const changesBlocks = hasBlocks && facets.some((facet) => OF_BLOCKS.includes(facet));
      const mending = { facets, among, blocksToo: false, weight };
      return changesBlocks ? [mending, { ...mending, blocksToo: true, weight: weight + 0.5 }] : [mending];
    });
  });
  return mendings.toSorted((one, other) => one.weight - other.weight);
}

/** All sets of at most so many parts, small ones first. */
const PARTS: readonly (readonly Facet[])[] = Array.from({ length: MOST_PARTS }, (_, size) => [
  ...subsets(FACETS, size + 1),
]).flat();

/** All subsets of that size, in the order of the items. */
function* subsets<T>(items: readonly T[], size: number): Generator<readonly T[]> {
  if (size === 0) yield [];
  else
    for (const [index, item] of items.entries())
      for (const others of subsets(items.slice(index + 1), size - 1)) yield [item, ...others];
}
