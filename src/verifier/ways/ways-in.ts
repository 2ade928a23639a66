import type { PrincipalClass } from "../people/principals";
import type { LetIn, Questions } from "../questions/questions";
import { type Literal, negate } from "../solver/formula";
import { type Bypass, MOST_BYPASSES } from "../verdict";
import { byLines, keyOfReasons, leastWitness, otherReasons, reasonsOf, wayOf } from "./way";

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
export function waysIn(questions: Questions, letIn: readonly LetIn[]): readonly Bypass[] {
  const search = new WaySearch(questions);
  const size = new Map(letIn.map(({ principals }) => [principals, questions.principals.count([principals])]));
  const classes = letIn
    .map(({ principals }) => principals)
    .toSorted((one, other) => (size.get(other) ?? 0) - (size.get(one) ?? 0));
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
