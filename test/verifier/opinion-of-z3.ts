import { type Bool, type Context, init } from "z3-solver";
import { type Formula, Numbered } from "../../oracle/formula";
import { isNotTold } from "../../oracle/law";
import { type Kind, type OracleVerdict, opinionOf, whoIsAlike } from "../../oracle/oracle";
import type { Exempted } from "../../oracle/people";
import type { Raw } from "../../oracle/raw";
import { dimensionsOf, policiesOf } from "../../oracle/ways";

type Z3 = Context<"second opinion">;

/** Microsoft's solver. Call `close` when you are done: its threads keep the process alive. */
export async function startZ3(): Promise<{ readonly z3: Z3; readonly close: () => void }> {
  const { Context, em } = await init();
  return { z3: Context("second opinion"), close: () => em.PThread.terminateAllThreads() };
}

/**
 * The oracle's law, decided by Z3. The enumeration tries every sign-in in every case; here a sign-in is a choice of one value of
 * each dimension, and a case is what is true of the unknown things, for the solver to find. So tenants may have more policies.
 */
export async function opinionOfZ3(z3: Z3, tenant: Raw, exempted: Exempted): Promise<OracleVerdict> {
  const question = new Question(z3, tenant);
  const opinion = async (isEmptied: boolean) => {
    const everybody = whoIsAlike(tenant, exempted, isEmptied);
    const kinds: Kind[] = [];
    for (const { about } of everybody) kinds.push(await question.kindFor(about));
    return opinionOf(tenant, everybody, kinds);
  };
  return { ...(await opinion(false)), ifUnknownGroupsEmpty: (await opinion(true)).kind };
}

type Expr = Bool<"second opinion">;

/** Is there a sign-in that no policy stops? */
class Question {
  readonly #z3: Z3;
  readonly #names = new Map<string, Expr>();
  /** That a sign-in has a value of each dimension. */
  readonly #isSignIn: Expr;
  /** For each policy, that it lets the sign-in through, whoever it is of. */
  readonly #passes: readonly Expr[];

  constructor(z3: Z3, tenant: Raw) {
    this.#z3 = z3;
    const numbered = new Numbered();
    const placed = policiesOf([tenant]);
    const dimensions = dimensionsOf([tenant], placed, numbered).map((ways, dimension) =>
      ways.map((answers, at) => ({ answers, isChosen: z3.Bool.const(`value ${dimension} ${at}`) })),
    );
    // Two values of one dimension stop no less than one of them does, so "at least one" is "exactly one".
    this.#isSignIn = z3.And(...dimensions.map((values) => z3.Or(...values.map(({ isChosen }) => isChosen))));
    this.#passes = placed.map((_, policy) =>
      z3.Or(
        ...dimensions.map((values) =>
          z3.And(
            ...values.map(({ answers, isChosen }) =>
              z3.Implies(isChosen, z3.Not(this.#expr(numbered.formula(answers[policy] ?? -1)))),
            ),
          ),
        ),
      ),
    );
  }

  /** @param about when each policy is about whoever signs in */
  async kindFor(about: readonly Formula[]): Promise<Kind> {
    const { And, Or, Not, ForAll } = this.#z3;
    const passes = about.map((formula, policy) =>
      Or(Not(this.#expr(formula)), this.#passes[policy] ?? this.#expr(false)),
    );
    const isThrough = And(this.#isSignIn, ...passes);
    if (!(await this.#canBe(isThrough))) return "proved";
    const [first, ...others] = [...this.#names].flatMap(([name, is]) => (isNotTold(name) ? [] : [is]));
    if (first === undefined) return "bypass";
    return (await this.#canBe(ForAll([first, ...others], isThrough))) ? "bypass" : "unknown";
  }

  async #canBe(expr: Expr | ReturnType<Z3["ForAll"]>): Promise<boolean> {
    const solver = new this.#z3.Solver();
    solver.add(expr as Expr);
    const answer = await solver.check();
    solver.release();
    if (answer === "unknown") throw new Error("Z3 gives no answer");
    return answer === "sat";
  }

  #expr(formula: Formula): Expr {
    const { Bool, And, Or, Not } = this.#z3;
    if (typeof formula === "boolean") return Bool.val(formula);
    if (typeof formula === "string") {
      const known = this.#names.get(formula) ?? Bool.const(`name ${this.#names.size}`);
      this.#names.set(formula, known);
      return known;
    }
    if ("no" in formula) return Not(this.#expr(formula.no));
    return "every" in formula
      ? And(...formula.every.map((part) => this.#expr(part)))
      : Or(...formula.some.map((part) => this.#expr(part)));
  }
}
