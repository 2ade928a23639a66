import { byTenant, type Properties, type Resource } from "../model/resource";
import type { AskedSoFar, Stack } from "../model/rule";
import type { Settings } from "../settings/settings";
import { isCarrier, isOnlyCarrier } from "./carriers";
import { contextOf, type EvaluationContext } from "./evaluation-context";
import { askedWithOutputs, heldWithInputs } from "./inputs-and-outputs";
import { type CandidateReading, type Judgement, judge } from "./judgement";
import { readingsBySource } from "./readings-by-source";
import { readingsByType } from "./readings-by-type";
import { ResourceGraph } from "./resource-graph";

/** One reading of what carries the guarantee, judged. */
export interface JudgedReading {
  readonly readings: readonly CandidateReading[];
  readonly judgement: Judgement;
  /** The program asks for something that proves, and the state holds something else: it was changed behind its back. */
  readonly isDrift: boolean;
}

/** The guarantee of one provider instance's policies: each way in which what isn't known yet may turn out. */
export type Guarantee = readonly [JudgedReading, ...JudgedReading[]];

/**
 * The carrier by itself, as it is about to be deployed. What isn't known yet stays unknown here, and is judged with the
 * stack; so is what hangs on an object of the stack, whose id is in no input.
 * @returns `undefined` where the resource isn't the one carrier, or is left to the judgement of the stack
 */
export function guaranteeOfResource(
  resource: Resource,
  settings: Settings,
  askedSoFar: AskedSoFar,
): JudgedReading | undefined {
  if (settings.baseline !== "in-stack" || !isOnlyCarrier(resource, settings)) return undefined;
  const judged = (properties: Properties, context: EvaluationContext): JudgedReading => {
    const readings = [{ resource, properties }];
    return { readings, judgement: judge(readings, context, settings), isDrift: false };
  };
  const context = contextOf(ResourceGraph.EMPTY, settings);
  const alone = judged(resource.properties, context);
  if (isProved(alone)) return alone;
  const asked = askedSoFar();
  const possible = readingsByType(resource, asked, context);
  if (possible === undefined) return undefined;
  const withAsked = contextOf(asked, settings);
  return possible.some((properties) => isProved(judged(properties, withAsked))) ? undefined : alone;
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
