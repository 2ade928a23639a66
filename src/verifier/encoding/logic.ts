import type { Connectives } from "../../law/model/truth";
import { all, any, type Formula, type Literal, literally, negate } from "../solver/formula";
import { Solver } from "../solver/solver";

/** When something is so, and when it isn't. If a file leaves it open, neither formula may be true. */
export interface Pair {
  readonly is: Formula;
  readonly isNot: Formula;
}

/** The connectives of pairs. The two formulas of a result are never both true if those of no part are. */
export const PAIRS: Connectives<Pair> = {
  always: { is: all([]), isNot: any([]) },
  never: { is: any([]), isNot: all([]) },
  not: ({ is, isNot }) => ({ is: isNot, isNot: is }),
  every: (pairs) => ({ is: all(pairs.map(({ is }) => is)), isNot: any(pairs.map(({ isNot }) => isNot)) }),
  some: (pairs) => ({ is: any(pairs.map(({ is }) => is)), isNot: all(pairs.map(({ isNot }) => isNot)) }),
};
/** The same by their own names. */
export const { always: CERTAIN, never: IMPOSSIBLE, not: opposite, every: everyOf, some: someOf } = PAIRS;

/** The pair of a fact that is so iff the literal is true; and of one that is certain. */
export const pairOf = (literal: Literal): Pair => ({ is: literally(literal), isNot: literally(negate(literal)) });
/** The pair of what is known to be so, or not so. */
export const pairIf = (value: boolean): Pair => (value ? CERTAIN : IMPOSSIBLE);

/** Formulas as literals of one solver. The same formula is the same literal. */
export class Logic {
  readonly solver: Solver;
  readonly true: Literal;
  readonly #implications = new Map<Literal, () => readonly Literal[]>();
  readonly #implying = new Map<string, Literal>();
  readonly #equal = new Map<string, Literal>();
  readonly #definitions = new Map<Literal, Formula>();

  constructor() {
    this.solver = new Solver((literal) => this.#implications.get(literal)?.() ?? []);
    this.true = this.solver.variable(true);
    this.solver.add([this.true]);
  }

  /** Makes a literal imply others. Must be closed under contraposition. Call it before the first question only. */
  imply(literal: Literal, implied: () => readonly Literal[]): void {
    this.#implications.set(literal, implied);
  }

  /** New variables. Exactly one of them is true: the first one, if possible. */
  oneOf(count: number): readonly Literal[] {
    const literals = Array.from({ length: count }, () => this.solver.variable(true));
    this.solver.add(literals);
    for (const literal of literals)
      this.imply(literal, () => literals.filter((other) => other !== literal).map(negate));
    return literals;
  }

  /** A literal that implies the formula. @see Plaisted, Greenbaum, "A structure-preserving clause form translation" (1986) */
  implying(formula: Formula): Literal {
    if (formula.kind === "literal") return formula.literal;
    const parts = this.#parts(formula, (part) => this.implying(part));
    if (typeof parts === "number") return parts;
    const key = `${formula.kind} ${parts}`;
    const known = this.#implying.get(key);
    if (known !== undefined) return known;
    const literal = this.solver.variable();
    this.#implying.set(key, literal);
    if (formula.kind === "any") this.solver.add([negate(literal), ...parts]);
    else for (const part of parts) this.solver.add([negate(literal), part]);
    return literal;
  }

  /** A literal that is true iff the formula is. */
  equal(formula: Formula): Literal {
    if (formula.kind === "literal") return formula.literal;
    const parts = this.#parts(formula, (part) => this.equal(part));
    if (typeof parts === "number") return parts;
    const isAll = formula.kind === "all";
    const disjuncts = isAll ? parts.map(negate) : parts;
    const key = [...disjuncts].sort((a, b) => a - b).join();
    let literal = this.#equal.get(key);
    if (literal === undefined) {
      literal = this.solver.variable();
      this.#equal.set(key, literal);
      this.#definitions.set(literal, any(disjuncts.map(literally)));
      this.solver.add([negate(literal), ...disjuncts]);
      for (const part of disjuncts) this.solver.add([literal, negate(part)]);
    }
    return isAll ? negate(literal) : literal;
  }

  /** The formula that a literal of `equal` stands for; `undefined` for other literals. */
  definitionOf(literal: Literal): Formula | undefined {
    return this.#definitions.get(literal);
  }

  /** The literals of the parts without constants, or one literal if the formula is equal to it. */
  #parts(formula: Exclude<Formula, { kind: "literal" }>, literalOf: (part: Formula) => Literal) {
    const isAll = formula.kind === "all";
    const neutral = isAll ? this.true : negate(this.true);
    const parts = [...new Set(formula.parts.map(literalOf))].filter((literal) => literal !== neutral);
    if (parts.includes(negate(neutral))) return negate(neutral);
    return parts.length === 0 ? neutral : parts.length === 1 ? (parts[0] ?? neutral) : parts;
  }
}
