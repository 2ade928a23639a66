import type { AskedSoFar, Stack } from "../../rules/support/rule";
import type { Settings } from "../../settings/settings";
import { changesOf } from "../effects/changes";
import { AZUREAD } from "../objects/entra-objects";
import { byTenant, holdsUnresolved, type Resource } from "../objects/resource";
import { ResourceGraph } from "../objects/resource-graph";
import { isCarrier, isOnlyCarrier } from "./carriers";
import { contextOf } from "./evaluation-context";
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
 * The carrier by itself, as it is about to be deployed. What isn't known yet stays unknown here, and is judged with the
 * stack; so is what hangs on an object of the stack, whose id is in no input. A resource that lets somebody into what the
 * carrier leaves out is judged by what the carrier is worth with it and without it.
 * @returns `undefined` where the resource has nothing to do with the one carrier, or is left to the judgement of the stack
 */
export function guaranteeOfResource(
  resource: Resource,
  settings: Settings,
  askedSoFar: AskedSoFar,
): JudgedReading | undefined {
  if (settings.baseline !== "in-stack" || settings.carriers.length !== 1) return undefined;
  if (!isOnlyCarrier(resource, settings)) return guaranteeWith(resource, settings, askedSoFar);
  const alone = judgedIn(ResourceGraph.EMPTY, resource, settings);
  if (isProved(alone)) return alone;
  const possible = possibleIn(askedSoFar(), resource, settings);
  return possible === undefined || possible.some(isProved) ? undefined : alone;
}

/** What the carrier is worth with a resource, where it is worth less than without it. */
function guaranteeWith(resource: Resource, settings: Settings, askedSoFar: AskedSoFar): JudgedReading | undefined {
  if (holdsUnresolved(resource.properties) || !letsIn(resource)) return undefined;
  const asked = askedSoFar();
  const carrier = asked.ofTypes(AZUREAD.policy).find((one) => isOnlyCarrier(one, settings));
  if (carrier === undefined) return undefined;
  const isProvedIn = (graph: ResourceGraph): boolean => possibleIn(graph, carrier, settings)?.some(isProved) !== false;
  if (isProvedIn(asked) || !isProvedIn(asked.without(resource))) return undefined;
  return { ...judgedIn(asked, carrier, settings), culprit: resource.urn };
}

const letsIn = (resource: Resource): boolean =>
  changesOf(resource, ResourceGraph.EMPTY).some(
    ({ kind, isPowerOnly }) => (kind === "groups" || kind === "roles") && isPowerOnly !== true,
  );

function judgedIn(graph: ResourceGraph, resource: Resource, settings: Settings, properties = resource.properties) {
  const readings = [{ resource, properties }];
  return { readings, judgement: judge(readings, contextOf(graph, settings), settings), isDrift: false };
}

/** The carrier's readings in what the stack has asked for: an id may be that of one of its new objects. */
function possibleIn(asked: ResourceGraph, carrier: Resource, settings: Settings): readonly JudgedReading[] | undefined {
  const possible = readingsByType(carrier, asked, contextOf(ResourceGraph.EMPTY, settings));
  return (
    possible && [
      judgedIn(asked, carrier, settings),
      ...possible.map(({ properties, graph }) => judgedIn(graph, carrier, settings, properties)),
    ]
  );
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
