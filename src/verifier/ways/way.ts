import { dimensionOf, isConditionReason } from "../../law/conditions";
import { type EvaluationContext, type LetThrough, outcome } from "../../law/evaluate";
import type { Dimension } from "../../law/model/dimensions";
import type { LocationId } from "../../law/model/ids";
import type { Principal, SignIn } from "../../law/model/sign-in";
import { exclusionSorts, namesAnybody } from "../../law/users";
import { type EncodedPolicy, type Encoding, holdsIn, type Stop } from "../encoding/encoding";
import { strengthKey, type UnknownFact } from "../encoding/unknowns";
import { bitSetWhere, isWithin, numbersIn } from "../people/bit-set";
import { isPresent, type PrincipalClass } from "../people/principals";
import { type Model, passedIn, type Questions } from "../questions/questions";
import { smallestSet } from "../questions/smallest-set";
import { type Literal, negate } from "../solver/formula";
import { type Bypass, type Hinge, mostPoliciesFirst } from "../verdict";
import { type Claims, supposing } from "./supposed";
import { type Stopping, widthOf } from "./width";

/** A sign-in of one class that gets through, with what it needs and what must be so for it. */
export interface Witness {
  readonly principals: PrincipalClass;
  readonly signIn: SignIn;
  readonly model: Model;
  readonly needs: readonly string[];
  /** What is claimed of things that aren't known, each with whether it must be so. */
  readonly claimed: readonly (readonly [UnknownFact, holds: boolean])[];
  /** The law, where what is claimed is so. */
  readonly context: EvaluationContext;
}

const SMALL_STEPS = 400_000;

/**
 * The sign-in that needs least besides a password and, of these, least of what isn't known to be one way and not the other.
 * @param assumed what must be true
 * @returns undefined where there is none, or none was found within the bound
 */
export function leastWitness(
  questions: Questions,
  principals: PrincipalClass,
  assumed: readonly Literal[],
  tenantIndex: number,
): Witness | undefined {
  const { encoding } = questions;
  const needs = encoding.vocabulary.needs();
  const needing = fewest(
    questions,
    assumed,
    needs.map(([, literal]) => literal),
  );
  if (needing === undefined) return undefined;
  const claims = encoding.unknowns.all.flatMap((one) => [[one, true] as const, [one, false] as const]);
  const literals = claims.map(([{ is, isNot }, holds]) => (holds ? is : isNot));
  const claiming = fewest(questions, needing.assumed, literals);
  if (claiming === undefined) return undefined;
  const ordinary = questions.ask(claiming.assumed, SMALL_STEPS, encoding.vocabulary.ordinary());
  const answer = ordinary.kind === "yes" ? ordinary : questions.ask(claiming.assumed, SMALL_STEPS);
  if (answer.kind !== "yes") return undefined;
  const claimed = claims.filter((_, at) => claiming.numbers.has(at));
  const { tenant, membership } = encoding.side(tenantIndex);
  const principal = questions.principals.oneOf(principals, tenantIndex);
  return {
    principals,
    signIn: encoding.vocabulary.signIn(answer.isTrue, principal, placesIn(claimed)),
    model: answer.isTrue,
    needs: needs.flatMap(([name], at) => (needing.numbers.has(at) ? [name] : [])),
    claimed,
    context: supposing(tenant, membership, claimsOf(claimed)),
  };
}

/** The fewest of some literals that need to be true, the first of equally few, and what to assume so that the others aren't. */
function fewest(
  questions: Questions,
  assumed: readonly Literal[],
  literals: readonly Literal[],
): { readonly numbers: ReadonlySet<number>; readonly assumed: readonly Literal[] } | undefined {
  const numberOf = new Map(literals.map((literal, at) => [negate(literal), at]));
  const withOnly = (kept: ReadonlySet<number>): readonly Literal[] => [
    ...assumed,
    ...literals.flatMap((literal, at) => (kept.has(at) ? [] : [negate(literal)])),
  ];
  const numbers = smallestSet((set) => {
    const answer = questions.ask(withOnly(set), SMALL_STEPS);
    if (answer.kind === "bound") return undefined;
    if (answer.kind === "yes") return { isEnough: true };
    return { isEnough: false, needed: answer.core.flatMap((literal) => numberOf.get(literal) ?? []) };
  });
  return numbers && { numbers, assumed: withOnly(numbers) };
}

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
  because: readonly LetThrough[],
  there?: There,
): { readonly way: Bypass; readonly sharing: readonly PrincipalClass[] } {
  const { encoding, principals } = questions;
  const { signIn, context, claimed, needs, model } = witness;
  const certain = because.every(({ reason }) => reason !== "unsupported");
  const about = questions
    .stopsFor(witness.principals, tenantIndex)
    .filter((stop) => !isUnconcerned(stop, model) && !isOutOfForce(stop, model));
  const alsoTrueFor = widthOf(
    signIn,
    about.map(({ policy: { policy, place } }) => context.tenant.policies[place] ?? policy),
    context.tenant,
    certain,
    failingBy(because),
    there?.stopped && elsewhere(there.stopped, witness, encoding),
  );
  const sharing = sharingWith(questions, witness, tenantIndex).filter((other) => {
    if (there === undefined) return true;
    const { stopped } = there;
    if (stopped === undefined) return !isPresent(other, there.tenantIndex);
    const stops = questions.stopsFor(other, there.tenantIndex);
    return stops.some((one) => one.policy === stopped.policy && holdsIn(one.stopping, model));
  });
  const people = principals.idsIn(sharing);
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

/** What stops the witness in the other tenant, where what is claimed is so there, too. A strength needn't ask for MFA unless it is claimed. */
function elsewhere(
  { policy: { policy, place, tenantIndex } }: Stop,
  { claimed }: Witness,
  encoding: Encoding,
): Stopping {
  const there = encoding.side(tenantIndex);
  const { is, isNot } = claimsOf(claimed);
  const strength = strengthKey(policy);
  const claims = { is, isNot: is.has(strength) ? isNot : new Set([...isNot, strength]) };
  const { tenant } = supposing(there.tenant, there.membership, claims);
  return { policy: tenant.policies[place] ?? policy, tenant, isCertain: claimed.length === 0 };
}

/** Whether the policy stops nobody, however they sign in, as far as the model claims anything of content that isn't understood. */
const isOutOfForce = ({ policy: { parts } }: Stop, model: Model): boolean =>
  parts.some((part) => part !== undefined && OF_THE_POLICY.has(part.reason) && holdsIn(part.met.isNot, model));

const OF_THE_POLICY: ReadonlySet<string> = new Set(["state", "applications", "unsupported"]);

/** Whether the policy isn't about whoever signs in, as far as the model claims anything. */
const isUnconcerned = ({ about }: Stop, model: Model): boolean => holdsIn(about.isNot, model);

/**
 * The classes that the witness's sign-in is open for, too, and whom the same policies let through for the same reasons. A policy that
 * is about only one of two classes counts only if it depends on who signs in.
 */
function sharingWith(questions: Questions, witness: Witness, tenantIndex: number): readonly PrincipalClass[] {
  const { principals, model } = witness;
  const passed = passedIn(questions.encoding, model);
  const concerning = bitSetWhere(questions.encoding.stops, (stop) => !isUnconcerned(stop, model));
  const concerned = (one: PrincipalClass): readonly number[] =>
    numbersIn(questions.asked(one, tenantIndex).numbers, concerning);
  const policyOf = questions.encoding.stops.map(({ policy }) => policy.number);
  const own = new Set(concerned(principals).map((stop) => policyOf[stop]));
  return questions.principals.classes.filter((other) => {
    if (other === principals) return true;
    if (!isPresent(other, tenantIndex) || !isWithin(questions.asked(other, tenantIndex).numbers, passed)) return false;
    const stops = concerned(other);
    return stops.length === own.size && stops.every((stop) => own.has(policyOf[stop]));
  });
}

/** Beyond this many people times policies it isn't looked at by which lines each of them is left out. */
const MOST_LINES = 200_000;

/** A way in for each sort of line that leaves somebody out: what closes it for the one needn't for the other. */
export function byLines(
  { way, sharing }: ReturnType<typeof wayOf>,
  questions: Questions,
  witness: Witness,
): readonly Bypass[] {
  const { tenant, membership } = witness.context;
  const leavingOut = tenant.policies.filter(
    (policy, at) => way.because[at]?.reason === "users" && namesAnybody(policy.users.exclude),
  );
  const { people } = questions.principals;
  if (way.people.length * leavingOut.length > MOST_LINES || leavingOut.length === 0) return [way];
  const groups = new Map<string, Principal[]>();
  for (const principal of [...questions.principals.peopleIn(sharing, 0), ...way.others]) {
    const key = leavingOut.map(({ users }) => exclusionSorts(users, principal, membership)).join("|");
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
  // A group may be open by itself, and by what it is assigned to: it is one group.
  const asking = new Map<string, Set<number>>();
  for (const [{ key, is, isNot, isContent, policies: own, ...about }, holds] of claimed) {
    const fact = JSON.stringify({ ...about, holds });
    asking.set(fact, new Set([...(asking.get(fact) ?? []), ...own]));
  }
  const hinges = Array.from(asking, ([fact, own]): Hinge => {
    const hinge = JSON.parse(fact) as Omit<Hinge, "policies">;
    return { ...hinge, policies: count(own), ...(hinge.kind === "content" ? onlyIn(own, policies) : {}) };
  });
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
