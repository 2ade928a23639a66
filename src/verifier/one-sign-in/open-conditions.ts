import { conditionsWith, DIMENSIONS, NOT_CONFIGURED } from "../../law/conditions";
import type { EvaluationContext } from "../../law/evaluate";
import type { Circumstances, Dimension } from "../../law/model/dimensions";
import type { Policy } from "../../law/model/policy";
import type { Principal } from "../../law/model/sign-in";
import type { Truth } from "../../law/model/truth";
import { bitSetWhere, emptyBitSet } from "../search/bit-set";
import type { CandidatePolicy } from "../search/candidate-policy";
import { Search } from "../search/search";
import { type SearchSpace, searchSpaceOf, signInAt } from "../search/search-space";
import { leftOf, type ToldSignIn, toldOf, withTold } from "./told-sign-in";

/** One condition of a policy: met, not met, *depends* on what isn't told, or unclear for content that isn't understood. */
export interface JudgedCondition {
  readonly dimension: Dimension;
  readonly met: Truth | "depends";
  /** A sign-in that doesn't meet it, where there is one. */
  readonly missedBy: Circumstances | undefined;
}

/** One condition alone, as a policy of the search space. */
interface Open {
  readonly policy: number;
  readonly dimension: Dimension;
  readonly candidate: CandidatePolicy;
}

const NOBODY: Principal = { kind: "unnamed", identity: { type: "member", home: "unnamed" } };

/**
 * Judges each condition of each policy on its own: over all values that its dimension can have beside what is told. All of them
 * are searched in one search space, so that networks are told apart once.
 * @param settled the tenant with its locations settled
 */
export function judgeConditions(
  policies: readonly Policy[],
  told: ToldSignIn,
  settled: EvaluationContext,
): readonly (readonly JudgedCondition[])[] {
  const open = policies.flatMap((policy, number) => openConditions(policy, number, told, settled));
  const judge = new Judge(open, told);
  const judged = new Map(open.map((one, number) => [`${one.policy} ${one.dimension}`, judge.condition(number)]));
  return policies.map(({ conditions }, number) =>
    DIMENSIONS.flatMap((dimension): readonly JudgedCondition[] => {
      if (conditions[dimension].kind === "any") return [];
      const met = toldOf(dimension, conditions, told, settled.tenant);
      const missedBy = met === "yes" || typeof judge.usual === "string" ? undefined : judge.usual;
      return [judged.get(`${number} ${dimension}`) ?? { dimension, met: met ?? "depends", missedBy }];
    }),
  );
}

function openConditions(policy: Policy, number: number, told: ToldSignIn, context: EvaluationContext): readonly Open[] {
  const { conditions } = policy;
  return DIMENSIONS.filter(
    (dimension) =>
      conditions[dimension].kind !== "any" && toldOf(dimension, conditions, told, context.tenant) === undefined,
  ).map((dimension) => {
    const alone = conditionsWith((other) =>
      other === dimension ? leftOf(other, conditions, told, context.tenant) : NOT_CONFIGURED[other],
    );
    const isNotUnderstood = conditions[dimension].kind === "notUnderstood";
    return {
      policy: number,
      dimension,
      candidate: {
        policy: { ...policy, conditions: alone },
        context,
        certainty: isNotUnderstood ? "unclear" : "yes",
        tenantIndex: 0,
      },
    };
  });
}

class Judge {
  /** The most ordinary sign-in with what is told. */
  readonly usual: Circumstances | "none" | "notKnown";
  readonly #open: readonly Open[];
  readonly #told: ToldSignIn;
  readonly #cautious: Search | undefined;
  readonly #generous: Search | undefined;

  constructor(open: readonly Open[], told: ToldSignIn) {
    this.#open = open;
    this.#told = told;
    const candidates = open.map(({ candidate }) => candidate);
    this.#cautious = searchIn(searchSpaceOf(candidates, "cautious", false));
    this.#generous = searchIn(searchSpaceOf(candidates, "generous", false));
    this.usual = this.#look(this.#cautious, {});
  }

  condition(number: number): JudgedCondition {
    const { dimension, candidate } = this.#open[number] ?? { dimension: "clientApp", candidate: undefined };
    const only = bitSetWhere(this.#open, (_, index) => index === number);
    const isRead = candidate?.certainty === "yes";
    const missed = isRead ? this.#look(this.#cautious, { stopping: only }) : this.usual;
    if (missed === "none") return { dimension, met: "yes", missedBy: undefined };
    const missedBy = missed === "notKnown" ? undefined : missed;
    if (this.#look(this.#generous, { met: only }) === "none") return { dimension, met: "no", missedBy };
    const isMetForCertain = isRead && this.#look(this.#cautious, { met: only }) !== "none";
    return { dimension, met: isMetForCertain ? "depends" : "unclear", missedBy };
  }

  #look(
    search: Search | undefined,
    query: Partial<Parameters<Search["find"]>[0]>,
  ): Circumstances | "none" | "notKnown" {
    if (search === undefined) return "notKnown";
    const { assignment, exhausted } = search.find({ stopping: emptyBitSet(this.#open.length), ...query });
    if (assignment === undefined) return exhausted ? "notKnown" : "none";
    const { principal, ...circumstances } = withTold(signInAt(assignment, NOBODY), this.#told);
    return circumstances;
  }
}

const searchIn = (space: SearchSpace | undefined): Search | undefined => space && new Search(space);
