import type { EvaluationContext } from "../law/evaluate";
import type { Conditions } from "../law/model/dimensions";
import { policyId, type UserId } from "../law/model/ids";
import { NO_USERS, type Policy } from "../law/model/policy";
import { OUTSIDER_TYPES, type OutsiderType, PERSON_CLASSES, type PersonClass } from "../law/model/sign-in";
import type { Tenant } from "../law/model/tenant";
import { asStopping, Encoding } from "./encoding/encoding";
import { NumberedPeople } from "./people/numbered-people";
import type { PrincipalClass } from "./people/principal-class";
import type { Principals } from "./people/principals";
import { ALL_STEPS, Questions } from "./questions/questions";
import type { Literal } from "./solver/formula";
import type { Uncovered } from "./verdict";

/** Everybody in these principal classes of one tenant, as a verdict tells them: by name where the users are known. */
export function whoIsIn(
  classes: readonly PrincipalClass[],
  principals: Principals,
  { users }: Pick<Tenant, "users">,
): Uncovered {
  const types = new Set<string>();
  for (const { members } of classes) for (const { identities } of members) types.add(identities[0]?.type ?? "");
  return {
    users: users === undefined ? [] : principals.peopleIn(classes, 0).map(({ id }): UserId => id),
    classes: users === undefined ? PERSON_CLASSES.filter((type): type is PersonClass => types.has(type)) : [],
    outsiders: OUTSIDER_TYPES.filter((type): type is OutsiderType => types.has(type)),
  };
}

/** Whoever gets in without MFA by some of all sign-ins, exempt people left out. */
export interface Exposure {
  /** Those who do whatever isn't known or understood turns out to be. */
  readonly certain: Uncovered;
  /** These, those who do unless that closes it, and those of whom it isn't settled within the bound. */
  readonly possible: Uncovered;
  /** False where there were more sorts of people than can be looked at, so that some are in neither. */
  readonly isWhole: boolean;
}

/**
 * For each of these conditions: whoever gets in by a sign-in that doesn't meet it. Where it depends on content that isn't
 * understood whether a sign-in does, it counts among those who possibly get in, and not among those who certainly do.
 * @param bound steps of the solver for everybody and every condition together
 */
export function exposuresBeside(
  { tenant, membership }: EvaluationContext,
  isExempt: (person: UserId) => boolean,
  conditions: readonly Conditions[],
  bound = ALL_STEPS,
): readonly Exposure[] {
  const beside = { ...tenant, policies: conditions.map(shutting) };
  const encoding = new Encoding([
    { tenant, membership },
    { tenant: beside, membership },
  ]);
  const principals = encoding.principals(new NumberedPeople([tenant, beside], isExempt));
  const questions = new Questions(encoding, principals, bound);
  return conditions.map((_, number) => {
    const shut = shutOf(questions, number);
    const whole = encoding.vocabulary.places.areWhole;
    const possible = whole ? questions.letsIn(shut) : { open: [], tooHard: principals.classes };
    const certain = whole ? questions.letsIn([...shut, encoding.unknowns.isFirm]) : { open: [] };
    const told = (classes: readonly PrincipalClass[]) => whoIsIn(classes, principals, tenant);
    return {
      certain: told(certain.open.map((one) => one.principals)),
      possible: told([...possible.open.map((one) => one.principals), ...possible.tooHard]),
      isWhole: principals.isWhole,
    };
  });
}

/** Assume it to leave only sign-ins that don't meet the condition of that number. */
function shutOf(questions: Questions, number: number): readonly Literal[] {
  const [somebody] = questions.principals.classes;
  const shut = somebody && questions.stopsFor(somebody, 1).filter(({ policy }) => policy.policy.id === idOf(number));
  return shut?.map(({ passes }) => passes) ?? [];
}

const idOf = (number: number): string => `beside ${number}`;

/** A policy that stops everybody whose sign-in meets these conditions. */
const shutting = (conditions: Conditions, number: number): Policy =>
  asStopping({
    id: policyId(idOf(number)),
    displayName: "",
    enforcement: { kind: "enforced" },
    grant: { kind: "sessionOnly" },
    users: { include: { ...NO_USERS, everyone: true }, exclude: NO_USERS },
    applications: { include: NOTHING, exclude: NOTHING, filter: "none", otherTarget: false },
    conditions,
    workloadIdentitiesOnly: false,
    notUnderstood: [],
    written: { in: () => "" },
  });

const NOTHING = { all: false, ids: new Set<never>(), adminPortals: false, notUnderstood: [] };
