import { type Bool, type Context, init } from "z3-solver";
import { type Change, comparedPeople } from "../../oracle/change";
import { type Formula, Numbered } from "../../oracle/formula";
import { isNotTold } from "../../oracle/law";
import { type Kind, type OracleVerdict, opinionOf, whoIsAlike } from "../../oracle/oracle";
import type { Exempted } from "../../oracle/people";
import type { Raw } from "../../oracle/raw";
import { dimensionsOf, type Placed, policiesOf } from "../../oracle/ways";

type Z3 = Context<"second opinion">;
type Expr = Bool<"second opinion">;

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
  const question = new Question(z3, [tenant]);
  const opinion = async (isEmptied: boolean) => {
    const everybody = whoIsAlike(tenant, exempted, isEmptied);
    const kinds: Kind[] = [];
    for (const { about } of everybody) kinds.push(await question.kindFor(about));
    return opinionOf(tenant, everybody, kinds);
  };
  return { ...(await opinion(false)), ifUnknownGroupsEmpty: (await opinion(true)).kind };
}

/** The same of a change: whether something may be newly open, and newly closed. */
export async function changeByZ3(z3: Z3, before: Raw, after: Raw, exempted: Exempted): Promise<Change> {
  const question = new Question(z3, [before, after]);
  const change = { opened: false, closed: false };
  for (const { about, was, is, mayOpen, mayClose } of comparedPeople(before, after, exempted)) {
    const openBefore = was ? question.isOpen(about, before) : question.never;
    const openAfter = is ? question.isOpen(about, after) : question.never;
    if (mayOpen) change.opened ||= await question.canBe(z3.And(openAfter, z3.Not(openBefore)));
    if (mayClose) change.closed ||= await question.canBe(z3.And(openBefore, z3.Not(openAfter)));
  }
  return change;
}

/** Is there a sign-in that no policy stops? */
class Question {
  readonly never: Expr;
  readonly #z3: Z3;
  readonly #names = new Map<string, Expr>();
  readonly #placed: readonly Placed[];
  /** Knows that a sign-in has one value of each dimension. */
  readonly #solver: InstanceType<Z3["Solver"]>;
  /** For each policy, that it lets the sign-in through, whoever signs in. */
  readonly #passes: readonly Expr[];

  constructor(z3: Z3, tenants: readonly Raw[]) {
    const { And, Or, Not, Implies, AtMost } = z3;
    this.#z3 = z3;
    this.never = z3.Bool.val(false);
    this.#placed = policiesOf(tenants);
    const numbered = new Numbered();
    const dimensions = dimensionsOf(tenants, this.#placed, numbered).map((ways, dimension) =>
      ways.map((answers, at) => ({ answers, isChosen: z3.Bool.const(`value ${dimension} ${at}`) })),
    );
    this.#solver = new z3.Solver();
    this.#solver.add(
      ...dimensions.flatMap((values) => {
        const [first = this.never, ...others] = values.map(({ isChosen }) => isChosen);
        return [Or(first, ...others), AtMost([first, ...others], 1)];
      }),
    );
    this.#passes = this.#placed.map((_, policy) =>
      Or(
        ...dimensions.map((values) =>
          And(
            ...values.map(({ answers, isChosen }) =>
              Implies(isChosen, Not(this.#expr(numbered.formula(answers[policy] ?? -1)))),
            ),
          ),
        ),
      ),
    );
  }

  /** No policy of the tenant stops it. @param about when each policy is about the person who signs in */
  isOpen(about: readonly Formula[], tenant?: Raw): Expr {
    const { And, Or, Not } = this.#z3;
    const passes = this.#passes.flatMap((passes, policy) =>
      tenant === undefined || this.#placed[policy]?.tenant === tenant
        ? Or(Not(this.#expr(about[policy] ?? false)), passes)
        : [],
    );
    return And(...passes);
  }

  async kindFor(about: readonly Formula[]): Promise<Kind> {
    const isOpen = this.isOpen(about);
    if (!(await this.canBe(isOpen))) return "proved";
    const [first, ...others] = [...this.#names].flatMap(([name, is]) => (isNotTold(name) ? [] : [is]));
    if (first === undefined) return "bypass";
    return (await this.canBe(this.#z3.ForAll([first, ...others], isOpen))) ? "bypass" : "unknown";
  }

  /** Whether there is such a sign-in, in some case. */
  async canBe(expr: Expr | ReturnType<Z3["ForAll"]>): Promise<boolean> {
    this.#solver.push();
    this.#solver.add(expr as Expr);
    const answer = await this.#solver.check();
    this.#solver.pop();
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
