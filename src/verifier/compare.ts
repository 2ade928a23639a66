import type { Exemption } from "../law/model/exemption";
import type { LocationId } from "../law/model/ids";
import type { SignIn } from "../law/model/sign-in";
import type { Tenant } from "../law/model/tenant";
import { type Candidates, candidatesOf } from "./change/candidates";
import { ChangeSearch, type Pass } from "./change/change-search";
import { Direction } from "./change/direction";
import { replayed } from "./change/replay";
import { wholeLocation } from "./change/settled-tenant";
import { type Side, sideOf } from "./change/side";
import type { SupposedHinge } from "./change/supposition";
import { type Way, WayJudge } from "./change/way-judge";
import { notUnderstoodInTenant } from "./not-understood";
import { numberedPeopleOf } from "./principals/numbered-people";
import { isPresent, type PrincipalClass } from "./principals/principal-class";
import { type Principals, principalsOf } from "./principals/principals";
import { SEARCH_BOUND } from "./search/search";
import { searchSpaceOf, signInAt } from "./search/search-space";
import {
  type Bypass,
  MOST_BYPASSES,
  TOO_HARD,
  TOO_MANY_NETWORKS,
  TOO_MANY_PRINCIPAL_CLASSES,
  type Unknown,
} from "./verdict";
import { WaysIn } from "./way-in";

/** What a change does to the sign-ins of a tenant. */
export interface Comparison {
  readonly kind: "equivalent" | "different" | "unknown";
  /** Sign-ins that were stopped before and get through after: distinct ones, certain ones first, at most {@link MOST_BYPASSES}. */
  readonly opened: readonly ChangedBypass[];
  /** Sign-ins that got through before and are stopped after. `because` says why they got through. */
  readonly closed: readonly ChangedBypass[];
  readonly unknowns: readonly Unknown[];
}

/** A bypass that there is on one side only. */
export interface ChangedBypass extends Bypass {
  /** What isn't known or understood and must be so; nothing where it is certain. */
  readonly hangsOn: readonly SupposedHinge[];
  /**
   * True also where it hangs on things of the other tenant that aren't known or understood only as they are at best: groups
   * and roles hold nobody, locations no place, strengths ask for MFA, and content covers nothing.
   */
  readonly atBest: boolean;
}

/**
 * Compares two states of a tenant, sign-in by sign-in. What isn't known or understood may be anything, and is the same on
 * both sides where the same isn't: a sign-in is newly open iff in some such case it was stopped before and gets through
 * after. Somebody who wasn't there before counts as stopped before.
 * @param exemptions people who may be uncovered, looked up in the state in which the sign-in gets through
 */
export function compare(before: Tenant, after: Tenant, exemptions: readonly Exemption[] = []): Comparison {
  const sides = [sideOf(before, exemptions), sideOf(after, exemptions)] as const;
  const opened = openedIn(1, sides);
  const closed = openedIn(0, sides);
  const bounds = [...opened.bounds, ...closed.bounds];
  return {
    kind: before.partlyKnown === undefined && after.partlyKnown === undefined ? kindOf(opened, closed) : "unknown",
    opened: opened.bypasses,
    closed: closed.bypasses,
    unknowns: [...notUnderstoodInTenant(before), ...notUnderstoodInTenant(after), ...bounds],
  };
}

/** What was closed doesn't tell whether something was opened: where that couldn't be settled, the answer is unknown. */
function kindOf(opened: Opened, closed: Opened): Comparison["kind"] {
  if (opened.bypasses.length > 0) return "different";
  if (opened.bounds.length > 0) return "unknown";
  if (closed.bypasses.length > 0) return "different";
  return closed.bounds.length > 0 ? "unknown" : "equivalent";
}

interface Opened {
  readonly bypasses: readonly ChangedBypass[];
  readonly bounds: readonly Unknown[];
}

/** Sign-ins that get through on one side and are stopped on the other. */
function openedIn(here: 0 | 1, sides: readonly [Side, Side]): Opened {
  const candidates = candidatesOf(sides, here);
  const space = searchSpaceOf(candidates.policies, "cautious", false);
  if (space === undefined) return { bypasses: [], bounds: [TOO_MANY_NETWORKS] };
  const tenants = sides.map(({ tenant }) => tenant);
  const principals = principalsOf(tenants, candidates.policies, numberedPeopleOf(tenants, sides[here].exempt.isExempt));
  const direction = new Direction(candidates, space, principals, here);
  const judge = new WayJudge(direction);
  const { ways, isWhole } = waysOf(new ChangeSearch(direction, judge), direction);
  return {
    bypasses: distinct(ways, judge, direction),
    bounds: [...(isWhole ? [] : [TOO_HARD]), ...(principals.isWhole ? [] : [TOO_MANY_PRINCIPAL_CLASSES])],
  };
}

const PASSES: readonly Pass[] = ["certain", "closed", "free"];
/** Steps for each principal class in turn: first few, so that hard ones don't keep easy ones from being looked at. */
const ROUNDS = [200_000, SEARCH_BOUND];
/** Ways that are tried for each principal class before a search: the ones found first. */
const MOST_KNOWN = 64;

interface Ways {
  readonly ways: readonly Way[];
  /** False iff a bound was reached, so that finding nothing is no proof. */
  readonly isWhole: boolean;
}

/** A way for each principal class that has one: a certain one before any other. */
function waysOf(
  search: ChangeSearch,
  { principals: { classes }, candidates: { suppositions }, here }: Direction,
): Ways {
  const ways: Way[] = [];
  let left: readonly PrincipalClass[] = classes.filter((principalClass) => isPresent(principalClass, here));
  let exhausted: ReadonlySet<PrincipalClass> = new Set();
  for (const pass of suppositions.list.length === 0 ? PASSES.slice(0, 1) : PASSES) {
    const known: Way[] = [];
    let looked = left;
    for (const steps of ROUNDS) {
      const tooHard = new Set<PrincipalClass>();
      for (const principalClass of looked) {
        const again = known.flatMap((way) => search.again(way, principalClass, pass) ?? [])[0];
        const found = again === undefined ? search.find(principalClass, pass, steps) : { way: again, exhausted: false };
        if (found.exhausted) tooHard.add(principalClass);
        if (found.way === undefined) continue;
        ways.push(found.way);
        if (again === undefined && known.length < MOST_KNOWN) known.push(found.way);
      }
      exhausted = tooHard;
      looked = [...tooHard];
    }
    const open = new Set(ways.map(({ principalClass }) => principalClass));
    left = left.filter((principalClass) => !open.has(principalClass));
  }
  return { ways, isWhole: exhausted.size === 0 };
}

/** One of each sort: what the same policies let through for the same reasons, if the same is so. */
function distinct(
  ways: readonly Way[],
  judge: WayJudge,
  { candidates, principals, here, there }: Direction,
): readonly ChangedBypass[] {
  const found = new Map<string, ChangedBypass>();
  for (const way of ways) {
    const signIns = [0, 1].map((index) => signInOf(way, principals, index));
    const because = replayed(candidates, way.supposed, signIns, here, isPresent(way.principalClass, there));
    const hangsOn = judge.hangsOn(way);
    const key = `${because.map(({ reason }) => reason).join()} ${JSON.stringify(hangsOn)}`;
    if (found.has(key)) continue;
    const [before, after] = signIns;
    const signIn = here === 0 ? before : after;
    if (signIn === undefined) continue;
    const { judged, assignment } = judge.judging(way);
    const bypass = new WaysIn(judged).bypassOf({ open: { ...way, assignment }, signIn, because });
    found.set(key, {
      ...bypass,
      signIn: asNamed(signIn, placesIn(candidates, here)),
      hangsOn,
      certain: hangsOn.length === 0,
      atBest: judge.isAtBest(way),
    });
    if (found.size === MOST_BYPASSES) break;
  }
  const all = [...found.values()];
  return [...all.filter(({ certain }) => certain), ...all.filter(({ certain }) => !certain)];
}

const signInOf = ({ principalClass, assignment }: Way, principals: Principals, index: number): SignIn =>
  signInAt(assignment, principals.oneOf(principalClass, index));

type Places = NonNullable<Tenant["locations"]>;

/** The locations of one tenant with what isn't known in them apart, as its candidate policies are judged by. */
const placesIn = ({ policies }: Candidates, here: 0 | 1): Places =>
  policies.find(({ tenantIndex }) => tenantIndex === here)?.context.tenant.locations ?? new Map();

/**
 * With the places of whole locations, as the tenant in which it gets through names them: what isn't known in the other
 * tenant's location of that name is another place.
 */
function asNamed(signIn: SignIn, places: Places): SignIn {
  const own = [...signIn.network.within].filter(
    (id) => places.get(id)?.extent.kind === "notKnown" || !places.has(wholeLocation(id)),
  );
  return { ...signIn, network: { ...signIn.network, within: new Set<LocationId>(own.map(wholeLocation)) } };
}
