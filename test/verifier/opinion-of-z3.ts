import { init, type Z3_ast, Z3_lbool } from "z3-solver";
import { type Change, comparedPeople } from "../../oracle/change";
import { every, type Formula, Numbered, no, some } from "../../oracle/formula";
import { isNotTold } from "../../oracle/law";
import { type Alike, type Kind, type OracleVerdict, opinionOf, whoIsAlike } from "../../oracle/oracle";
import type { Exempted } from "../../oracle/people";
import type { Raw } from "../../oracle/raw";
import { dimensionsOf, policiesOf, type Way } from "../../oracle/ways";

/**
 * Microsoft's solver. Call `close` when you are done: its threads keep the process alive. Everything that it is asked stands in one context
 * and stays there, since a context takes longer to create than most answers do.
 */
export async function startZ3() {
  const { Z3, em } = await init();
  const context = Z3.mk_context(Z3.mk_config());
  const [solver, bool] = [Z3.mk_simple_solver(context), Z3.mk_bool_sort(context)];
  Z3.solver_inc_ref(context, solver);
  const answers = new Map<Z3_ast, boolean>();
  const canBe = (term: Z3_ast): boolean => {
    Z3.solver_push(context, solver);
    Z3.solver_assert(context, solver, term);
    // The package's own check goes through a thread, which takes longer than most answers.
    const answer: Z3_lbool = em._Z3_solver_check(context, solver);
    Z3.solver_pop(context, solver, 1);
    if (answer === Z3_lbool.Z3_L_UNDEF) throw new Error("Z3 gives no answer");
    answers.set(term, answer === Z3_lbool.Z3_L_TRUE);
    return answer === Z3_lbool.Z3_L_TRUE;
  };
  const z3 = {
    canBe: (term: Z3_ast) => answers.get(term) ?? canBe(term),
    name: (number: number) => Z3.mk_const(context, Z3.mk_int_symbol(context, number), bool),
    always: (is: boolean) => (is ? Z3.mk_true(context) : Z3.mk_false(context)),
    no: (part: Z3_ast) => Z3.mk_not(context, part),
    every: (parts: Z3_ast[]) => Z3.mk_and(context, parts),
    some: (parts: Z3_ast[]) => Z3.mk_or(context, parts),
    whatever: (names: Z3_ast[], part: Z3_ast) =>
      names.length === 0 ? part : Z3.mk_forall_const(context, 0, names as never, [], part),
  };
  return { z3, close: (): void => em.PThread.terminateAllThreads() };
}

type Z3 = Awaited<ReturnType<typeof startZ3>>["z3"];

/**
 * The oracle's law, decided by Z3. The enumeration tries every sign-in in every case; here a sign-in is a choice of one value of
 * each dimension, and a case is what is true of the unknown things, for the solver to find. So tenants may have more policies.
 */
export function opinionOfZ3(z3: Z3, tenant: Raw, exempted: Exempted): OracleVerdict {
  const question = new Question(z3, [tenant]);
  const opinion = (isEmptied: boolean) => {
    const everybody = whoIsAlike(tenant, exempted, isEmptied);
    return opinionOf(tenant, everybody, question.kindsFor(everybody, tenant));
  };
  return { ...opinion(false), ifUnknownGroupsEmpty: opinion(true).kind };
}

/** The same of a change: whether something may be newly open, and newly closed. */
export function changeByZ3(z3: Z3, before: Raw, after: Raw, exempted: Exempted): Change {
  const question = new Question(z3, [before, after]);
  const [opened, closed]: [Formula[], Formula[]] = [[], []];
  for (const { about, was, is, mayOpen, mayClose } of comparedPeople(before, after, exempted)) {
    const openBefore = was && question.isOpen(about, before);
    const openAfter = is && question.isOpen(about, after);
    if (mayOpen) opened.push(every([openAfter, no(openBefore)]));
    if (mayClose) closed.push(every([openBefore, no(openAfter)]));
  }
  return { opened: question.canBe(some(opened)), closed: question.canBe(some(closed)) };
}

/** Is there a sign-in that no policy stops? */
class Question {
  readonly #z3: Z3;
  readonly #terms = new Map<Formula, Z3_ast>();
  /** For each policy, that it stops the sign-in, if it is about the person who signs in. */
  readonly #policies: readonly { readonly tenant: Raw; readonly stops: Formula }[];

  constructor(z3: Z3, tenants: readonly Raw[]) {
    this.#z3 = z3;
    const placed = policiesOf(tenants);
    const numbered = new Numbered();
    const dimensions = dimensionsOf(tenants, placed, numbered);
    this.#policies = placed.map(({ tenant }, policy) => {
      const said = (way: Way) => numbered.formula(way[policy] ?? -1);
      const choose = (at: number) => (rest: Formula, is: Formula, value: number) =>
        either(`${CHOICE} ${at} ${value}`, is, rest);
      return { tenant, stops: every(dimensions.map((ways, at) => ways.map(said).reduceRight(choose(at)))) };
    });
  }

  /** No policy of the tenant stops it. @param about when each policy is about the person who signs in */
  isOpen(about: readonly Formula[], tenant: Raw): Formula {
    return no(some(this.#policies.map((one, at) => one.tenant === tenant && every([about[at] ?? false, one.stops]))));
  }

  kindsFor(everybody: readonly Alike[], tenant: Raw): readonly Kind[] {
    const open = everybody.map(({ about }) => this.isOpen(about, tenant));
    const kind = open.some((one) => this.canBe(one) && this.canBe(one, true)) ? "bypass" : "unknown";
    return open.map((one) => (this.canBe(one) ? kind : "proved"));
  }

  /** Whether there is such a sign-in, in some case. @param isWhatever whether it is to be so whatever content means that isn't understood */
  canBe(formula: Formula, isWhatever = false): boolean {
    const term = this.#term(formula);
    const content = isWhatever ? [...this.#terms].filter(([name]) => isContent(name)).map(([, is]) => is) : [];
    return this.#z3.canBe(this.#z3.whatever(content, term));
  }

  #term(formula: Formula): Z3_ast {
    const known = this.#terms.get(formula) ?? this.#newTerm(formula);
    this.#terms.set(formula, known);
    return known;
  }

  #newTerm(formula: Formula): Z3_ast {
    if (typeof formula === "boolean") return this.#z3.always(formula);
    if (typeof formula === "string") return this.#z3.name(this.#terms.size);
    if ("no" in formula) return this.#z3.no(this.#term(formula.no));
    const parts = ("every" in formula ? formula.every : formula.some).map((part) => this.#term(part));
    return "every" in formula ? this.#z3.every(parts) : this.#z3.some(parts);
  }
}

/** Names of the choices that a sign-in is made of begin so: of each dimension's values, the first that is chosen counts. */
const CHOICE = "choice of way";
const either = (choice: string, one: Formula, other: Formula): Formula =>
  one === other ? one : some([every([choice, one]), every([no(choice), other])]);

const isContent = (part: Formula): boolean => typeof part === "string" && !part.startsWith(CHOICE) && !isNotTold(part);
