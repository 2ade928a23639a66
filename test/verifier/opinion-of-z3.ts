import { init, type Z3_ast, type Z3_context, Z3_lbool, type Z3_solver } from "z3-solver";
import { type Change, comparedPeople } from "../../oracle/change";
import { type Formula, Numbered } from "../../oracle/formula";
import { isNotTold } from "../../oracle/law";
import { type Alike, type Kind, type OracleVerdict, opinionOf, whoIsAlike } from "../../oracle/oracle";
import type { Exempted } from "../../oracle/people";
import type { Raw } from "../../oracle/raw";
import { dimensionsOf, type Placed, policiesOf } from "../../oracle/ways";

/** Microsoft's solver. Call `close` when you are done: its threads keep the process alive. */
export async function startZ3() {
  const { Z3, em } = await init();
  return {
    z3: { ...Z3, check: em._Z3_solver_check as (context: Z3_context, solver: Z3_solver) => Z3_lbool },
    close: (): void => em.PThread.terminateAllThreads(),
  };
}

/** Z3's functions. `check` doesn't go through a thread, as the package's own does: that takes longer than most answers. */
type Z3 = Awaited<ReturnType<typeof startZ3>>["z3"];

/**
 * The oracle's law, decided by Z3. The enumeration tries every sign-in in every case; here a sign-in is a choice of one value of
 * each dimension, and a case is what is true of the unknown things, for the solver to find. So tenants may have more policies.
 */
export function opinionOfZ3(z3: Z3, tenant: Raw, exempted: Exempted): OracleVerdict {
  const question = new Question(z3, [tenant]);
  const opinion = (isEmptied: boolean) => {
    const everybody = whoIsAlike(tenant, exempted, isEmptied);
    return opinionOf(tenant, everybody, question.kindsFor(everybody));
  };
  const verdict = { ...opinion(false), ifUnknownGroupsEmpty: opinion(true).kind };
  question.close();
  return verdict;
}

/** The same of a change: whether something may be newly open, and newly closed. */
export function changeByZ3(z3: Z3, before: Raw, after: Raw, exempted: Exempted): Change {
  const question = new Question(z3, [before, after]);
  const people = comparedPeople(before, after, exempted).map(({ about, was, is, ...may }) => ({
    ...may,
    openBefore: was ? question.isOpen(about, before) : question.some([]),
    openAfter: is ? question.isOpen(about, after) : question.some([]),
  }));
  const opened = people.flatMap((one) => (one.mayOpen ? question.onlyFirst(one.openAfter, one.openBefore) : []));
  const closed = people.flatMap((one) => (one.mayClose ? question.onlyFirst(one.openBefore, one.openAfter) : []));
  const change = { opened: question.canBe(question.some(opened)), closed: question.canBe(question.some(closed)) };
  question.close();
  return change;
}

/** Is there a sign-in that no policy stops? */
class Question {
  readonly #z3: Z3;
  readonly #context: Z3_context;
  readonly #solver: Z3_solver;
  readonly #names = new Map<string, Z3_ast>();
  /** The next free constant. */
  #free = 0;
  readonly #answers = new Map<Z3_ast, boolean>();
  readonly #placed: readonly Placed[];
  /** For each policy, that it stops the sign-in, if it is about the person who signs in. */
  readonly #stops: readonly Z3_ast[];

  constructor(z3: Z3, tenants: readonly Raw[]) {
    this.#z3 = z3;
    this.#context = z3.mk_context(z3.mk_config());
    this.#solver = z3.mk_simple_solver(this.#context);
    this.#placed = policiesOf(tenants);
    const numbered = new Numbered();
    // A sign-in has one value of each dimension: the last that is chosen, or the first where none is.
    const dimensions = dimensionsOf(tenants, this.#placed, numbered).map(([first = [], ...others]) => ({
      first,
      others: others.map((answers) => ({ answers, isChosen: this.#constant() })),
    }));
    const term = (number = -1): Z3_ast => this.#term(numbered.formula(number));
    this.#stops = this.#placed.map((_, policy) =>
      this.#every(
        dimensions.map(({ first, others }) =>
          others.reduce(
            (rest, { answers, isChosen }) => z3.mk_ite(this.#context, isChosen, term(answers[policy]), rest),
            term(first[policy]),
          ),
        ),
      ),
    );
  }

  close(): void {
    this.#z3.del_context(this.#context);
  }

  /** No policy of the tenant stops it. @param about when each policy is about the person who signs in */
  isOpen(about: readonly Formula[], tenant?: Raw): Z3_ast {
    const stopping = this.#stops.flatMap((stops, policy) =>
      tenant === undefined || this.#placed[policy]?.tenant === tenant
        ? this.#every([this.#term(about[policy] ?? false), stops])
        : [],
    );
    return this.#no(this.some(stopping));
  }

  kindsFor(everybody: readonly Alike[]): readonly Kind[] {
    const open = everybody.map(({ about }) => this.isOpen(about));
    const found = open.filter((one) => this.canBe(one));
    const content = [...this.#names].flatMap(([name, is]) =>
      isNotTold(name) ? [] : [this.#z3.to_app(this.#context, is)],
    );
    const whatever = (one: Z3_ast) =>
      content.length === 0 ? one : this.#z3.mk_forall_const(this.#context, 0, content, [], one);
    const kind = this.canBe(this.some(found.map(whatever))) ? "bypass" : "unknown";
    return open.map((one) => (this.canBe(one) ? kind : "proved"));
  }

  /** Whether there is such a sign-in, in some case. */
  canBe(expr: Z3_ast): boolean {
    const known = this.#answers.get(expr);
    if (known !== undefined) return known;
    this.#z3.solver_push(this.#context, this.#solver);
    this.#z3.solver_assert(this.#context, this.#solver, expr);
    const answer = this.#z3.check(this.#context, this.#solver);
    this.#z3.solver_pop(this.#context, this.#solver, 1);
    if (answer === Z3_lbool.Z3_L_UNDEF) throw new Error("Z3 gives no answer");
    this.#answers.set(expr, answer === Z3_lbool.Z3_L_TRUE);
    return answer === Z3_lbool.Z3_L_TRUE;
  }

  /** The first is so and the other isn't. */
  onlyFirst(one: Z3_ast, other: Z3_ast): Z3_ast {
    return this.#every([one, this.#no(other)]);
  }

  some = (parts: readonly Z3_ast[]): Z3_ast => this.#z3.mk_or(this.#context, [...parts]);
  #every = (parts: readonly Z3_ast[]): Z3_ast => this.#z3.mk_and(this.#context, [...parts]);
  #no = (part: Z3_ast): Z3_ast => this.#z3.mk_not(this.#context, part);

  #constant(): Z3_ast {
    const name = this.#z3.mk_int_symbol(this.#context, this.#free++);
    return this.#z3.mk_const(this.#context, name, this.#z3.mk_bool_sort(this.#context));
  }

  #term(formula: Formula): Z3_ast {
    if (typeof formula === "boolean") return formula ? this.#every([]) : this.some([]);
    if (typeof formula === "string") {
      const known = this.#names.get(formula) ?? this.#constant();
      this.#names.set(formula, known);
      return known;
    }
    if ("no" in formula) return this.#no(this.#term(formula.no));
    return "every" in formula
      ? this.#every(formula.every.map((part) => this.#term(part)))
      : this.some(formula.some.map((part) => this.#term(part)));
  }
}
