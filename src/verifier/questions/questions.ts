import type { EvaluationContext } from "../../law/evaluate";
import { Encoding } from "../encoding/encoding";
import type { Stop } from "../encoding/stops";
import type { Exempt } from "../exemptions";
import { type BitSet, numbersIn } from "../people/bit-set";
import { principalsOf } from "../people/classes";
import { NumberedPeople } from "../people/numbered-people";
import type { PrincipalClass, Principals } from "../people/principals";
import type { Literal } from "../solver/formula";
import type { Solved } from "../solver/solver";

/** The steps of the solver for all classes together. */
export const ALL_STEPS = 5_000_000;
/** The steps for one class: first few, so that easy classes are decided; then many for the others. */
export const ROUNDS = [100_000, ALL_STEPS / 2];

/** A model of the clauses: whether a literal is true in it. */
export type Model = (literal: Literal) => boolean;

/** Questions about one encoding, and the steps that are left for them. */
export class Questions {
  readonly encoding: Encoding;
  readonly principals: Principals;
  /** By tenant, and by the number of the class. */
  readonly #numbers: readonly (BitSet | undefined)[][];
  #left: number;

  constructor(encoding: Encoding, ...[{ isExempt }, bound = ALL_STEPS, people]: Asked) {
    const tenants = encoding.sides.map(({ tenant }) => tenant);
    this.encoding = encoding;
    this.principals = principalsOf(encoding, people ?? new NumberedPeople(tenants, isExempt));
    this.#numbers = encoding.sides.map(() => []);
    this.#left = bound;
  }

  /** Grants steps for more questions, in place of those that are left. */
  grant(steps: number): void {
    this.#left = steps;
  }

  /** The numbers of the stops that a tenant's policies are to the class of that number. The class isn't touched if they are known. */
  numbersFor(number: number, tenantIndex = 0): BitSet {
    const ofTenant = this.#numbers[tenantIndex] ?? [];
    const known = ofTenant[number];
    if (known !== undefined) return known;
    const numbers = this.encoding.stops.numbersFor(this.principals.classes[number] as PrincipalClass, tenantIndex);
    ofTenant[number] = numbers;
    return numbers;
  }

  /** The stops that a tenant's policies are to a class. */
  stopsFor({ number }: PrincipalClass, tenantIndex = 0): readonly Stop[] {
    return this.encoding.stops.of(numbersIn(this.numbersFor(number, tenantIndex)));
  }

  /**
   * Whether all of these can be true.
   * @param most the steps that it may take
   * @param wished what is made true as well where possible, the first one first
   */
  ask(assumptions: readonly Literal[], most = this.#left, wished: readonly Literal[] = []): Solved {
    return this.askSettling([...this.encoding.unknowns.nothingSettled, ...assumptions], wished, most);
  }

  /** The same, where groups, roles and locations may hold nobody else. */
  askSettling(assumptions: readonly Literal[], wished: readonly Literal[] = [], most = this.#left): Solved {
    const { solver } = this.encoding.vocabulary.logic;
    const before = solver.steps;
    const answer = solver.solve(assumptions, Math.min(most, this.#left), wished);
    this.#left -= solver.steps - before;
    return answer;
  }
}

/** What a question is asked with. `people`: those who aren't exempt, if another search has listed them already. `bound`: the steps for all questions together. */
export type Asked = readonly [exempt: Pick<Exempt, "isExempt">, bound?: number, people?: NumberedPeople];

/** Encodes a tenant, to ask questions about its sign-ins. */
export const questionsAbout = (context: EvaluationContext, ...asked: Asked): Questions =>
  new Questions(new Encoding([context]), ...asked);
