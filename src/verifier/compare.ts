import { evaluationContext } from "../law/evaluate";
import type { Exemption } from "../law/model/register";
import { mayLackPolicies, type Tenant } from "../law/model/tenant";
import { Encoding } from "./encoding/encoding";
import { setOf } from "./encoding/stops";
import { exemptIn } from "./exemptions";
import { notUnderstoodInTenant } from "./not-understood";
import { numbersIn } from "./people/partition";
import type { PrincipalClass } from "./people/principals";
import { whoIsLetIn } from "./questions/lets-in";
import { ALL_STEPS, type Decision, Decisions, Questions } from "./questions/questions";
import { any, type Literal, literally, negate } from "./solver/formula";
import { BOUND, type Bypass, MOST_BYPASSES, type Unknown } from "./verdict";
import { type Mode, waysIn } from "./ways/ways-in";

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
  const aboutNow = new Questions(encoding, exemptNow);
  const aboutThen = exemptions.length === 0 ? aboutNow : new Questions(encoding, exemptThen);
  const [opened, closed] = [newlyIn(aboutNow, 1), newlyIn(aboutThen, 0)];
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
  readonly bypasses: readonly ChangedBypass[];
  readonly bounds: readonly Unknown[];
}

/** Sign-ins that get through in one of the tenants and are stopped in the other. */
function newlyIn(questions: Questions, here: 0 | 1): NewlyIn {
  questions.grant(ALL_STEPS);
  const { encoding } = questions;
  const there = here === 0 ? 1 : 0;
  const stoppedBy = stoppingThere(encoding, here, there);
  const decisions = new Map<Literal, Decisions>();
  const decide = (one: PrincipalClass, steps: number): Decision => {
    const answers = stoppedBy(one).map((stopping) => {
      const known = decisions.get(stopping) ?? new Decisions(questions, [stopping], 0);
      decisions.set(stopping, known);
      return known.decide(one.stops[here] ?? 0n, steps);
    });
    const isSettled = (kind: Decision["kind"]) => answers.find((answer) => answer.kind === kind);
    return isSettled("yes") ?? isSettled("bound") ?? { kind: "no", core: [] };
  };
  const { classes, bounds } = whoIsLetIn(questions, here, decide);
  const modes = modesOf(encoding, there);
  const stopping = (one: PrincipalClass) => any(stoppedBy(one).map(literally));
  const found = waysIn(questions, classes, { here, there, modes, stopping, most: MOST_BYPASSES });
  const isAnyFound = found.length > 0 || classes.length === 0;
  return {
    bypasses: found.map(({ way, mode }) => ({ ...way, atBest: mode !== modes[2] })),
    bounds: isAnyFound || bounds.length > 0 ? bounds : [BOUND.search],
  };
}

/**
 * The literals of what stops a class in the other tenant. Equal formulas have one literal. A class that isn't in the other tenant is
 * stopped there. What also stops the class in this tenant is left out, since the search asks about people who get in here.
 */
function stoppingThere({ stops, vocabulary: { logic } }: Encoding, here: number, there: number) {
  const literals = stops.all.map(({ stopping }) => logic.implying(stopping));
  const alike = literals.map((literal) => setOf(stops.all.filter(({ number }) => literals[number] === literal)));
  return ({ stops: { [here]: passed = 0n, [there]: stopping } }: PrincipalClass): readonly Literal[] => {
    if (stopping === undefined) return [logic.true];
    const numbers = numbersIn(stopping).filter((one) => (passed & (alike[one] ?? 0n)) === 0n);
    return [...new Set(numbers.map((one) => literals[one] ?? logic.true))];
  };
}

/** First without claims; then with the unknown things of the other tenant at best; then with any claims. */
function modesOf({ unknowns, policies }: Encoding, there: number): readonly Mode[] {
  const atBest = unknowns.all.flatMap((one) => {
    const isAskedThere = [...one.policies].some((number) => policies[number]?.tenantIndex === there);
    return isAskedThere ? [negate(one.kind === "strength" ? one.isNot : one.is)] : [];
  });
  const assumed = unknowns.all.length === 0 ? [[]] : [[unknowns.isFirm], atBest, []];
  return assumed.map((literals) => ({ assumed: literals, more: 0 }));
}

/** The later tenant with the earlier one's own objects for the locations that are the same in both. */
function sharingLocations(before: Tenant, after: Tenant): Tenant {
  const locations = Array.from(after.locations ?? [], ([id, one]) => {
    const known = before.locations?.get(id);
    const isSame = known?.trusted === one.trusted && known.written.in("") === one.written.in("");
    return [id, isSame ? known : one] as const;
  });
  return { ...after, locations: after.locations && new Map(locations) };
}
