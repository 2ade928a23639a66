import { type EvaluationContext, type LetThrough, outcome } from "../../law/evaluate";
import type { LocationId } from "../../law/model/ids";
import type { Principal, SignIn } from "../../law/model/sign-in";
import type { Encoding } from "../encoding/encoding";
import type { UnknownFact } from "../encoding/unknowns";
import type { PrincipalClass } from "../people/principals";
import type { Model, Questions } from "../questions/questions";
import { smallestSet } from "../questions/smallest-set";
import { type Literal, negate } from "../solver/formula";
import { type Claims, contextWithClaims } from "./claims";

/** A sign-in that a model shows, and what isn't known and must be so, or must not be so. */
interface Decoded {
  readonly signIn: SignIn;
  readonly claimed: readonly Claim[];
}

/** A sign-in of one class that gets through, with what it needs and what must be so for it. */
export interface Witness extends Decoded {
  readonly principals: PrincipalClass;
  readonly model: Model;
  /** What the sign-in shows besides a password, by Graph's names. */
  readonly needs: readonly string[];
  /** Why each policy lets it through, in the order of the policies. */
  readonly because: readonly LetThrough[];
}

/** Something that isn't known, and whether it is so. */
export type Claim = readonly [UnknownFact, holds: boolean];

/** The steps for each question in search of fewer needs and claims. */
const SMALL_STEPS = 400_000;

/**
 * The sign-in that needs least besides a password. Of these it is the one that makes fewest claims about what isn't known.
 * @param assumed what must be true
 * @returns undefined if there is none, or if none was found within the bound
 */
export function leastWitness(
  questions: Questions,
  principals: PrincipalClass,
  assumed: readonly Literal[],
  tenantIndex: number,
): Witness | undefined {
  const { encoding } = questions;
  const needs = encoding.vocabulary.needs();
  const shown = needs.map(([, literal]) => literal);
  const claims = encoding.unknowns.all.flatMap(({ is, isNot }) => [is, isNot]);
  const model = ordinaryModel(questions, fewest(questions, fewest(questions, assumed, shown), claims));
  if (model === undefined) return undefined;
  const { signIn, claimed } = decoded(model, questions.principals.oneOf(principals, tenantIndex), encoding);
  return {
    principals,
    signIn,
    model,
    needs: needs.flatMap(([name, literal]) => (model(literal) ? [name] : [])),
    claimed,
    because: reasonsOf(signIn, contextWithClaims(encoding.side(tenantIndex), claimsOf(claimed))),
  };
}

/** A model of the most ordinary sign-in, or of any if that takes too many steps. */
function ordinaryModel(questions: Questions, assumed: readonly Literal[]): Model | undefined {
  const ordinary = questions.ask(assumed, SMALL_STEPS, questions.encoding.vocabulary.ordinary());
  const answer = ordinary.kind === "yes" ? ordinary : questions.ask(assumed, SMALL_STEPS);
  return answer.kind === "yes" ? answer.isTrue : undefined;
}

/** What to assume so that the fewest of some literals are true: of equally few the first ones. No more than before beyond the bound. */
function fewest(questions: Questions, assumed: readonly Literal[], literals: readonly Literal[]): readonly Literal[] {
  const numberOf = new Map(literals.map((literal, at) => [negate(literal), at]));
  for (const literal of assumed) numberOf.delete(literal); // its opposite can't become true
  const withOnly = (kept: ReadonlySet<number>): readonly Literal[] => [
    ...assumed,
    ...literals.flatMap((literal, at) => (kept.has(at) ? [] : [negate(literal)])),
  ];
  const numbers = smallestSet((set) => {
    const answer = questions.ask(withOnly(set), SMALL_STEPS);
    if (answer.kind === "yes") return "enough";
    return answer.kind === "no" ? answer.core.flatMap((literal) => numberOf.get(literal) ?? []) : [];
  });
  return numbers ? withOnly(numbers) : assumed;
}

/** The sign-in of somebody that a model shows, with what the model claims. */
export function decoded(model: Model, principal: Principal, { unknowns, vocabulary }: Encoding): Decoded {
  const claimed = unknowns.all.flatMap((one): readonly Claim[] =>
    model(one.is) ? [[one, true]] : model(one.isNot) ? [[one, false]] : [],
  );
  return { signIn: vocabulary.signIn(model, principal, placesIn(claimed)), claimed };
}

/**
 * The locations that the sign-in is in although their places can't be read. If one tenant has a location that isn't understood and the
 * other tenant doesn't have the location, the law asks about the latter.
 */
function placesIn(claimed: readonly Claim[]): ReadonlySet<LocationId> {
  const locations = claimed.filter(([{ kind }]) => kind === "location");
  const outside = new Set(locations.flatMap(([{ id, isContent }, holds]) => (isContent || holds ? [] : [id])));
  return new Set(locations.flatMap(([{ id }, holds]) => (holds && !outside.has(id) ? [id as LocationId] : [])));
}

/** The claims by the keys of their facts. */
export const claimsOf = (claimed: readonly Claim[]): Claims => new Map(claimed.map(([{ key }, holds]) => [key, holds]));

/** @throws if a policy stops the sign-in: the prover is wrong then, and nobody must rely on it */
function reasonsOf(signIn: SignIn, context: EvaluationContext): readonly LetThrough[] {
  return context.tenant.policies.map((policy) => {
    const { kind, ...rest } = outcome(policy, signIn, context);
    if (kind === "stops") throw new Error(`the prover and the law disagree about policy ${policy.id}`);
    return { policy: policy.id, displayName: policy.displayName, reason: "unsupported", ...rest };
  });
}
