import { assumptionsOf } from "./assumptions";
import { type Bits, meet } from "./cells/bits";
import { type Contender, contendersOf } from "./cells/contender";
import { type Cell, gridOf } from "./cells/grid";
import { Search } from "./cells/search";
import { cellMatch } from "./cells/width";
import { groundOf } from "./evaluate";
import { type Exemption, exemptIn } from "./exemptions";
import { distinctWitnesses, holeOf, type OpenCrowd, questOf, type View, witnessOf } from "./hole";
import { notUnderstoodInTenant } from "./not-understood";
import { OUTSIDER_TYPES, PERSON_CLASSES } from "./sign-in";
import type { Tenant } from "./tenant";
import type { Reading } from "./truth";
import { type Population, peopleIn, populationOf } from "./universe/crowd";
import {
  type Hole,
  MOST_HOLES,
  TOO_HARD,
  TOO_MANY_PLACES,
  type Uncovered,
  type Unknown,
  type Verdict,
} from "./verdict";

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
  const population = populationOf([tenant], contenders, exempt.isExempt);
  const viewUnder = (reading: Reading): View | undefined => viewOf(contenders, reading, population, ground);
  const sweep = sweepCrowds(viewUnder("cautious"));
  const holes = showHoles(sweep, viewUnder);
  return {
    kind: kindOf(sweep, holes),
    uncovered: uncoveredBy(sweep.open, population, tenant),
    holes,
    unknowns: [...notUnderstoodInTenant(tenant), ...sweep.bounds],
    assumptions: assumptionsOf(contenders, tenant),
  };
}

function viewOf(
  contenders: readonly Contender[],
  reading: Reading,
  population: Population,
  ground: View["ground"],
): View | undefined {
  const grid = gridOf(contenders, reading);
  return grid && { grid, reading, population, ground, side: 0, sides: undefined };
}

interface Sweep {
  readonly view: View | undefined;
  readonly open: readonly OpenCrowd[];
  /** Where a bound was reached, so that finding nothing is no proof. */
  readonly bounds: readonly Unknown[];
}

/** Looks for a hole for each crowd. A cell that is open for one is tried first for the next. */
function sweepCrowds(view: View | undefined): Sweep {
  if (view === undefined) return { view, open: [], bounds: [TOO_MANY_PLACES] };
  const search = new Search(view.grid);
  const known: { readonly cell: Cell; readonly match: Bits }[] = [];
  const open: OpenCrowd[] = [];
  let exhausted = false;
  for (const crowd of view.population.crowds) {
    const quest = questOf(view, crowd);
    const again = known.find(({ match }) => !meet(quest.stopping, match));
    if (again !== undefined) {
      open.push({ crowd, cell: again.cell });
      continue;
    }
    const found = search.find(quest, 1);
    for (const cell of found.cells) {
      open.push({ crowd, cell });
      known.push({ cell, match: cellMatch(view.grid, cell, view.reading) });
    }
    exhausted ||= found.exhausted && found.cells.length === 0;
  }
  return { view, open, bounds: exhausted ? [TOO_HARD] : [] };
}

function kindOf({ open, bounds }: Sweep, holes: readonly Hole[]): Verdict["kind"] {
  if (holes.some(({ certain }) => certain)) return "bypass";
  return open.length === 0 && bounds.length === 0 ? "proved" : "unknown";
}

/** Distinct holes, certain ones first. Where only unclear ones come up, a certain one is looked for. */
function showHoles(sweep: Sweep, viewUnder: (reading: Reading) => View | undefined): readonly Hole[] {
  if (sweep.open.length === 0 && sweep.bounds.length === 0) return [];
  // Whatever gets through under the generous reading does under the cautious one: another search would find no more.
  if (sweep.view !== undefined && sweep.open.length === 0) return [];
  const holes = distinctHoles(sweep);
  const certain = holes.some((hole) => hole.certain) ? undefined : certainHole(viewUnder("generous"));
  const all = certain === undefined ? holes : [certain, ...holes];
  return [...all.filter((hole) => hole.certain), ...all.filter((hole) => !hole.certain)].slice(0, MOST_HOLES);
}

/** A sign-in that gets through whatever the unclear content means. */
function certainHole(view: View | undefined): Hole | undefined {
  if (view === undefined) return undefined;
  const search = new Search(view.grid);
  for (const crowd of view.population.crowds)
    for (const cell of search.find(questOf(view, crowd), 1).cells)
      return holeOf(view, witnessOf(view, { crowd, cell }));
  return undefined;
}

/** Crowds whose first cell is looked at, and further cells of some, so as to show different holes. */
const CROWDS_SHOWN = 400;
const CROWDS_COMBED = 12;
const CELLS_COMBED = 60;

function distinctHoles({ view, open }: Sweep): readonly Hole[] {
  if (view === undefined) return [];
  return distinctWitnesses(view, candidates(view, open), MOST_HOLES).map((witness) => holeOf(view, witness));
}

function* candidates(view: View, open: readonly OpenCrowd[]): Generator<OpenCrowd> {
  yield* open.slice(0, CROWDS_SHOWN);
  const search = new Search(view.grid);
  for (const { crowd } of open.slice(0, CROWDS_COMBED))
    for (const cell of search.find(questOf(view, crowd), CELLS_COMBED, 200 * CELLS_COMBED).cells) yield { crowd, cell };
}

function uncoveredBy(open: readonly OpenCrowd[], population: Population, { users }: Tenant): Uncovered {
  const crowds = open.map(({ crowd }) => crowd);
  const types = new Set<string>();
  for (const { members } of crowds) for (const { facets } of members) types.add(facets[0]?.type ?? "");
  return {
    users: users === undefined ? [] : peopleIn(crowds, population),
    classes: users === undefined ? PERSON_CLASSES.filter((type) => types.has(type)) : [],
    outsiders: OUTSIDER_TYPES.filter((type) => types.has(type)),
  };
}
