import { assumptionsOf } from "./assumptions";
import { type Bits, meet } from "./cells/bits";
import { type Contender, contendersOf } from "./cells/contender";
import { type Cell, type Grid, gridOf } from "./cells/grid";
import { Search } from "./cells/search";
import { signInAt } from "./cells/sign-in-at";
import { cellMatch, widthOf } from "./cells/width";
import { type Ground, groundOf, outcome } from "./evaluate";
import { type Exemption, exemptIn } from "./exemptions";
import type { UserId } from "./ids";
import { notUnderstoodInTenant } from "./not-understood";
import { OUTSIDER_TYPES, PERSON_CLASSES, type Principal } from "./sign-in";
import type { Tenant } from "./tenant";
import type { Reading } from "./truth";
import { type Crowd, type Population, populationOf, principalOf } from "./universe/crowd";
import { type Hole, type LetThrough, MOST_HOLES, type Uncovered, type Unknown, type Verdict } from "./verdict";

/**
 * Decides whether some sign-in reaches Azure management without MFA.
 *
 * Everybody is put into a crowd by which policies are about them; for each crowd the rest of the universe is searched
 * for a cell that no policy stops. No such cell under the cautious reading is a proof.
 * @param exemptions people who may be uncovered: approved, and in force on the day in question
 */
export function prove(tenant: Tenant, exemptions: readonly Exemption[] = []): Verdict {
  const exempt = exemptIn(tenant, exemptions);
  const ground = groundOf(tenant, exempt.groups);
  const contenders = contendersOf(ground);
  const population = populationOf(tenant, contenders, exempt.isExempt);
  const sweep = sweepCrowds(contenders, population);
  const shown = showHoles(sweep, contenders, population, ground);
  return {
    kind: kindOf(sweep, shown),
    uncovered: uncoveredBy(sweep.open, population, tenant),
    holes: shown,
    unknowns: [...notUnderstoodInTenant(tenant), ...sweep.bounds],
    assumptions: assumptionsOf(contenders, tenant),
  };
}

/** A crowd with a cell that lets it through. */
interface OpenCrowd {
  readonly crowd: Crowd;
  readonly cell: Cell;
}

interface Sweep {
  readonly grid: Grid | undefined;
  readonly search: Search | undefined;
  readonly open: readonly OpenCrowd[];
  /** Where a bound was reached, so that finding nothing is no proof. */
  readonly bounds: readonly Unknown[];
}

const TOO_MANY_PLACES: Unknown = {
  policy: undefined,
  field: "conditions.locations",
  why: "the policies' locations tell more places apart than can be checked",
};

const TOO_HARD: Unknown = {
  policy: undefined,
  field: "conditions",
  why: "the search for a sign-in that gets through was stopped at its bound",
};

/** Looks for a hole for each crowd. A cell that is open for one is tried first for the next. */
function sweepCrowds(contenders: readonly Contender[], { crowds }: Population): Sweep {
  const grid = gridOf(contenders, "cautious");
  if (grid === undefined) return { grid, search: undefined, open: [], bounds: [TOO_MANY_PLACES] };
  const search = new Search(grid);
  const known: { readonly cell: Cell; readonly match: Bits }[] = [];
  const open: OpenCrowd[] = [];
  let exhausted = false;
  for (const crowd of crowds) {
    const about = crowd.signature.cautious;
    const again = known.find(({ match }) => !meet(about, match));
    if (again !== undefined) {
      open.push({ crowd, cell: again.cell });
      continue;
    }
    const found = search.find({ stopping: about }, 1);
    for (const cell of found.cells) {
      open.push({ crowd, cell });
      known.push({ cell, match: cellMatch(grid, cell, "cautious") });
    }
    exhausted ||= found.exhausted && found.cells.length === 0;
  }
  return { grid, search, open, bounds: exhausted ? [TOO_HARD] : [] };
}

function kindOf({ open, bounds }: Sweep, holes: readonly Hole[]): Verdict["kind"] {
  if (holes.some(({ certain }) => certain)) return "bypass";
  return open.length === 0 && bounds.length === 0 ? "proved" : "unknown";
}

/** Distinct holes, certain ones first. Where only unclear ones come up, a certain one is looked for. */
function showHoles(
  sweep: Sweep,
  contenders: readonly Contender[],
  population: Population,
  ground: Ground,
): readonly Hole[] {
  if (sweep.open.length === 0 && sweep.bounds.length === 0) return [];
  const holes = [...distinctHoles(sweep, population, ground)];
  const certain = holes.some((hole) => hole.certain) ? undefined : certainHole(contenders, population, ground);
  const all = certain === undefined ? holes : [certain, ...holes];
  return [...all.filter((hole) => hole.certain), ...all.filter((hole) => !hole.certain)].slice(0, MOST_HOLES);
}

/** A sign-in that gets through whatever the unclear content means. */
function certainHole(contenders: readonly Contender[], population: Population, ground: Ground): Hole | undefined {
  const grid = gridOf(contenders, "generous");
  if (grid === undefined) return undefined;
  const search = new Search(grid);
  for (const crowd of population.crowds)
    for (const cell of search.find({ stopping: crowd.signature.generous }, 1).cells)
      return holeAt(grid, "generous", { crowd, cell }, population, ground);
  return undefined;
}

/** Crowds whose first cell is looked at, and further cells of some, so as to show different holes. */
const CROWDS_SHOWN = 400;
const CROWDS_COMBED = 12;
const CELLS_COMBED = 60;

/** The same policies failing for the same reasons are one hole, with everybody whom it is open for. */
function distinctHoles({ grid, search, open }: Sweep, population: Population, ground: Ground): readonly Hole[] {
  const distinct = new Map<string, Hole>();
  if (grid === undefined || search === undefined) return [];
  for (const place of placesToShow(search, open)) {
    const hole = holeAt(grid, "cautious", place, population, ground);
    const key = hole.because.map(({ reason }) => reason).join();
    if (!distinct.has(key)) distinct.set(key, hole);
    if (distinct.size === MOST_HOLES) break;
  }
  return [...distinct.values()];
}

function* placesToShow(search: Search, open: readonly OpenCrowd[]): Generator<OpenCrowd> {
  yield* open.slice(0, CROWDS_SHOWN);
  for (const { crowd } of open.slice(0, CROWDS_COMBED))
    for (const cell of search.find({ stopping: crowd.signature.cautious }, CELLS_COMBED, 20 * CELLS_COMBED).cells)
      yield { crowd, cell };
}

/** The hole with everything a reader needs. Replayed in the evaluator: it must not say that something stops it. */
function holeAt(
  grid: Grid,
  reading: Reading,
  { crowd, cell }: OpenCrowd,
  population: Population,
  ground: Ground,
): Hole {
  const about = crowd.signature[reading];
  const match = cellMatch(grid, cell, reading);
  const sharing = population.crowds.filter(({ signature }) => !meet(signature[reading], match));
  const people = peopleIn(sharing, population);
  const signIn = signInAt(grid, cell, firstOf(crowd, population));
  const because = ground.tenant.policies.map((policy): LetThrough => {
    const { kind, ...rest } = outcome(policy, signIn, ground);
    if (kind === "stops") throw new Error(`the prover and the evaluator disagree about policy ${policy.id}`);
    return { policy: policy.id, displayName: policy.displayName, reason: "unsupported", ...rest };
  });
  return {
    signIn,
    people,
    others: sharing.flatMap(({ members }) => members.flatMap((one) => (one.kind === "cohort" ? [] : [one]))),
    alsoTrueFor: widthOf(grid, cell, about, reading),
    because,
    certain: because.every(({ reason }) => reason !== "unsupported"),
  };
}

/** The person with the lowest id, so that the same tenant always names the same one; else whoever isn't a person. */
function firstOf({ members }: Crowd, population: Population): Principal {
  const principals = members.map((member) => principalOf(member, population));
  const people = principals.flatMap((principal) => (principal.kind === "person" ? [principal] : []));
  const [first, ...others] = people;
  if (first === undefined) return principals[0] ?? { kind: "somebody", facet: { type: "member", home: "unnamed" } };
  return others.reduce((lowest, person) => (person.id < lowest.id ? person : lowest), first);
}

function peopleIn(crowds: readonly Crowd[], { people, roster }: Population): readonly UserId[] {
  const open = new Uint8Array(roster.cohorts.length);
  for (const { members } of crowds) for (const member of members) if (member.kind === "cohort") open[member.cohort] = 1;
  return people.flatMap(({ id }, number) => (open[roster.cohortOf[number] ?? 0] === 1 ? [id] : [])).sort();
}

function uncoveredBy(open: readonly OpenCrowd[], population: Population, { users }: Tenant): Uncovered {
  const crowds = open.map(({ crowd }) => crowd);
  const members = crowds.flatMap((crowd) => crowd.members);
  const types = new Set<string>(members.map(({ facet }) => facet.type));
  return {
    users: users === undefined ? [] : peopleIn(crowds, population),
    classes: users === undefined ? PERSON_CLASSES.filter((type) => types.has(type)) : [],
    outsiders: OUTSIDER_TYPES.filter((type) => types.has(type)),
  };
}
