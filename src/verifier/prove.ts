import { assumptionsOf } from "./assumptions";
import { ByReason } from "./cells/by-reason";
import { type Contender, contendersOf } from "./cells/contender";
import { gridOf } from "./cells/grid";
import { groundOf } from "./evaluate";
import { type Exemption, exemptIn } from "./exemptions";
import { distinctWitnesses, holeOf, type OpenCrowd, questOf, type View, witnessOf } from "./hole";
import { notUnderstoodInTenant } from "./not-understood";
import { OUTSIDER_TYPES, PERSON_CLASSES } from "./sign-in";
import { type Sweep, sweep } from "./sweep";
import type { Tenant } from "./tenant";
import type { Reading } from "./truth";
import { type Population, peopleIn, populationOf } from "./universe/crowd";
import { type Hole, MOST_HOLES, type Uncovered, type Verdict } from "./verdict";

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
  const view = viewUnder("cautious");
  const swept = sweep(view);
  const holes = showHoles(swept, view, () => viewUnder("generous"));
  return {
    kind: kindOf(swept, holes),
    uncovered: uncoveredBy(swept.open, population, tenant),
    holes,
    unknowns: [...notUnderstoodInTenant(tenant), ...swept.bounds],
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

function kindOf({ open, bounds }: Sweep, holes: readonly Hole[]): Verdict["kind"] {
  if (holes.some(({ certain }) => certain)) return "bypass";
  return open.length === 0 && bounds.length === 0 ? "proved" : "unknown";
}

/** Distinct holes, certain ones first. Where only unclear ones come up, a certain one is looked for. */
function showHoles(
  { open, bounds }: Sweep,
  view: View | undefined,
  generousView: () => View | undefined,
): readonly Hole[] {
  if (open.length === 0 && bounds.length === 0) return [];
  // Whatever gets through under the generous reading does under the cautious one: another search would find no more.
  if (view !== undefined && open.length === 0) return [];
  const holes = view === undefined ? [] : distinctHoles(view, open);
  const certain = holes.some((hole) => hole.certain) ? undefined : certainHole(generousView());
  const all = certain === undefined ? holes : [certain, ...holes];
  return [...all.filter((hole) => hole.certain), ...all.filter((hole) => !hole.certain)].slice(0, MOST_HOLES);
}

/** A sign-in that gets through whatever the unclear content means. */
function certainHole(view: View | undefined): Hole | undefined {
  if (view === undefined) return undefined;
  const [first] = sweep(view, 1).open;
  return first && holeOf(view, witnessOf(view, first));
}

/** Crowds whose first cell is looked at, and those whose holes are told apart by their reasons. */
const CROWDS_SHOWN = 400;
const CROWDS_TOLD_APART = 12;

const distinctHoles = (view: View, open: readonly OpenCrowd[]): readonly Hole[] =>
  distinctWitnesses(view, candidates(view, open), MOST_HOLES).map((witness) => holeOf(view, witness));

function* candidates(view: View, open: readonly OpenCrowd[]): Generator<OpenCrowd> {
  yield* open.slice(0, CROWDS_SHOWN);
  const byReason = new ByReason(view.grid, view.reading);
  for (const { crowd } of open.slice(0, CROWDS_TOLD_APART))
    for (const cell of byReason.cells(questOf(view, crowd).stopping)) yield { crowd, cell };
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
