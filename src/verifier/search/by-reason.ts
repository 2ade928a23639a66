import { conditionsWith, DIMENSIONS, NOT_CONFIGURED } from "../../law/conditions";
import type { Reading } from "../../law/model/truth";
import { type BitSet, bitSetOfAll, both, elementsOf, emptyBitSet, setBit } from "./bit-set";
import type { CandidatePolicy } from "./candidate-policy";
import { Search } from "./search";
import { type Assignment, type SearchSpace, searchSpaceOf } from "./search-space";

/** Steps of one search, and of all of them together. */
const SEARCH_STEPS = 200_000;
const ALL_STEPS = 30_000_000;
/** Conditions that are told apart, those of the first policies first; and networks beyond which none are. */
const MOST_CONDITIONS = 200;
const MOST_NETWORK_OPTIONS = 20_000;

/** The numbers, in a search space of its own, of the policies of a step. */
interface Step {
  readonly before: number;
  readonly through: number;
}

/**
 * Assignments that let a principal class through for reasons as different as there are. For each candidate policy about the principal class a condition is
 * chosen that shall be the reason; whether an assignment exists for what is chosen so far is searched for at once, so that each
 * choice that is gone into leads to one.
 */
export class ByReason {
  readonly #space: SearchSpace;
  /** None where no candidate policy has two conditions that could be the reason: the first assignment shows all there is. */
  readonly #search: Search | undefined;
  readonly #size: number;
  readonly #steps = new Map<number, readonly Step[]>();

  constructor(space: SearchSpace, reading: Reading) {
    this.#space = space;
    const candidates = [...space.candidates];
    space.candidates.forEach((candidate, index) => {
      if (candidates.length < space.candidates.length + 2 * MOST_CONDITIONS)
        this.#steps.set(index, stepsAmong(candidates, candidate));
    });
    this.#size = candidates.length;
    const someHaveSeveral = [...this.#steps.values()].some((steps) => steps.length > 1);
    const isWorthwhile = someHaveSeveral && space.networks.options <= MOST_NETWORK_OPTIONS;
    const own = isWorthwhile ? searchSpaceOf(candidates, reading, false) : undefined;
    this.#search = own && new Search(own, ALL_STEPS);
  }

  /** @param about the candidate policies that are about the principal class */
  *assignments(about: BitSet): Generator<Assignment> {
    const stopping = this.#widened(about);
    const told = Array.from(elementsOf(about)).filter((index) => this.#steps.has(index));
    yield* this.#choose(told, stopping, emptyBitSet(this.#size));
  }

  *#choose([index, ...others]: readonly number[], stopping: BitSet, met: BitSet): Generator<Assignment> {
    const assignment = this.#search?.find({ stopping, met }, SEARCH_STEPS).assignment;
    if (assignment === undefined) return;
    if (index === undefined) yield this.#inTheSpace(assignment);
    else
      for (const { before, through } of this.#steps.get(index) ?? [])
        yield* this.#choose(others, withElement(stopping, through), withElement(met, before));
  }

  #widened(about: BitSet): BitSet {
    const widened = emptyBitSet(this.#size);
    for (const index of elementsOf(about)) setBit(widened, index);
    return widened;
  }

  #inTheSpace(assignment: Assignment): Assignment {
    const own = bitSetOfAll(this.#space.candidates);
    return { ...assignment, networkMatch: both(own, assignment.networkMatch) };
  }
}

/** Adds the policies of the candidate's steps to the candidate policies. */
function stepsAmong(candidates: CandidatePolicy[], candidate: CandidatePolicy): readonly Step[] {
  return reasonSteps(candidate).map(({ before, through }) => {
    candidates.push(before, through);
    return { before: candidates.length - 2, through: candidates.length - 1 };
  });
}

function withElement(bits: BitSet, element: number): BitSet {
  const more = bits.slice();
  setBit(more, element);
  return more;
}

/**
 * One condition of a candidate policy, as two policies: with those conditions only that come before it, and with it too. A
 * sign-in that meets the first and not the second gets through for this reason.
 */
interface ReasonStep {
  readonly before: CandidatePolicy;
  readonly through: CandidatePolicy;
}

/** The conditions that may let somebody through, in the order in which reasons are given. */
const reasonSteps = (candidate: CandidatePolicy): readonly ReasonStep[] =>
  DIMENSIONS.flatMap((dimension, at) =>
    candidate.policy.conditions[dimension].kind === "any"
      ? []
      : [{ before: onlyFirst(candidate, at), through: onlyFirst(candidate, at + 1) }],
  );

function onlyFirst(candidate: CandidatePolicy, count: number): CandidatePolicy {
  const { policy } = candidate;
  const first = DIMENSIONS.slice(0, count);
  const conditions = conditionsWith((dimension) =>
    first.includes(dimension) ? policy.conditions[dimension] : NOT_CONFIGURED[dimension],
  );
  return { ...candidate, policy: { ...policy, conditions } };
}
