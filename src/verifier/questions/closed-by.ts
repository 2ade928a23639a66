import type { EvaluationContext } from "../../law/evaluate";
import type { Policy } from "../../law/model/policy";
import { Encoding } from "../encoding/encoding";
import type { Stop } from "../encoding/stops";
import { bitSetOf } from "../people/bit-set";
import { isPresent, type PrincipalClass, type Principals } from "../people/principals";
import { type Asked, Decisions, Questions, ROUNDS } from "./questions";

/** The classes for which a policy stops a sign-in that no other policy stops. */
export interface Closed {
  readonly classes: readonly PrincipalClass[];
  /** False iff a bound was reached, so that there may be other classes. */
  readonly isWhole: boolean;
}

/**
 * For each of these policies of a tenant the classes for which it stops some sign-in, in some way that what isn't known may be, that no
 * other policy of the tenant stops. The others of these policies don't count. Each of them should be enabled.
 */
export function closedBy(
  context: EvaluationContext,
  policies: ReadonlySet<Policy>,
  about: Asked[0],
): { readonly principals: Principals; readonly closed: ReadonlyMap<Policy, Closed> } {
  const encoding = new Encoding([context], { areReadingsOpen: true });
  const questions = new Questions(encoding, about);
  const { principals } = questions;
  const found = new Map(Array.from(policies, (policy) => [policy, [] as PrincipalClass[]]));
  const undecided = encoding.vocabulary.places.areWhole ? findClosed(questions, found) : policies;
  const closed = Array.from(found, ([policy, classes]) => {
    return [policy, { classes, isWhole: principals.isWhole && !undecided.has(policy) }] as const;
  });
  return { principals, closed: new Map(closed) };
}

/** Adds the classes to their policies. @returns the policies for which some class wasn't decided within the bound */
function findClosed(questions: Questions, found: ReadonlyMap<Policy, PrincipalClass[]>): ReadonlySet<Policy> {
  const decisions = new Decisions(questions);
  const classesOf = ({ policy: { policy } }: Stop): PrincipalClass[] | undefined => found.get(policy);
  let left = questions.principals.classes
    .filter((one) => isPresent(one, 0))
    .flatMap((principals) => {
      const stops = questions.stopsFor(principals);
      const others = stops.filter((stop) => classesOf(stop) === undefined);
      const passing = bitSetOf(others.map(({ number }) => number));
      return stops.flatMap((goal) => (classesOf(goal) === undefined ? [] : [{ principals, goal, passing }]));
    });
  for (const steps of ROUNDS)
    left = left.filter(({ principals, goal, passing }) => {
      const { kind } = decisions.decide(passing, steps, goal);
      if (kind === "yes") classesOf(goal)?.push(principals);
      return kind === "bound";
    });
  return new Set(left.map(({ goal }) => goal.policy.policy));
}
