import type { EvaluationContext } from "../law/evaluate";
import type { UserId } from "../law/model/ids";
import { OUTSIDER_TYPES, type OutsiderType, PERSON_CLASSES, type PersonClass } from "../law/model/sign-in";
import type { Tenant } from "../law/model/tenant";
import { Encoding } from "./encoding/encoding";
import { NumberedPeople } from "./people/numbered-people";
import type { PrincipalClass, Principals } from "./people/principals";
import { ALL_STEPS, type LetIn, Questions } from "./questions/questions";
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

/** Whoever gets in without MFA, exempt people left out. */
export interface Exposure {
  /** Those who do whatever isn't known or understood turns out to be. */
  readonly certain: Uncovered;
  /** These, those who do unless that closes it, and those of whom it isn't settled within the bound. */
  readonly possible: Uncovered;
  /** False where there were more sorts of people than can be looked at, so that some are in neither. */
  readonly isWhole: boolean;
}

/** @param isExempt people who may get in */
export function exposureOf(context: EvaluationContext, isExempt: (person: UserId) => boolean): Exposure {
  const { tenant } = context;
  const encoding = new Encoding([context]);
  const principals = encoding.principals(new NumberedPeople([tenant], isExempt));
  const questions = new Questions(encoding, principals, ALL_STEPS);
  const possible = questions.letsIn();
  const certain = questions.letsIn([encoding.unknowns.isFirm]);
  const classesOf = (letIn: readonly LetIn[]) => letIn.map((one) => one.principals);
  return {
    certain: whoIsIn(classesOf(certain.letIn), principals, tenant),
    possible: whoIsIn([...classesOf(possible.letIn), ...possible.tooHard], principals, tenant),
    isWhole: principals.isWhole,
  };
}
