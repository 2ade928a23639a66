import type { EvaluationContext } from "../../law/evaluate";
import type { UserId } from "../../law/model/ids";
import { OUTSIDER_TYPES, type OutsiderType, PERSON_CLASSES, type PersonClass } from "../../law/model/sign-in";
import type { Tenant } from "../../law/model/tenant";
import { present } from "../../text/present";
import { isPresent, type PrincipalClass, type Principals } from "../people/principals";
import type { Literal } from "../solver/formula";
import { TOO_HARD, TOO_MANY_NETWORKS, TOO_MANY_PRINCIPAL_CLASSES, type Uncovered, type Unknown } from "../verdict";
import { type Core, Decisions } from "./decisions";
import { type Questions, questionsAbout, ROUNDS } from "./questions";

/** Who gets in, and what stops the others. */
export interface LetIn {
  /** The classes for which some sign-in gets through. */
  readonly classes: readonly PrincipalClass[];
  /** For each core, the classes that it stops. A class is listed under the first core that stops it. */
  readonly closed: ReadonlyMap<Core, readonly PrincipalClass[]>;
  /** The classes that weren't decided within the bound. */
  readonly tooHard: readonly PrincipalClass[];
  /** The bounds that were reached. If there are any, more people may get in. */
  readonly bounds: readonly Unknown[];
}

/**
 * Decides for each class of the first tenant: it is let in iff there is a sign-in, and a way that what isn't known may be, in which no
 * policy stops it.
 * @param extra what is assumed of every sign-in
 * @param most how many classes that are let in are enough
 */
export function letsIn(questions: Questions, extra: readonly Literal[] = [], most = Number.POSITIVE_INFINITY): LetIn {
  const { principals, encoding } = questions;
  const there = principals.classes.filter((one) => isPresent(one, 0));
  if (!encoding.vocabulary.places.areWhole)
    return { classes: [], closed: new Map(), tooHard: there, bounds: [TOO_MANY_NETWORKS] };
  for (const one of there) questions.numbersFor(one.number); // a model is tried on all stops, so that they must exist before the first
  const classes: PrincipalClass[] = [];
  const closed = new Map<Core, PrincipalClass[]>();
  const decisions = new Decisions(questions, extra);
  const isTooHard = (one: PrincipalClass, steps: number): boolean => {
    const decision = decisions.decide(questions.numbersFor(one.number), steps);
    if (decision.kind === "yes") classes.push(one);
    if (decision.kind === "no" && closed.get(decision.core)?.push(one) === undefined) closed.set(decision.core, [one]);
    return decision.kind === "bound";
  };
  let left: readonly PrincipalClass[] = there;
  for (const steps of ROUNDS) left = left.filter((one) => classes.length < most && isTooHard(one, steps));
  const tooHard = classes.length < most ? left : [];
  return { classes, closed, tooHard, bounds: boundsReached(tooHard.length > 0, principals) };
}

/** The bounds that a search reached. */
export const boundsReached = (isTooHard: boolean, { isWhole }: Principals): readonly Unknown[] =>
  present([isTooHard && TOO_HARD, !isWhole && TOO_MANY_PRINCIPAL_CLASSES]);

/** Everyone in these classes of one tenant, as a verdict lists them: by id if the users are known. */
export function whoIsIn(
  classes: readonly PrincipalClass[],
  principals: Principals,
  { users }: Pick<Tenant, "users">,
): Uncovered {
  const types = new Set<string>();
  for (const { members } of classes) for (const { identities } of members) types.add(identities[0]?.type ?? "");
  return {
    users: users === undefined ? [] : principals.idsIn(classes),
    classes: users === undefined ? PERSON_CLASSES.filter((type): type is PersonClass => types.has(type)) : [],
    outsiders: OUTSIDER_TYPES.filter((type): type is OutsiderType => types.has(type)),
  };
}

/** Everyone who gets in without MFA, except for exempt people. */
export interface Exposure {
  /** Those who get in whatever the unknown data and the unclear content are. */
  readonly certain: Uncovered;
  /** All who may get in, and all who weren't decided within the bound. */
  readonly possible: Uncovered;
  /** False if there were too many classes of people to look at, so that some people are in neither. */
  readonly isWhole: boolean;
}

/** @param isExempt people who may get in */
export function exposureOf(context: EvaluationContext, isExempt: (person: UserId) => boolean): Exposure {
  const questions = questionsAbout(context, { isExempt });
  const { principals, encoding } = questions;
  const possible = letsIn(questions);
  return {
    certain: whoIsIn(letsIn(questions, [encoding.unknowns.isFirm]).classes, principals, context.tenant),
    possible: whoIsIn([...possible.classes, ...possible.tooHard], principals, context.tenant),
    isWhole: principals.isWhole,
  };
}
