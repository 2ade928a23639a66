import type { LetThrough } from "../../law/evaluate";
import type { Stop } from "../encoding/stops";
import type { PrincipalClass } from "../people/principals";
import type { Questions } from "../questions/questions";
import { type Literal, negate } from "../solver/formula";
import { type Bypass, MOST_BYPASSES } from "../verdict";
import { bypassOf } from "./way";
import { leastWitness, reasonsOf } from "./witness";

/** For how many classes the first way in is shown, for how many all ways in, and how many ways in are looked at. */
const CLASSES_SHOWN = 200;
const CLASSES_TOLD_APART = 12;
const MOST_LOOKED_AT = 2 * MOST_BYPASSES;
/** How many ways in of one class may depend on what isn't known. There may be one for each combination of groups. */
const MOST_HANGING = 3;

/**
 * Distinct ways in: two are the same if the same policies let them through for the same reasons. First come the ways in that don't
 * depend on unclear content; then the ways in that need least besides a password, and of these the ones for most people.
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

/** First ways in that need only a password and depend on nothing, last ways in that depend on content that isn't understood. */
function modesOf({ encoding: { unknowns, vocabulary } }: Questions): readonly Mode[] {
  const nothing = vocabulary.needs().map(([, literal]) => negate(literal));
  const { isFirm, isUnderstood, all } = unknowns;
  const modes = [nothing, []].flatMap((assumed): readonly Mode[] => [
    { assumed: [...assumed, isFirm], most: MOST_LOOKED_AT },
    ...(all.length === 0 ? [] : [{ assumed: [...assumed, isUnderstood], most: MOST_HANGING }]),
  ]);
  // A way in that depends on content matters only for people who have no other.
  return all.length === 0 ? modes : [...modes, { assumed: [], most: 0 }];
}

interface Mode {
  readonly assumed: readonly Literal[];
  /** How many ways in to look for in each class. */
  readonly most: number;
}

/** Sorts by certainty, then by fewest needs, by most people, by fewest dependencies, and by whether members have it. */
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
  /** For each class a literal. Assume it to exclude the ways in that were found. */
  readonly #others = new Map<PrincipalClass, Literal>();

  constructor(questions: Questions) {
    this.#questions = questions;
  }

  /** Whether some way in that was found is open for the class. */
  isListed(principals: PrincipalClass): boolean {
    return this.#listed.has(principals);
  }

  /** Looks for a way in of the class with new reasons. @returns whether there may be another one */
  oneMore(principals: PrincipalClass, mode: readonly Literal[]): boolean {
    if (this.found.length >= MOST_LOOKED_AT) return false;
    const stops = this.#questions.stopsFor(principals);
    const assumed = [...stops.map(({ passes }) => passes), this.#otherFor(principals), ...mode];
    const witness = leastWitness(this.#questions, principals, assumed, 0);
    if (witness === undefined) return false;
    const because = reasonsOf(witness);
    const key = because.map(({ reason }) => reason).join();
    const { solver } = this.#questions.encoding.vocabulary.logic;
    const others = otherReasons(this.#questions, stops, because);
    solver.add([negate(this.#otherFor(principals)), ...others]);
    if (this.#keys.has(key) && this.isListed(principals)) return others.length > 0;
    const { way, sharing } = bypassOf(this.#questions, witness, 0, because);
    this.found.push(way);
    this.#keys.add(key);
    for (const one of sharing) this.#listed.add(one);
    return others.length > 0;
  }

  #otherFor(principals: PrincipalClass): Literal {
    const known = this.#others.get(principals) ?? this.#questions.encoding.vocabulary.logic.solver.variable();
    this.#others.set(principals, known);
    return known;
  }
}

/** A clause that a sign-in with other reasons satisfies, and that a sign-in with the same reasons doesn't. */
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
