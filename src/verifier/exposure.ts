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
import { ALL_STEPS, type Open, Questions } from "./questions/questions";
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
    users: users === undefined ? [] : principals.idsIn(classes),
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
  const shut = { ...tenant, policies: conditions.map(shutting) };
  const sides = [tenant, shut].map((one) => ({ tenant: one, membership }));
  const encoding = new Encoding(sides);
  const principals = encoding.principals(new NumberedPeople([tenant, shut], isExempt));
  const questions = new Questions(encoding, principals, bound);
  const [somebody] = principals.classes;
  return conditions.map((_, number) => {
    // Assumed, these leave only sign-ins that don't meet the condition.
    const missing = (somebody === undefined ? [] : questions.stopsFor(somebody, 1))
      .filter(({ policy }) => policy.place === number)
      .map(({ passes }) => passes);
    const possible = questions.letsIn(missing);
    const certain = questions.letsIn([...missing, encoding.unknowns.isFirm]);
    const classesOf = (open: readonly Open[]) => open.map((one) => one.principals);
    return {
      certain: whoIsIn(classesOf(certain.open), principals, tenant),
      possible: whoIsIn([...classesOf(possible.open), ...possible.tooHard], principals, tenant),
      isWhole: principals.isWhole,
    };
  });
}

/** A policy that stops everybody whose sign-in meets these conditions. */
const shutting = (conditions: Conditions, number: number): Policy =>
  asStopping({
    id: policyId(`beside ${number}`),
    displayName: "",
    users: { include: { ...NO_USERS, everyone: true }, exclude: NO_USERS },
    conditions,
    notUnderstood: [],
    written: { in: () => "" },
  });
