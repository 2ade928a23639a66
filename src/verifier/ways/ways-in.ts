import type { LetThrough } from "../../law/evaluate";
import type { Principal } from "../../law/model/sign-in";
import { exclusionSorts, namesAnybody } from "../../law/users";
import type { Stop } from "../encoding/stops";
import type { PrincipalClass } from "../people/principals";
import type { Questions } from "../questions/questions";
import { type Literal, negate } from "../solver/formula";
import { type Bypass, MOST_BYPASSES } from "../verdict";
import { wayOf } from "./way";
import { leastWitness, reasonsOf, type Witness } from "./witness";

/** Classes whose first way in is looked for, those of whom every one is, and ways that are looked at of all that there are. */
const CLASSES_SHOWN = 200;
const CLASSES_TOLD_APART = 12;
const MOST_LOOKED_AT = 2 * MOST_BYPASSES;
/** Ways in of one class that depend on what isn't known: there may be one for each combination of groups. */
const MOST_HANGING = 3;

/**
 * Distinct ways in: the same policies let through for the same reasons. Those that are certain whatever content means come first; then
 * those that need least besides a password, and of these the ones that are open for most people.
 */
export function waysIn(questions: Questions, letIn: readonly PrincipalClass[]): readonly Bypass[] {
  const search = new WaySearch(questions);
  const size = new Map(letIn.map((one) => [one, questions.principals.count([one])]));
  const classes = letIn.toSorted((one, other) => (size.get(other) ?? 0) - (size.get(one) ?? 0));
  for (const { assumed, most } of modesOf(questions)) {
    for (const one of classes.slice(0, CLASSES_SHOWN)) if (!search.isListed(one)) search.oneMore(one, assumed);
    for (const one of classes.slice(0, CLASSES_TOLD_APART))
      for (let more = 0; more < most && search.oneMore(one, assumed); more++);
    if (search.found.length >= MOST_BYPASSES) break;
  }
  return search.found.toSorted(mattersMore).slice(0, MOST_BYPASSES);
}

/** First what a password is enough for and depends on nothing, last what depends on content that isn't understood. */
function modesOf({ encoding: { unknowns, vocabulary } }: Questions): readonly Mode[] {
  const nothing = vocabulary.needs().map(([, literal]) => negate(literal));
  const { isFirm, isUnderstood, all } = unknowns;
  const modes = [nothing, []].flatMap((assumed): readonly Mode[] => [
    { assumed: [...assumed, isFirm], most: MOST_LOOKED_AT },
    ...(all.length === 0 ? [] : [{ assumed: [...assumed, isUnderstood], most: MOST_HANGING }]),
  ]);
  // What depends on content matters only to whoever gets in by nothing else.
  return all.length === 0 ? modes : [...modes, { assumed: [], most: 0 }];
}

interface Mode {
  readonly assumed: readonly Literal[];
  /** How many ways in of one class. */
  readonly most: number;
}

/** Certain ones, then those that need least, that are open for most people, that depend on least, and that members have. */
const mattersMore = (one: Bypass, other: Bypass): number =>
  Number(other.certain) - Number(one.certain) ||
  one.needs.length - other.needs.length ||
  other.people.length - one.people.length ||
  one.hangsOn.length - other.hangsOn.length ||
  Number(isForMembers(other)) - Number(isForMembers(one)) ||
  other.others.length - one.others.length;

const isForMembers = ({ others }: Bypass): boolean => others.some(({ identity }) => identity.type === "member");

class WaySearch {
  readonly found: Bypass[] = [];
  readonly #questions: Questions;
  readonly #keys = new Set<string>();
  readonly #listed = new Set<PrincipalClass>();
  /** For each class a literal that, assumed, leaves none of the ways that were found. */
  readonly #others = new Map<PrincipalClass, Literal>();

  constructor(questions: Questions) {
    this.#questions = questions;
  }

  /** Whether some way that was found is open for the class. */
  isListed(principals: PrincipalClass): boolean {
    return this.#listed.has(principals);
  }

  /** Looks for a way in of the class that no other has the reasons of. @returns whether there may be another one */
  oneMore(principals: PrincipalClass, mode: readonly Literal[]): boolean {
    if (this.found.length >= MOST_LOOKED_AT) return false;
    const stops = this.#questions.stopsFor(principals);
    const assumed = [...stops.map(({ passes }) => passes), this.#otherFor(principals), ...mode];
    const witness = leastWitness(this.#questions, principals, assumed, 0);
    if (witness === undefined) return false;
    const because = reasonsOf(witness);
    const key = keyOfReasons(stops, because);
    const { solver } = this.#questions.encoding.vocabulary.logic;
    const others = otherReasons(this.#questions, stops, because);
    solver.add([negate(this.#otherFor(principals)), ...others]);
    if (this.#keys.has(key) && this.isListed(principals)) return others.length > 0;
    const way = wayOf(this.#questions, witness, 0, because);
    this.found.push(...byLines(way, this.#questions, witness));
    this.#keys.add(key);
    for (const one of way.sharing) this.#listed.add(one);
    return others.length > 0;
  }

  #otherFor(principals: PrincipalClass): Literal {
    const known = this.#others.get(principals) ?? this.#questions.encoding.vocabulary.logic.solver.variable();
    this.#others.set(principals, known);
    return known;
  }
}

/** The reason by which each policy about a class lets a witness through, as a key that tells ways in apart. */
function keyOfReasons(stops: readonly Stop[], because: readonly LetThrough[]): string {
  return stops.map(({ policy: { number, place } }) => `${number} ${because[place]?.reason}`).join();
}

/** A clause that other reasons satisfy, and the same ones don't. */
function otherReasons(
  questions: Questions,
  stops: readonly Stop[],
  because: readonly LetThrough[],
): readonly Literal[] {
  return stops.flatMap((stop) => {
    const reason = because[stop.policy.place]?.reason;
    return reason === undefined || reason === "unsupported" ? [] : questions.encoding.otherThan(stop, reason);
  });
}

/** Beyond this many people times policies it isn't looked at by which lines each of them is left out. */
const MOST_LINES = 200_000;

/** A way in for each sort of line that leaves somebody out: what closes it for the one needn't for the other. */
function byLines(
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
