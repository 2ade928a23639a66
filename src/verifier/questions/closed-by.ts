import { evaluationContext } from "../../law/evaluate";
import type { Policy } from "../../law/model/policy";
import type { Tenant } from "../../law/model/tenant";
import { Encoding, type Stop } from "../encoding/encoding";
import type { Exempt } from "../exemptions";
import { NumberedPeople } from "../people/numbered-people";
import { isPresent, type PrincipalClass, type Principals } from "../people/principals";
import type { Literal } from "../solver/formula";
import { ALL_STEPS, type Model, Questions, ROUNDS } from "./questions";

/** For whom a policy stops a sign-in that no other stops. */
export interface Closed {
  readonly classes: readonly PrincipalClass[];
  /** False iff a bound was reached, so that there may be others. */
  readonly isWhole: boolean;
}

/**
 * For each of some policies of a tenant those for whom it stops a sign-in, in some way that what isn't known may be, that no policy stops
 * which isn't one of them. A policy alone is asked about; that it is on is for the caller to see to.
 * @param most how many classes of each policy are enough
 */
export function closedBy(
  tenant: Tenant,
  policies: ReadonlySet<Policy>,
  { isExempt, groups }: Exempt,
  most = Number.POSITIVE_INFINITY,
): { readonly principals: Principals; readonly closed: ReadonlyMap<Policy, Closed> } {
  const encoding = new Encoding([evaluationContext(tenant, groups)], true);
  const principals = encoding.principals(new NumberedPeople([tenant], isExempt));
  const search = new ClosedSearch(new Questions(encoding, principals, ALL_STEPS), policies, most);
  const { classes } = principals;
  const open = encoding.vocabulary.places.areWhole ? search.left(classes.filter((one) => isPresent(one, 0))) : policies;
  const closed = Array.from(policies, (policy) => {
    const found = search.found.get(policy) ?? [];
    const isWhole = found.length >= most || (principals.isWhole && !open.has(policy));
    return [policy, { classes: found, isWhole }] as const;
  });
  return { principals, closed: new Map(closed) };
}

class ClosedSearch {
  readonly found = new Map<Policy, PrincipalClass[]>();
  readonly #questions: Questions;
  readonly #asked: ReadonlySet<Policy>;
  readonly #most: number;
  #last: { readonly principals: PrincipalClass; readonly passing: ReadonlySet<Literal> } | undefined;
  /** Assumptions that can't be true together, by the one that isn't about passing, if any is. */
  readonly #refuted = new Map<Literal | undefined, (readonly Literal[])[]>();
  /** The latest sign-in that a policy stops. */
  readonly #stopped = new Map<Literal, Model>();

  constructor(questions: Questions, asked: ReadonlySet<Policy>, most: number) {
    this.#questions = questions;
    this.#asked = asked;
    this.#most = most;
  }

  /** @returns the policies of which it isn't known for some class within the bound */
  left(classes: readonly PrincipalClass[]): ReadonlySet<Policy> {
    let left = classes.flatMap((one) =>
      this.#questions.stopsFor(one).flatMap((stop) => (this.#isAsked(stop) ? [[one, stop] as const] : [])),
    );
    for (const steps of ROUNDS) left = left.filter(([one, stop]) => this.#ask(one, stop, steps) === "bound");
    return new Set(left.map(([, stop]) => stop.policy.policy));
  }

  #isAsked({ policy: { policy } }: Stop): boolean {
    return this.#asked.has(policy);
  }

  #ask(principals: PrincipalClass, stop: Stop, steps: number): "settled" | "bound" {
    const { policy } = stop.policy;
    const found = this.found.get(policy) ?? [];
    if (found.length >= this.#most) return "settled";
    const passing = this.#passingFor(principals);
    const stops = stop.stops();
    const cores = [...(this.#refuted.get(undefined) ?? []), ...(this.#refuted.get(stops) ?? [])];
    if (cores.some((core) => core.every((one) => passing.has(one)))) return "settled";
    const stopped = this.#stopped.get(stops);
    const isTheirs = stopped !== undefined && [...passing].every(stopped);
    const answer = isTheirs
      ? ({ kind: "yes", isTrue: stopped } as const)
      : this.#questions.ask([stops, ...passing], steps);
    if (answer.kind === "bound") return "bound";
    if (answer.kind === "no") this.#refute(stops, answer.core);
    else {
      this.#stopped.set(stops, answer.isTrue);
      this.found.set(policy, [...found, principals]);
    }
    return "settled";
  }

  #passingFor(principals: PrincipalClass): ReadonlySet<Literal> {
    if (this.#last?.principals !== principals) {
      const standing = this.#questions.stopsFor(principals).filter((stop) => !this.#isAsked(stop));
      this.#last = { principals, passing: new Set(standing.map(({ passes }) => passes)) };
    }
    return this.#last.passing;
  }

  #refute(stops: Literal, core: readonly Literal[]): void {
    const key = core.includes(stops) ? stops : undefined;
    const passing = core.filter((one) => one !== stops);
    this.#refuted.set(key, [...(this.#refuted.get(key) ?? []), passing]);
  }
}
