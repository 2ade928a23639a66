import type { EvaluationContext } from "../../law/evaluate";
import { OUTSIDER_TYPES, type OutsiderType, PERSON_CLASSES, type PersonClass } from "../../law/model/sign-in";
import type { Tenant } from "../../law/model/tenant";
import { present } from "../../text/present";
import { isPresent, type PrincipalClass, type Principals } from "../people/principals";
import { type Literal, negate } from "../solver/formula";
import { BOUND, type Settling, type Uncovered, type Unknown } from "../verdict";
import {
  type Asked,
  type Core,
  type Decision,
  Decisions,
  type Model,
  type Questions,
  questionsAbout,
  ROUNDS,
} from "./questions";
import { smallestSet } from "./smallest-set";

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
  const decisions = new Decisions(questions, extra);
  return whoIsLetIn(questions, 0, ({ stops: [numbers = 0n] }, steps) => decisions.decide(numbers, steps), most);
}

/** Whether certainly nobody gets in. */
export const isShut = ({ classes, bounds }: LetIn): boolean => classes.length === 0 && bounds.length === 0;

/** Decides for each class of a tenant, first in few steps each. */
export function whoIsLetIn(
  { principals, encoding }: Questions,
  tenantIndex: number,
  decide: (one: PrincipalClass, steps: number) => Decision,
  most = Number.POSITIVE_INFINITY,
): LetIn {
  const there = principals.classes.filter((one) => isPresent(one, tenantIndex));
  if (!encoding.vocabulary.places.areWhole)
    return { classes: [], closed: new Map(), tooHard: there, bounds: [BOUND.networks] };
  const classes: PrincipalClass[] = [];
  const closed = new Map<Core, PrincipalClass[]>();
  const isTooHard = (one: PrincipalClass, steps: number): boolean => {
    const decision = decide(one, steps);
    if (decision.kind === "yes") classes.push(one);
    if (decision.kind === "no" && closed.get(decision.core)?.push(one) === undefined) closed.set(decision.core, [one]);
    return decision.kind === "bound";
  };
  let left: readonly PrincipalClass[] = there;
  for (const steps of ROUNDS) left = left.filter((one) => classes.length < most && isTooHard(one, steps));
  const tooHard = classes.length < most ? left : [];
  return {
    classes,
    closed,
    tooHard,
    bounds: present([tooHard.length > 0 && BOUND.search, !principals.isWhole && BOUND.principals]),
  };
}

/** Everyone in these classes of one tenant, as a verdict lists them: by id if the users are known. */
export function whoIsIn(
  classes: readonly PrincipalClass[],
  principals: Principals,
  { users }: Pick<Tenant, "users">,
): Uncovered {
  const types = new Set<string | undefined>(
    classes.flatMap(({ members }) => members.map(({ identities }) => identities[0]?.type)),
  );
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

/** Who gets in without MFA for certain, and who may, of everybody but exempt people. */
export function exposureOf(context: EvaluationContext, ...asked: Asked): Exposure {
  const questions = questionsAbout(context, ...asked);
  const { principals, encoding } = questions;
  const possible = letsIn(questions);
  return {
    certain: whoIsIn(letsIn(questions, [encoding.unknowns.isFirm]).classes, principals, context.tenant),
    possible: whoIsIn([...possible.classes, ...possible.tooHard], principals, context.tenant),
    isWhole: principals.isWhole,
  };
}

/**
 * The smallest set of unknown groups, roles and locations with which nobody gets in, if each holds no other people and no other places
 * than are known. Of equal size it is the first by kind and id.
 * @returns null if there is none, or if none was found within the questions' bound
 */
export function settledBy(questions: Questions, { classes, tooHard }: LetIn): readonly Settling[] | null {
  if (tooHard.length > 0) return null;
  if (classes.length === 0) return [];
  const holders = questions.encoding.unknowns.holders();
  if (holders.length === 0) return null;
  const unused = holders.map(({ facts }) => facts.map(({ is }) => negate(is)));
  const found = smallestSet((set) => {
    const empty = holders.flatMap(({ facts }, at) => (set.has(at) ? facts.map(({ isNot }) => isNot) : []));
    for (const one of classes) {
      const passes = questions.stopsFor(one).map((stop) => stop.passes);
      const answer = questions.ask([...passes, ...empty], undefined, unused.flat());
      if (answer.kind === "bound") return [];
      // This way in stays open unless one of the holders that it uses is settled. It uses few.
      if (answer.kind === "yes") return usedBy(answer.isTrue, unused);
    }
    return "enough";
  });
  if (found === undefined) return null;
  return holders.flatMap(({ kind, id }, at) => (found.has(at) ? [{ kind, id }] : []));
}

const usedBy = (model: Model, unused: readonly (readonly Literal[])[]): readonly number[] =>
  unused.flatMap((literals, at) => (literals.every(model) ? [] : [at]));
