import { dimensionOf, isConditionReason } from "../../law/conditions";
import { type EvaluationContext, type LetThrough, outcome } from "../../law/evaluate";
import type { Dimension } from "../../law/model/dimensions";
import type { LocationId } from "../../law/model/ids";
import type { Principal, SignIn } from "../../law/model/sign-in";
import { exclusionsOf } from "../../law/users";
import { type EncodedPolicy, holdsIn, type Stop } from "../encoding/encoding";
import type { Unknown } from "../encoding/unknowns";
import { isPresent, type PrincipalClass } from "../people/principal-class";
import type { Model, Questions } from "../questions/questions";
import { smallestSet } from "../questions/smallest-set";
import type { Literal } from "../solver/formula";
import { negate } from "../solver/formula";
import { type Bypass, type Hinge, mostPoliciesFirst } from "../verdict";
import { type Claims, supposing } from "./supposed";
import { type Elsewhere, widthOf } from "./width";

/** A sign-in of one class that gets through, with what it needs and what must be so for it. */
export interface Witness {
  readonly principals: PrincipalClass;
  readonly signIn: SignIn;
  readonly model: Model;
  readonly needs: readonly string[];
  /** What is claimed of things that aren't known, each with whether it must be so. */
  readonly claimed: readonly (readonly [Unknown, holds: boolean])[];
  /** The law, where what is claimed is so. */
  readonly context: EvaluationContext;
}

/** The literals that a question's answer should have as few of as can be. */
const SMALL_STEPS = 400_000;

/**
 * The sign-in that needs least beside a password and, of these, least of what isn't known to be one way and not the other.
 * @param assumed what must be true
 * @returns undefined where there is none, or none was found within the bound
 */
export function leastWitness(
  questions: Questions,
  principals: PrincipalClass,
  assumed: readonly Literal[],
  tenantIndex: number,
): Witness | undefined {
  const { vocabulary, unknowns, sides } = questions.encoding;
  const needs = vocabulary.needs();
  const needed = fewest(
    questions,
    assumed,
    needs.map(([, literal]) => literal),
  );
  if (needed === undefined) return undefined;
  const claims = unknowns.all.flatMap((unknown) => [[unknown, true] as const, [unknown, false] as const]);
  const literals = claims.map(([{ is, isNot }, holds]) => (holds ? is : isNot));
  const under = [
    ...assumed,
    ...without(
      needs.map(([, literal]) => literal),
      needed,
    ),
  ];
  const hanging = fewest(questions, under, literals);
  if (hanging === undefined) return undefined;
  const answer = questions.ask([...under, ...without(literals, hanging)], SMALL_STEPS);
  if (answer.kind !== "yes") return undefined;
  const claimed = claims.filter((_, at) => hanging.has(at));
  const side = sides[tenantIndex];
  if (side === undefined) throw new Error("a witness signs in to one of the tenants");
  return {
    principals,
    signIn: vocabulary.signIn(answer.isTrue, questions.principals.oneOf(principals, tenantIndex), placesIn(claimed)),
    model: answer.isTrue,
    needs: needs.flatMap(([name], at) => (needed.has(at) ? [name] : [])),
    claimed,
    context: supposing(side.tenant, side.membership, claimsOf(claimed)),
  };
}

/** The fewest of some literals that need to be true: the first of equally few. */
function fewest(
  questions: Questions,
  assumed: readonly Literal[],
  literals: readonly Literal[],
): ReadonlySet<number> | undefined {
  const numberOf = new Map(literals.map((literal, at) => [negate(literal), at]));
  return smallestSet((set) => {
    const answer = questions.ask([...assumed, ...without(literals, set)], SMALL_STEPS);
    if (answer.kind === "bound") return undefined;
    if (answer.kind === "yes") return { isEnough: true };
    return { isEnough: false, needed: answer.core.flatMap((literal) => numberOf.get(literal) ?? []) };
  });
}

const without = (literals: readonly Literal[], kept: ReadonlySet<number>): readonly Literal[] =>
  literals.flatMap((literal, at) => (kept.has(at) ? [] : [negate(literal)]));

/** A location may be there and not understood in one tenant, and not be there in the other: then the law asks about the latter. */
function placesIn(claimed: Witness["claimed"]): ReadonlySet<LocationId> {
  const locations = claimed.filter(([{ kind }]) => kind === "location");
  const outside = new Set(locations.flatMap(([{ id, isContent }, holds]) => (isContent || holds ? [] : [id])));
  return new Set(locations.flatMap(([{ id }, holds]) => (holds && !outside.has(id) ? [id as LocationId] : [])));
}

const claimsOf = (claimed: Witness["claimed"]): Claims => ({
  is: new Set(claimed.flatMap(([{ key }, holds]) => (holds ? [key] : []))),
  isNot: new Set(claimed.flatMap(([{ key }, holds]) => (holds ? [] : [key]))),
});

/** Why each policy lets the witness through, in their order. @throws where one stops it: a mistake of the prover, which nobody must see */
export function reasonsOf({ signIn, context }: Witness): readonly LetThrough[] {
  return context.tenant.policies.map((policy) => {
    const { kind, ...rest } = outcome(policy, signIn, context);
    if (kind === "stops") throw new Error(`the prover and the law disagree about policy ${policy.id}`);
    return { policy: policy.id, displayName: policy.displayName, reason: "unsupported", ...rest };
  });
}

/** The other of two tenants, and what stops the sign-in there; nothing where whoever signs in isn't there. */
export interface There {
  readonly tenantIndex: number;
  readonly stopped: Stop | undefined;
}

/**
 * The way in that a witness shows, with everybody whom it is open for and as wide as it is.
 * @param there where two tenants are compared: it is open only for those whom the same stops there, or who aren't there either
 */
export function wayOf(
  questions: Questions,
  witness: Witness,
  tenantIndex: number,
  there?: There,
): { readonly way: Bypass; readonly sharing: readonly PrincipalClass[] } {
  const stopped = there?.stopped;
  const { encoding, principals } = questions;
  const { signIn, context, claimed, needs } = witness;
  const because = reasonsOf(witness);
  const certain = because.every(({ reason }) => reason !== "unsupported");
  const about = questions
    .stopsFor(witness.principals, tenantIndex)
    .filter((stop) => !isUnconcerned(stop, witness.model) && !isOutOfForce(stop, witness.model));
  const alsoTrueFor = widthOf(
    signIn,
    about.map(({ policy: { policy, place } }) => context.tenant.policies[place] ?? policy),
    context.tenant,
    certain,
    failingBy(because),
    stopped && elsewhere(stopped, witness, questions),
  );
  const sharing = sharingWith(questions, witness, tenantIndex).filter((other) => {
    if (there === undefined) return true;
    if (stopped === undefined) return !isPresent(other, there.tenantIndex);
    return isStoppedBy(questions.stopsFor(other, there.tenantIndex), stopped, witness.model);
  });
  const people = principals.peopleIn(sharing, tenantIndex).map(({ id }) => id);
  const way = {
    signIn,
    people,
    others: principals.othersIn(sharing, tenantIndex),
    fromSomeHomes: principals.partlyIn(sharing, tenantIndex),
    peopleOutside: principals.people.length - people.length,
    needs,
    alsoTrueFor,
    because,
    certain,
    hangsOn: hingesOf(claimed, encoding.policies, tenantIndex),
  };
  return { way, sharing };
}

/** What stops the witness in the other tenant, where what is claimed is so there, too. */
function elsewhere(
  { policy: { policy, place, tenantIndex } }: Stop,
  witness: Witness,
  { encoding }: Questions,
): Elsewhere {
  const side = encoding.sides[tenantIndex];
  if (side === undefined) throw new Error("a sign-in is stopped in one of the tenants");
  const { tenant } = supposing(side.tenant, side.membership, claimsOf(witness.claimed));
  return { policy: tenant.policies[place] ?? policy, tenant, isCertain: witness.claimed.length === 0 };
}

const isStoppedBy = (stops: readonly Stop[], { policy }: Stop, model: Model): boolean =>
  stops.some((one) => one.policy === policy && holdsIn(one.stopping, model));

/** Whether the policy stops nobody, however they sign in, as far as the model claims anything of content that isn't understood. */
const isOutOfForce = ({ policy: { parts } }: Stop, model: Model): boolean =>
  parts.some((part) => part !== undefined && OF_THE_POLICY.has(part.reason) && holdsIn(part.met.isNot, model));

const OF_THE_POLICY: ReadonlySet<string> = new Set(["state", "applications", "unsupported"]);

/** Whether the policy isn't about whoever signs in, as far as the model claims anything. */
const isUnconcerned = ({ about }: Stop, model: Model): boolean => holdsIn(about.isNot, model);

/**
 * The classes that the witness's sign-in is open for, too, and whom the same policies let through for the same reasons: the policies
 * that are about the one and not about the other are none that whoever signs in makes a difference to.
 */
function sharingWith(questions: Questions, witness: Witness, tenantIndex: number): readonly PrincipalClass[] {
  const own = concerned(questions.stopsFor(witness.principals, tenantIndex), witness.model);
  const passed = new Map<Stop, boolean>();
  return questions.principals.classes.filter((other) => {
    if (other === witness.principals) return true;
    if (!isPresent(other, tenantIndex)) return false;
    const stops = questions.stopsFor(other, tenantIndex);
    let count = 0;
    for (const stop of stops) {
      let passes = passed.get(stop);
      if (passes === undefined) {
        passes = holdsIn(stop.passing, witness.model);
        passed.set(stop, passes);
      }
      if (!passes) return false;
      if (isUnconcerned(stop, witness.model)) continue;
      if (!own.has(stop.policy)) return false;
      count++;
    }
    return count === own.size;
  });
}

/** Beyond this many people times policies it isn't looked at by which lines each of them is left out. */
const MOST_LINES = 200_000;

/**
 * A way in for each sort of line by which policies leave out those whom it is open for: what closes it for the one needn't close it for
 * the other.
 */
export function byLines(
  { way, sharing }: ReturnType<typeof wayOf>,
  questions: Questions,
  witness: Witness,
): readonly Bypass[] {
  const { tenant, membership } = witness.context;
  const leavingOut = tenant.policies.filter((_, at) => way.because[at]?.reason === "users");
  const { people } = questions.principals;
  if (way.people.length * leavingOut.length > MOST_LINES || leavingOut.length === 0) return [way];
  const groups = new Map<string, Principal[]>();
  for (const principal of [...questions.principals.peopleIn(sharing, 0), ...way.others]) {
    const key = leavingOut.map(({ users }) => exclusionsOf(users, principal, membership)).join("|");
    groups.set(key, [...(groups.get(key) ?? []), principal]);
  }
  if (groups.size === 1) return [way];
  return [...groups.values()].map((group) => {
    const ids = group.flatMap((one) => (one.kind === "person" ? [one.id] : []));
    const [first = way.signIn.principal] = group;
    const own = way.signIn.principal;
    const isOwn = own.kind === "person" ? ids.includes(own.id) : group.includes(own);
    return {
      ...way,
      signIn: { ...way.signIn, principal: isOwn ? own : first },
      people: ids,
      others: group.filter(({ kind }) => kind !== "person"),
      peopleOutside: people.length - ids.length,
    };
  });
}

const concerned = (stops: readonly Stop[], model: Model): ReadonlySet<EncodedPolicy> =>
  new Set(stops.filter((stop) => !isUnconcerned(stop, model)).map(({ policy }) => policy));

/** The dimensions by which these reasons let the sign-in through. */
const failingBy = (because: readonly LetThrough[]): ReadonlySet<Dimension> =>
  new Set(because.flatMap(({ reason }) => (isConditionReason(reason) ? [dimensionOf(reason)] : [])));

/** What must be so for a way in, by kind; of one kind that first which most policies ask about. */
function hingesOf(
  claimed: Witness["claimed"],
  policies: readonly EncodedPolicy[],
  tenantIndex: number,
): readonly Hinge[] {
  const count = (asking: ReadonlySet<number>): number => {
    const here = [...asking].filter((number) => policies[number]?.tenantIndex === tenantIndex).length;
    return here === 0 ? asking.size : here;
  };
  const hinges = claimed.map(
    ([{ kind, id, policies: asking, policy, reading, inPart }, holds]): Hinge => ({
      ...{ kind, id, policies: count(asking), holds },
      ...(policy === undefined ? {} : { policy }),
      ...(reading === undefined ? {} : { reading }),
      ...(inPart === undefined ? {} : { inPart }),
      ...(kind === "content" ? onlyIn(asking, policies) : {}),
    }),
  );
  return mostPoliciesFirst(hinges);
}

/** The one of two tenants that has content. */
function onlyIn(asking: ReadonlySet<number>, policies: readonly EncodedPolicy[]): Pick<Hinge, "onlyIn"> {
  const sides = new Set([...asking].map((number) => policies[number]?.tenantIndex));
  const isCompared = policies.some(({ tenantIndex }) => tenantIndex === 1);
  if (!isCompared || sides.size !== 1) return {};
  return { onlyIn: sides.has(0) ? "before" : "after" };
}

/** The reason by which each policy about a class lets a witness through, as a key that tells ways in apart. */
export function keyOfReasons(stops: readonly Stop[], because: readonly LetThrough[]): string {
  return stops.map(({ policy: { number, place } }) => `${number} ${because[place]?.reason}`).join();
}

/** A clause that other reasons satisfy, and the same ones don't. */
export function otherReasons(
  questions: Questions,
  stops: readonly Stop[],
  because: readonly LetThrough[],
): readonly Literal[] {
  return stops.flatMap((stop) => {
    const reason = because[stop.policy.place]?.reason;
    return reason === undefined || reason === "unsupported" ? [] : questions.encoding.otherThan(stop, reason);
  });
}
