import { dimensionOf, isConditionReason } from "../../law/conditions";
import type { LetThrough } from "../../law/evaluate";
import type { Dimension } from "../../law/model/dimensions";
import type { Policy } from "../../law/model/policy";
import { groupedBy } from "../../text/grouped-by";
import type { Encoding } from "../encoding/encoding";
import type { Stop } from "../encoding/stops";
import { strengthKey } from "../encoding/unknowns";
import type { EncodedPolicy } from "../encoding/users";
import { bitSetWhere, countIn, hasBit, isWithin, NO_NUMBERS, numbersIn } from "../people/bit-set";
import { isPresent, type PrincipalClass } from "../people/principals";
import type { Model, Questions } from "../questions/questions";
import { holdsIn } from "../solver/formula";
import { type Bypass, type Dependency, mostPoliciesFirst } from "../verdict";
import { contextWithClaims } from "./claims";
import { type Stopping, widthOf } from "./width";
import { type Claim, claimsOf, type Witness } from "./witness";

/** The other of two tenants, and what stops the sign-in there; `undefined` if the person isn't there. */
export interface InOtherTenant {
  readonly tenantIndex: number;
  readonly stopped: Stop | undefined;
}

/**
 * The way in that a witness shows, with everyone that it is open for, and as wide as possible.
 * @param there if two tenants are compared: the way in counts only for people that the same policy stops there, or who aren't there either
 */
export function bypassOf(
  questions: Questions,
  witness: Witness,
  tenantIndex: number,
  because: readonly LetThrough[],
  there?: InOtherTenant,
): { readonly way: Bypass; readonly sharing: readonly PrincipalClass[] } {
  const { encoding, principals } = questions;
  const { signIn, context, claimed, needs, model } = witness;
  const certain = because.every(({ reason }) => reason !== "unsupported");
  const policies = concerning(questions, witness, tenantIndex);
  const stopping = there?.stopped && elsewhere(there.stopped, witness, encoding);
  const sharing = sharingWith(questions, witness, tenantIndex).filter(
    (other) => there === undefined || isAlikeIn(there, other, questions, model),
  );
  const people = principals.idsIn(sharing);
  const way = {
    signIn,
    people,
    others: principals.othersIn(sharing, tenantIndex),
    fromSomeHomes: principals.partlyIn(sharing, tenantIndex),
    peopleOutside: principals.people.length - people.length,
    needs,
    ...widthOf(signIn, policies, context.tenant, certain, failingBy(because), stopping),
    because,
    certain,
    hangsOn: dependenciesOf(claimed, encoding.policies, tenantIndex),
  };
  return { way, sharing };
}

/** The policies that are in force and about the person who signs in, by what the model claims. */
function concerning(questions: Questions, witness: Witness, tenantIndex: number): readonly Policy[] {
  const { principals, model, context } = witness;
  return questions
    .stopsFor(principals, tenantIndex)
    .filter((stop) => !isUnconcerned(stop, model) && !isOutOfForce(stop, model))
    .map(({ policy: { policy, place } }) => context.tenant.policies[place] ?? policy);
}

/** Whether the same policy stops a class in the other tenant, or the class isn't there either. */
function isAlikeIn(there: InOtherTenant, one: PrincipalClass, questions: Questions, model: Model): boolean {
  const { stopped, tenantIndex } = there;
  if (stopped === undefined) return !isPresent(one, tenantIndex);
  const stops = questions.stopsFor(one, tenantIndex);
  return stops.some(({ policy, stopping }) => policy === stopped.policy && holdsIn(stopping, model));
}

/** What stops the witness in the other tenant, given the same claims. A strength asks for MFA there only if a claim says so. */
function elsewhere(
  { policy: { policy, place, tenantIndex } }: Stop,
  { claimed }: Witness,
  encoding: Encoding,
): Stopping {
  const there = encoding.side(tenantIndex);
  const { is, isNot } = claimsOf(claimed);
  const strength = strengthKey(policy);
  const claims = { is, isNot: is.has(strength) ? isNot : new Set([...isNot, strength]) };
  const { tenant } = contextWithClaims(there.tenant, there.membership, claims);
  return { policy: tenant.policies[place] ?? policy, tenant, isCertain: claimed.length === 0 };
}

/** Whether the policy stops nobody, by what the model claims about content that isn't understood. */
const isOutOfForce = ({ policy: { parts } }: Stop, model: Model): boolean =>
  parts.some((part) => part !== undefined && OF_THE_POLICY.has(part.reason) && holdsIn(part.met.isNot, model));

const OF_THE_POLICY: ReadonlySet<string> = new Set(["state", "applications", "unsupported"]);

/** Whether the policy isn't about the person who signs in, by what the model claims. */
const isUnconcerned = ({ about }: Stop, model: Model): boolean => holdsIn(about.isNot, model);

/**
 * The classes that the same policies let through by the witness's sign-in, for the same reasons. A policy that is about only one of two
 * classes counts only if it depends on who signs in.
 */
function sharingWith(questions: Questions, witness: Witness, tenantIndex: number): readonly PrincipalClass[] {
  const { principals, model } = witness;
  const stops = questions.encoding.stops.all;
  const concerning = bitSetWhere(stops, (stop) => !isUnconcerned(stop, model));
  const own = numbersIn(principals.stops[tenantIndex] ?? NO_NUMBERS, concerning);
  const policies = new Set(own.map((number) => stops[number]?.policy));
  const allowed = bitSetWhere(
    stops,
    ({ policy, passing }, number) => (policies.has(policy) || !hasBit(concerning, number)) && holdsIn(passing, model),
  );
  return questions.principals.classes.filter((other) => {
    const numbers = other.stops[tenantIndex];
    if (other === principals || numbers === undefined) return other === principals;
    return isWithin(numbers, allowed) && countIn(numbers, concerning) === policies.size;
  });
}

/** The dimensions of these reasons. */
const failingBy = (because: readonly LetThrough[]): ReadonlySet<Dimension> =>
  new Set(because.flatMap(({ reason }) => (isConditionReason(reason) ? [dimensionOf(reason)] : [])));

/** What must be so for a way in: by kind, and of one kind first what most policies ask about. */
function dependenciesOf(
  claimed: readonly Claim[],
  policies: readonly EncodedPolicy[],
  tenantIndex: number,
): readonly Dependency[] {
  const count = (asking: ReadonlySet<number>): number => {
    const here = [...asking].filter((number) => policies[number]?.tenantIndex === tenantIndex).length;
    return here === 0 ? asking.size : here;
  };
  // A group may be open by itself and through a role that it is assigned. It is one group.
  const alike = groupedBy(claimed, ([{ key, is, isNot, isContent, policies: _, ...about }, holds]) =>
    JSON.stringify({ ...about, holds }),
  );
  const dependencies = alike.map(([fact, claims]): Dependency => {
    const own = new Set(claims.flatMap(([one]) => [...one.policies]));
    const dependency = JSON.parse(fact) as Omit<Dependency, "policies">;
    return { ...dependency, policies: count(own), ...(dependency.kind === "content" ? onlyIn(own, policies) : {}) };
  });
  return mostPoliciesFirst(dependencies);
}

/** Which of two compared tenants has the content. */
function onlyIn(asking: ReadonlySet<number>, policies: readonly EncodedPolicy[]): Pick<Dependency, "onlyIn"> {
  const sides = new Set([...asking].map((number) => policies[number]?.tenantIndex));
  const isCompared = policies.some(({ tenantIndex }) => tenantIndex === 1);
  if (!isCompared || sides.size !== 1) return {};
  return { onlyIn: sides.has(0) ? "before" : "after" };
}
