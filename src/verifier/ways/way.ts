import { dimensionOf, isConditionReason } from "../../law/conditions";
import type { LetThrough } from "../../law/evaluate";
import type { Dimension } from "../../law/model/dimensions";
import { groupedBy } from "../../text/grouped-by";
import { type Stop, setOf } from "../encoding/stops";
import type { EncodedPolicy } from "../encoding/users";
import { isWithin } from "../people/partition";
import { isPresent, type PrincipalClass } from "../people/principals";
import type { Model, Questions } from "../questions/questions";
import { holdsIn, type Literal } from "../solver/formula";
import { type Bypass, type Dependency, mostPoliciesFirst } from "../verdict";
import { widthOf } from "./width";
import type { Claim, Witness } from "./witness";

/** The tenant that a way in is in, and the other one if two are compared, by their numbers. */
export interface Tenants {
  readonly here: number;
  readonly there?: number;
}

/**
 * The way in that a witness shows, with everyone that it is open for, and as wide as possible. If two tenants are compared, it counts only
 * for people that the same policy stops in the other one, or who aren't there either, and it is certain iff it depends on nothing.
 */
export function bypassOf(
  questions: Questions,
  witness: Witness,
  { here, there }: Tenants,
): { readonly way: Bypass; readonly sharing: readonly PrincipalClass[] } {
  const { principals, encoding } = questions;
  const { signIn, needs, claimed, model, because } = witness;
  const stops = questions.stopsFor(witness.principals, here).filter((stop) => !isUnconcerned(stop, model));
  const [stopped] = there === undefined ? [] : stopping(witness.principals, questions, model, there);
  const isLikewise =
    there === undefined ? needingClaims(questions, witness, here) : stoppedBy(stopped, questions, model, there);
  const sharing = sharingWith(questions, witness, stops, here).filter(isLikewise);
  const people = principals.idsIn(sharing);
  const byNetwork = stops.filter(({ policy: { place } }) => because[place]?.reason === "locations");
  const way = {
    signIn,
    people,
    others: principals.othersIn(sharing, here),
    fromSomeHomes: principals.partlyIn(sharing, here),
    peopleOutside: principals.people.length - people.length,
    needs,
    ...widthOf(questions, witness, { stops, stopped, byNetwork }, failingBy(because)),
    because,
    certain: there === undefined ? because.every(({ reason }) => reason !== "unsupported") : claimed.length === 0,
    hangsOn: dependenciesOf(claimed, encoding.policies),
  };
  return { way, sharing };
}

/** What stops a class in a tenant, by the model. */
const stopping = (one: PrincipalClass, questions: Questions, model: Model, tenantIndex: number): readonly Stop[] =>
  questions.stopsFor(one, tenantIndex).filter((stop) => holdsIn(stop.stopping, model));

/** Whether the same policy stops a class in a tenant. If nothing stops the witness there, whether the class isn't there either. */
const stoppedBy =
  (stopped: Stop | undefined, questions: Questions, model: Model, tenantIndex: number) =>
  (one: PrincipalClass): boolean =>
    stopped === undefined
      ? !isPresent(one, tenantIndex)
      : stopping(one, questions, model, tenantIndex).some(({ policy }) => policy === stopped.policy);

/** Whether the policy isn't about the person who signs in, by what the model claims. */
const isUnconcerned = ({ about }: Stop, model: Model): boolean => holdsIn(about.isNot, model);

/** The classes that the same policies are about as far as the model claims: each lets them through by the witness's sign-in, too. */
function sharingWith(
  questions: Questions,
  { model }: Witness,
  here: readonly Stop[],
  tenantIndex: number,
): readonly PrincipalClass[] {
  const policies = new Set(here.map(({ policy }) => policy));
  const concerning = questions.encoding.stops.all.filter((stop) => !isUnconcerned(stop, model));
  const others = setOf(concerning.filter(({ policy }) => !policies.has(policy)));
  const ofEach = groupedBy(concerning, ({ policy }) => policy).flatMap(([policy, stops]) =>
    policies.has(policy) ? setOf(stops) : [],
  );
  return questions.principals.classes.filter(({ stops }) => {
    const numbers = stops[tenantIndex];
    return numbers !== undefined && (numbers & others) === 0n && ofEach.every((some) => (numbers & some) !== 0n);
  });
}

/** Whether a class gets through only if the claims are true. Those who get through anyway are listed without them. */
function needingClaims({ encoding }: Questions, { model, claimed, principals }: Witness, tenantIndex: number) {
  const claims = new Set(claimed.map(([{ is, isNot }, holds]) => (holds ? is : isNot)));
  const isTrueAnyway = (literal: Literal): boolean => model(literal) && !claims.has(literal);
  const passed = setOf(encoding.stops.all.filter(({ passing }) => holdsIn(passing, isTrueAnyway)));
  return (one: PrincipalClass): boolean =>
    claims.size === 0 || one === principals || !isWithin(one.stops[tenantIndex] ?? 0n, passed);
}

/** The dimensions of these reasons. */
const failingBy = (because: readonly LetThrough[]): ReadonlySet<Dimension> =>
  new Set(because.flatMap(({ reason }) => (isConditionReason(reason) ? [dimensionOf(reason)] : [])));

/** What must be so for a way in. A group may be open by itself and through a role that it is assigned. It is one group. */
function dependenciesOf(claimed: readonly Claim[], all: readonly EncodedPolicy[]): readonly Dependency[] {
  const alike = groupedBy(claimed, ([{ kind, id, policy }, holds]) => [kind, id, policy, holds].join(" "));
  return mostPoliciesFirst(
    alike.flatMap(([, claims]) => {
      const asking = claims.flatMap(([one]) => Array.from(one.policies, (number) => all[number]?.policy.id));
      return claims.slice(0, 1).map(([{ kind, id, policy }, holds]) => ({
        kind,
        id,
        holds,
        policies: new Set(asking).size,
        ...(policy === undefined ? {} : { policy }),
      }));
    }),
  );
}
