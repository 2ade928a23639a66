import type { Settings } from "../../settings/settings";
import { changesOf } from "../effects/changes";
import { holdsUnresolved, type Resource } from "../objects/resource";
import { ResourceGraph } from "../objects/resource-graph";
import type { SoFar, Stack } from "../objects/stack";
import { byTenant } from "../objects/this-tenant";
import { isCarrier, isNamed } from "./carriers";
import { contextOf } from "./evaluation-context";
import { mayLetSomebodyNewIn } from "./groups-of-carriers";
import { askedWithOutputs, heldWithInputs } from "./inputs-and-outputs";
import { type CandidateReading, type Judgement, judge } from "./judgement";
import { readingsBySource } from "./readings-by-source";
import { readingsByType } from "./readings-by-type";

/** One reading of what carries the guarantee, judged. */
export interface JudgedReading {
  readonly readings: readonly CandidateReading[];
  readonly judgement: Judgement;
  /** The program asks for something that proves, and the state holds something else: it was changed behind its back. */
  readonly isDrift: boolean;
  /** The resource to blame, where it isn't one of those that are read. */
  readonly culprit?: string;
}

/** The guarantee of one provider instance's policies: each way in which what isn't known yet may turn out. */
export type Guarantee = readonly [JudgedReading, ...JudgedReading[]];

/**
 * What the carriers are worth with a resource that is about to be deployed: a carrier, or one that may let somebody into
 * what they leave out. What isn't known yet stays unknown here, and is judged with the stack.
 * @returns one for each tenant; none where not all carriers are known yet, or another reading proves
 */
export function guaranteesOfResource(resource: Resource, settings: Settings, soFar: SoFar): readonly JudgedReading[] {
  if (settings.baseline !== "in-stack" || !mayMatter(resource, settings)) return [];
  const { isWhole } = soFar;
  const expected = soFar.expected.including(resource);
  const carriers = expected.resources.filter((one) => isCarrier(one, settings));
  const areNamed =
    settings.carriers.length > 0 && settings.carriers.every((name) => carriers.some((one) => isNamed(one, name)));
  if (!(isWhole || areNamed)) return [];
  const culprit = isCarrier(resource, settings) ? {} : { culprit: resource.urn };
  if (culprit.culprit !== undefined && !mayLetSomebodyNewIn(resource, carriers, expected, settings)) return [];
  return byTenant(carriers).flatMap((together) => {
    const [first, ...others] = possibleIn(expected, together, settings);
    if (first === undefined || others.some(isProved)) return [];
    return isProved(first) && culprit.culprit !== undefined ? [] : [{ ...first, ...culprit }];
  });
}

const mayMatter = (resource: Resource, settings: Settings): boolean =>
  isCarrier(resource, settings) ||
  (!holdsUnresolved(resource.properties) &&
    changesOf(resource, ResourceGraph.EMPTY).some(
      ({ kind, isPowerOnly }) => (kind === "groups" || kind === "roles") && isPowerOnly !== true,
    ));

/** The carriers in what the stack is expected to be: an id may be that of one of its new objects. */
function possibleIn(
  expected: ResourceGraph,
  carriers: readonly Resource[],
  settings: Settings,
): readonly JudgedReading[] {
  const judged = (readings: readonly CandidateReading[], graph: ResourceGraph): JudgedReading => ({
    readings,
    judgement: judge(readings, contextOf(graph, settings), settings),
    isDrift: false,
  });
  const asTheyAre = judged(
    carriers.map((resource) => ({ resource, properties: resource.properties })),
    expected,
  );
  const [only, ...more] = carriers;
  if (isProved(asTheyAre) || only === undefined || more.length > 0) return [asTheyAre];
  const alone = judged([{ resource: only, properties: only.properties }], ResourceGraph.EMPTY);
  const others = readingsByType(only, expected, contextOf(ResourceGraph.EMPTY, settings));
  // An object's own values may not be known yet: then the stack tells.
  if (others === undefined) return [];
  return [asTheyAre, alone, ...others.map(({ properties, graph }) => judged([{ resource: only, properties }], graph))];
}

/** Rules ask for the same stack's guarantees one after the other. */
const remembered = new WeakMap<Stack, { readonly settings: Settings; readonly guarantees: readonly Guarantee[] }>();

/**
 * What the program asks for and what the state holds, judged for each provider instance; none where the stack doesn't own
 * the guarantee.
 */
export function guaranteesOfStack(stack: Stack, settings: Settings): readonly Guarantee[] {
  if (settings.baseline !== "in-stack") return [];
  const known = remembered.get(stack);
  if (known?.settings === settings) return known.guarantees;
  const held = heldWithInputs(stack);
  const asked = stack.asked.resources.length === 0 ? [] : guaranteesIn(askedWithOutputs(stack, held), settings, false);
  const isDrift = asked.length > 0 && asked.every((guarantee) => guarantee.every(isProved));
  const guarantees = [...asked, ...guaranteesIn(held, settings, isDrift)];
  remembered.set(stack, { settings, guarantees });
  return guarantees;
}

const isProved = ({ judgement: { verdict, unapproved } }: JudgedReading): boolean =>
  verdict.kind === "proved" && unapproved.length === 0;

function guaranteesIn(graph: ResourceGraph, settings: Settings, isDrift: boolean): readonly Guarantee[] {
  const context = contextOf(graph, settings);
  return byTenant(graph.resources.filter((resource) => isCarrier(resource, settings))).flatMap((carriers) => {
    const [first, ...others] = combinations(carriers.map((carrier) => candidateReadingsOf(carrier, graph)));
    const judged = (readings: readonly CandidateReading[]): JudgedReading => ({
      readings,
      judgement: judge(readings, context, settings),
      isDrift,
    });
    return first === undefined ? [] : [[judged(first), ...others.map(judged)] as const];
  });
}

const candidateReadingsOf = (resource: Resource, graph: ResourceGraph): readonly CandidateReading[] =>
  readingsBySource(resource, graph).map((properties) => ({ resource, properties }));

const MOST_COMBINATIONS = 256;

/** One reading of each. Where that gets out of hand, everything unknown stays unknown. */
function combinations(choices: readonly (readonly CandidateReading[])[]): readonly (readonly CandidateReading[])[] {
  const total = choices.reduce((product, { length }) => product * length, 1);
  const bounded =
    total <= MOST_COMBINATIONS
      ? choices
      : choices.map(([first]) => (first === undefined ? [] : [{ ...first, properties: first.resource.properties }]));
  return bounded.reduce<readonly (readonly CandidateReading[])[]>(
    (done, next) => done.flatMap((start) => next.map((one) => [...start, one])),
    [[]],
  );
}
