import { CONDITIONS, DIMENSIONS } from "../../law/conditions";
import type { Circumstances, Dimension } from "../../law/model/dimensions";
import type { Part } from "../encoding/policy-parts";
import type { Formula } from "../solver/formula";
import type { Look } from "./outcome";
import type { JudgedCondition } from "./policy-answer";
import type { ToldSignIn } from "./told-sign-in";

/** Judges each condition of each policy on its own, over all values that its dimension can have beside what is told. */
export class JudgedConditions {
  readonly #look: Look;
  readonly #told: ToldSignIn;

  constructor(look: Look, told: ToldSignIn) {
    this.#look = look;
    this.#told = told;
  }

  /** Those of the policy of that place in the tenant. */
  of(number: number): readonly JudgedCondition[] {
    const policy = this.#look.asStopping(number);
    if (policy === undefined) return [];
    return DIMENSIONS.flatMap((dimension): readonly JudgedCondition[] => {
      if (policy.policy.conditions[dimension].kind === "any") return [];
      const part = policy.parts.find((one) => one?.reason === CONDITIONS[dimension].reason);
      return part === undefined ? [] : [this.#judged(dimension, part)];
    });
  }

  #judged(dimension: Dimension, { met: { is, isNot } }: Part): JudgedCondition {
    const missedBy = this.#example(isNot);
    if (missedBy === undefined) return { dimension, met: "yes", missedBy };
    if (this.#look.find([is], false) === undefined) return { dimension, met: "no", missedBy };
    const isMetForCertain = this.#look.find([is], true) !== undefined;
    return { dimension, met: isMetForCertain ? "depends" : "unclear", missedBy };
  }

  /** A sign-in of which it is true, rather one that hangs on no content. */
  #example(formula: Formula): Circumstances | undefined {
    const found = this.#look.find([formula], true) ?? this.#look.find([formula], false);
    if (found === undefined) return undefined;
    const { principal, shows, ...circumstances } = this.#look.signInOf(found, 0, this.#told);
    return circumstances;
  }
}
