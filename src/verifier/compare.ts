import { evaluationContext } from "../law/evaluate";
import type { Exemption } from "../law/model/register";
import type { Principal } from "../law/model/sign-in";
import { mayLackPolicies, type Tenant } from "../law/model/tenant";
import { groupedBy } from "../text/grouped-by";
import { Encoding } from "./encoding/encoding";
import type { Stop } from "./encoding/stops";
import type { UnknownFact } from "./encoding/unknowns";
import { type Exempt, exemptIn } from "./exemptions";
import { notUnderstoodInTenant } from "./not-understood";
import { type BitSet, bitSetOf, numbersIn } from "./people/bit-set";
import { isPresent, type PrincipalClass } from "./people/principals";
import { boundsReached } from "./questions/lets-in";
import { ALL_STEPS, Decisions, Questions, ROUNDS } from "./questions/questions";
import { any, holdsIn, type Literal, literally, negate } from "./solver/formula";
import { BOUND, type Bypass, MOST_BYPASSES, type Unknown } from "./verdict";
import { bypassOf } from "./ways/way";
import { leastWitness, reasonsOf, type Witness } from "./ways/witness";

/** What a change does to the sign-ins of a tenant. */
export interface Comparison {
  readonly kind: "equivalent" | "different" | "unknown";
  /** Distinct sign-ins that were stopped before and get through after. Certain ones come first. At most {@link MOST_BYPASSES}. */
  readonly opened: readonly ChangedBypass[];
  /** Sign-ins that got through before and are stopped after. `because` says why they got through. */
  readonly closed: readonly ChangedBypass[];
  readonly unknowns: readonly Unknown[];
}

/** A bypass in one of the two tenants only. It is certain iff it depends on nothing. */
export interface ChangedBypass extends Bypass {
  /**
   * True also if it depends on unknown things of the other tenant only as they are at best: groups and roles hold nobody, locations
   * hold no place, strengths ask for MFA, and unclear content covers nothing.
   */
  readonly atBest: boolean;
}

/**
 * Compares two states of a tenant, sign-in by sign-in. What isn't known or understood may be anything, and is the same in both states if
 * it is the same thing. A sign-in is newly open iff in some such case it was stopped before and gets through after. Somebody who wasn't
 * there before counts as stopped before.
 * @param exemptions people who may be uncovered, in the state in which the sign-in gets through
 */
export function compare(before: Tenant, after: Tenant, exemptions: readonly Exemption[] = []): Comparison {
  const [exemptThen, exemptNow] = [exemptIn(before, exemptions), exemptIn(after, exemptions)];
  const tenants = [before, sharingLocations(before, after)] as const;
  const sides = [evaluationContext(tenants[0], exemptThen.groups), evaluationContext(tenants[1], exemptNow.groups)];
  const encoding = new Encoding(sides, { areReadingsOpen: true });
  const opened = newlyIn(encoding, 1, exemptNow);
  const closed = newlyIn(encoding, 0, exemptThen, exemptions.length === 0 ? opened.questions : undefined);
  return {
    kind: kindOf(opened, closed, [before, after]),
    opened: opened.bypasses,
    closed: closed.bypasses,
    unknowns: [...[before, after].flatMap(notUnderstoodInTenant), ...opened.bounds, ...closed.bounds],
  };
}

/** What was closed doesn't show that nothing was opened. If that isn't settled, the answer is *unknown*. */
function kindOf(opened: NewlyIn, closed: NewlyIn, sides: readonly Tenant[]): Comparison["kind"] {
  if (sides.some(mayLackPolicies)) return "unknown";
  if (opened.bypasses.length > 0) return "different";
  if (opened.bounds.length > 0 || sides.some(({ partlyKnown }) => partlyKnown !== undefined)) return "unknown";
  if (closed.bypasses.length > 0) return "different";
  return closed.bounds.length > 0 ? "unknown" : "equivalent";
}

interface NewlyIn {
  readonly questions?: Questions;
  readonly bypasses: readonly ChangedBypass[];
  readonly bounds: readonly Unknown[];
}

/**
 * Sign-ins that get through in one of the tenants and are stopped in the other.
 * @param known questions about the same people, if there are any
 */
function newlyIn(encoding: Encoding, here: 0 | 1, exempt: Exempt, known?: Questions): NewlyIn {
  if (!encoding.vocabulary.places.areWhole) return { bypasses: [], bounds: [BOUND.networks] };
  const questions = known ?? new Questions(encoding, exempt);
  questions.grant(ALL_STEPS);
  const search = new ChangeSearch(questions, here);
  search.look();
  const certainFirst = search.found.toSorted((one, other) => Number(other.certain) - Number(one.certain));
  return {
    questions,
    bypasses: certainFirst.slice(0, MOST_BYPASSES),
    bounds: boundsReached(!search.isWhole, questions.principals),
  };
}

class ChangeSearch {
  readonly found: ChangedBypass[] = [];
  /** False iff a bound was reached, so that finding nothing is no proof. */
  isWhole = true;
  readonly #questions: Questions;
  readonly #here: 0 | 1;
  readonly #there: 0 | 1;
  readonly #keys = new Set<string>();
  readonly #listed = new Set<string>();
  /** For each stop by number a literal that implies that it stops the sign-in: the same for the same formula. */
  readonly #stopping: readonly Literal[];
  /** The stops of this tenant by that literal. */
  readonly #alike: ReadonlyMap<Literal, BitSet>;

  constructor(questions: Questions, tenantIndex: 0 | 1) {
    this.#questions = questions;
    this.#here = tenantIndex;
    this.#there = tenantIndex === 0 ? 1 : 0;
    const { stops, vocabulary } = questions.encoding;
    this.#stopping = stops.all.map(({ stopping }) => vocabulary.logic.implying(stopping));
    const here = stops.all.flatMap(({ policy, number }) => (policy.tenantIndex === tenantIndex ? number : []));
    const alike = groupedBy(here, (number) => this.#stopping[number] ?? vocabulary.logic.true);
    this.#alike = new Map(alike.map(([stopping, numbers]) => [stopping, bitSetOf(numbers)]));
  }

  /** A certain way of each class before any other. */
  look(): void {
    const { logic } = this.#questions.encoding.vocabulary;
    const { classes } = this.#questions.principals;
    const possible = this.#possible(classes.filter((one) => isPresent(one, this.#here)));
    for (const mode of this.#modes())
      for (const [principals, stopping] of possible) {
        if (this.found.length >= MOST_BYPASSES) return;
        if (!this.#isListed(principals))
          this.#takeOne(principals, [logic.implying(any(stopping.map(literally))), ...mode]);
      }
    this.isWhole &&= ![...possible.keys()].some((one) => !this.#isListed(one));
  }

  /** For each class that may newly get in, what stops its sign-ins in the other tenant. */
  #possible(classes: readonly PrincipalClass[]): ReadonlyMap<PrincipalClass, readonly Literal[]> {
    const decisions = new Map<Literal, Decisions>();
    const decide = (stopping: Literal, passing: BitSet, steps: number) => {
      const known = decisions.get(stopping) ?? new Decisions(this.#questions, [stopping]);
      decisions.set(stopping, known);
      return known.decide(passing, steps).kind;
    };
    const possible = new Map<PrincipalClass, readonly Literal[]>();
    let left = classes;
    for (const steps of ROUNDS)
      left = left.filter((one) => {
        const stopping = this.#stoppingThere(one);
        const answers = stopping.map((each) => decide(each, one.stops[this.#here] ?? 0n, steps));
        const found = stopping.filter((_, at) => answers[at] === "yes");
        if (found.length > 0) possible.set(one, found);
        return found.length === 0 && answers.includes("bound");
      });
    this.isWhole = left.length === 0;
    return possible;
  }

  /** Somebody who isn't in the other tenant is stopped there. A policy that is the same here stops nobody there who gets in here. */
  #stoppingThere({ stops }: PrincipalClass): readonly Literal[] {
    const [here, there] = [stops[this.#here] ?? 0n, stops[this.#there]];
    if (there === undefined) return [this.#questions.encoding.vocabulary.logic.true];
    const all = new Set(numbersIn(there).map((number) => this.#stopping[number] ?? 0));
    return [...all].filter((one) => (here & (this.#alike.get(one) ?? 0n)) === 0n);
  }

  /** A way in of a class, if there is one. */
  #takeOne(principals: PrincipalClass, assumed: readonly Literal[]): void {
    const passing = this.#questions.stopsFor(principals, this.#here).map(({ passes }) => passes);
    const witness = leastWitness(this.#questions, principals, [...assumed, ...passing], this.#here);
    if (witness === undefined) return;
    const those = this.#questions.stopsFor(principals, this.#there);
    this.#take(
      witness,
      those.find(({ stopping }) => holdsIn(stopping, witness.model)),
    );
  }

  /** First without claims; then with the unknown things of the other tenant at best; then with any claims. */
  #modes(): readonly (readonly Literal[])[] {
    const { unknowns } = this.#questions.encoding;
    const atBest = unknowns.all.flatMap((one) =>
      this.#isAskedThere(one) ? [negate(one.kind === "strength" ? one.isNot : one.is)] : [],
    );
    return unknowns.all.length === 0 ? [[]] : [[unknowns.isFirm], atBest, []];
  }

  #isAskedThere({ policies }: UnknownFact): boolean {
    return [...policies].some((number) => this.#questions.encoding.policies[number]?.tenantIndex === this.#there);
  }

  #take(witness: Witness, stopped: Stop | undefined): void {
    const { way } = bypassOf(this.#questions, witness, this.#here, reasonsOf(witness), {
      tenantIndex: this.#there,
      stopped,
    });
    for (const id of way.people) this.#listed.add(id);
    for (const other of way.others) this.#listed.add(nameOf(other));
    const key = `${way.because.map(({ reason }) => reason).join()} ${JSON.stringify(way.hangsOn)}`;
    if (this.#keys.has(key)) return;
    this.#keys.add(key);
    const atBest = witness.claimed.every(
      ([one, holds]) => !this.#isAskedThere(one) || holds === (one.kind === "strength"),
    );
    this.found.push({ ...way, certain: way.hangsOn.length === 0, atBest });
  }

  /** Whether everybody of the class is listed. Somebody who may be of several identity types is in several classes. */
  #isListed(one: PrincipalClass): boolean {
    const { principals } = this.#questions;
    const names = [...principals.idsIn([one]), ...principals.othersIn([one], this.#here).map(nameOf)];
    return names.length > 0 && names.every((name) => this.#listed.has(name));
  }
}

const nameOf = (one: Principal): string =>
  one.kind === "person" ? one.id : `${one.kind} ${one.identity.type} ${one.identity.home}`;

/** The later tenant with the earlier one's own objects for the locations that are the same in both. */
function sharingLocations(before: Tenant, after: Tenant): Tenant {
  const locations = Array.from(after.locations ?? [], ([id, one]) => {
    const known = before.locations?.get(id);
    const isSame = known?.trusted === one.trusted && known.written.in("") === one.written.in("");
    return [id, isSame ? known : one] as const;
  });
  return { ...after, locations: after.locations && new Map(locations) };
}
