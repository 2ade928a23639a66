import type { LetThrough } from "../../law/evaluate";
import { memoize } from "../../text/memoize";
import type { Stop } from "../encoding/stops";
import type { PrincipalClass } from "../people/principals";
import type { Questions } from "../questions/questions";
import { type Formula, type Literal, negate } from "../solver/formula";
import { type Bypass, MOST_BYPASSES } from "../verdict";
import { bypassOf, type Tenants } from "./way";
import { leastWitness } from "./witness";

/** For how many classes the first way in is shown, and for how many all ways in. */
const CLASSES_SHOWN = 200;
const CLASSES_TOLD_APART = 12;
/** How many ways in of one class may depend on what isn't known. There may be one for each combination of groups. */
const MOST_HANGING = 3;

/** Where ways in are looked for: in one tenant, or in one of two where something stops them in the other. */
interface Where extends Tenants {
  readonly modes: readonly Mode[];
  /** How many ways in to look at. */
  readonly most: number;
  /** What stops a class in the other tenant. */
  readonly stopping?: (one: PrincipalClass) => Formula;
}

/** What is assumed of ways in, one set after another. */
export interface Mode {
  readonly assumed: readonly Literal[];
  /** How many more ways in to look for in each class. */
  readonly more: number;
}

/** A way in, and what was assumed of it. */
interface Found {
  readonly way: Bypass;
  readonly mode: Mode;
}

/**
 * Distinct ways in: two are the same if the same policies let them through for the same reasons. First come the ways in that are
 * certain; then the ways in that need least besides a password, and of these the ones for most people.
 */
export function waysIn(
  questions: Questions,
  letIn: readonly PrincipalClass[],
  where: Where = { here: 0, modes: modesOf(questions), most: 2 * MOST_BYPASSES },
): readonly Found[] {
  const search = new WaySearch(questions, where);
  const size = new Map(letIn.map((one) => [one, questions.principals.count([one])]));
  const classes = letIn.toSorted((one, other) => (size.get(other) ?? 0) - (size.get(one) ?? 0));
  const shown = classes.slice(0, CLASSES_SHOWN);
  const principals = shown.map((one) => questions.principals.oneOf(one, where.here));
  const people = principals.flatMap((one) => (one.kind === "person" ? one.id : []));
  questions.encoding.side(where.here).membership.groups.foresee(people);
  for (const mode of where.modes) {
    for (const one of shown) if (!search.listed.has(one)) search.oneMore(one, mode);
    for (const one of classes.slice(0, CLASSES_TOLD_APART))
      for (let more = 0; more < mode.more && search.oneMore(one, mode); more++);
    if (search.found.length >= MOST_BYPASSES) break;
  }
  return search.found.toSorted(({ way: one }, { way: other }) => mattersMore(one, other)).slice(0, MOST_BYPASSES);
}

/** First ways in that need only a password and depend on nothing, last ways in that depend on content that isn't understood. */
function modesOf({ encoding: { unknowns, vocabulary } }: Questions): readonly Mode[] {
  const nothing = vocabulary.needs().map(([, literal]) => negate(literal));
  const { isFirm, isUnderstood, all } = unknowns;
  const modes = [nothing, []].flatMap((assumed): readonly Mode[] => [
    { assumed: [...assumed, isFirm], more: 2 * MOST_BYPASSES },
    ...(all.length === 0 ? [] : [{ assumed: [...assumed, isUnderstood], more: MOST_HANGING }]),
  ]);
  // A way in that depends on content matters only for people who have no other.
  return all.length === 0 ? modes : [...modes, { assumed: [], more: 0 }];
}

/** Sorts by certainty, then by fewest needs, and by most people. */
const mattersMore = (one: Bypass, other: Bypass): number =>
  Number(other.certain) - Number(one.certain) ||
  one.needs.length - other.needs.length ||
  other.people.length - one.people.length;

class WaySearch {
  readonly found: Found[] = [];
  /** The classes that some way in that was found is open for. */
  readonly listed = new Set<PrincipalClass>();
  readonly #questions: Questions;
  readonly #where: Where;
  readonly #keys = new Set<string>();
  /** For each class a literal. Assume it to exclude the ways in that were found. */
  readonly #otherFor = memoize((_: PrincipalClass) => this.#questions.encoding.vocabulary.logic.solver.variable());

  constructor(questions: Questions, where: Where) {
    this.#questions = questions;
    this.#where = where;
  }

  /** Looks for a way in of the class with new reasons. @returns whether there may be another one */
  oneMore(principals: PrincipalClass, mode: Mode): boolean {
    if (this.found.length >= this.#where.most) return false;
    const { here, stopping } = this.#where;
    const { logic } = this.#questions.encoding.vocabulary;
    const stops = this.#questions.stopsFor(principals, here);
    const stopped = stopping === undefined ? [] : [logic.implying(stopping(principals))];
    const passes = stops.map((stop) => stop.passes);
    const assumed = [...stopped, ...passes, this.#otherFor(principals), ...mode.assumed];
    const witness = leastWitness(this.#questions, principals, assumed, here);
    if (witness === undefined) return false;
    const key = witness.because.map(({ reason }) => reason).join();
    const others = otherReasons(stops, witness.because).map((one) => logic.implying(one));
    logic.solver.add([negate(this.#otherFor(principals)), ...others]);
    if (this.#keys.has(key) && this.listed.has(principals)) return others.length > 0;
    const { way, sharing } = bypassOf(this.#questions, witness, this.#where);
    this.found.push({ way, mode });
    this.#keys.add(key);
    for (const one of sharing) this.listed.add(one);
    return others.length > 0;
  }
}

/** A sign-in satisfies one of these iff it has other reasons. */
const otherReasons = (stops: readonly Stop[], because: readonly LetThrough[]): readonly Formula[] =>
  stops.flatMap(({ policy, parts }) => {
    const reason = because[policy.place]?.reason;
    const at = reason === "unsupported" ? -1 : parts.findIndex((part) => part.reason === reason);
    return parts.slice(0, at + 1).map(({ met }, place) => (place < at ? met.isNot : met.is));
  });
