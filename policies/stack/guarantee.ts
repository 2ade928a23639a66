import { asObject } from "../../src/json/json-object";
import { AZUREAD, entraId } from "../model/entra-objects";
import { holdsUnresolved, isUnresolved, type Properties, type Resource } from "../model/resource";
import type { Seen, Stack } from "../model/rule";
import type { Settings } from "../settings/settings";
import { byProvider, isCarrier, isOnlyCarrier } from "./carriers";
import { contextOf, type EvaluationContext } from "./evaluation-context";
import { type CandidateReading, type Judgement, judge } from "./judgement";
import { readingsBySource, readingsByType } from "./possible-values";

/** One reading of what carries the guarantee, judged. */
export interface JudgedReading {
  readonly readings: readonly CandidateReading[];
  readonly judgement: Judgement;
  /** The program asks for something that proves, and the state holds something else: it was changed behind its back. */
  readonly isDrift: boolean;
}

/** Policies of one provider instance: each way in which what isn't known yet may turn out. */
export type JudgedReadings = readonly [JudgedReading, ...JudgedReading[]];

/**
 * The carrier by itself, as it is about to be deployed. What isn't known yet stays unknown here, and is judged with the
 * stack; so is what hangs on an object of the stack, whose id no input tells.
 * @param seen tells what the stack has asked for so far
 */
export function guaranteeOfResource(resource: Resource, settings: Settings, seen: Seen): JudgedReading | undefined {
  if (settings.baseline !== "in-stack" || !isOnlyCarrier(resource, settings)) return undefined;
  const context = contextOf([], settings);
  const caseOf = (properties: Properties, inContext: EvaluationContext): JudgedReading => {
    const readings = [{ resource, properties }];
    return { readings, judgement: judge(readings, inContext, settings), isDrift: false };
  };
  const alone = caseOf(resource.properties, context);
  if (isProved(alone)) return alone;
  const asked = seen();
  const possible = readingsByType(resource, asked, context);
  if (possible.kind === "unclear") return undefined;
  const withAsked = contextOf(asked, settings);
  return possible.readings.some((properties) => isProved(caseOf(properties, withAsked))) ? undefined : alone;
}

const judged = new WeakMap<Stack, { readonly settings: Settings; readonly cases: readonly JudgedReadings[] }>();

/** What the program asks for and what the state holds, each with every reading, for each provider instance. */
export function guaranteesOfStack(stack: Stack, settings: Settings): readonly JudgedReadings[] {
  if (settings.baseline !== "in-stack") return [];
  const known = judged.get(stack);
  if (known?.settings === settings) return known.cases;
  const held = completed(stack);
  const asks = stack.asked.length === 0 ? [] : guaranteesIn(askedWithSources(stack, held), settings, false);
  const isDrift = asks.length > 0 && asks.every((cases) => cases.every(isProved));
  const cases = [...asks, ...guaranteesIn(held, settings, isDrift)];
  judged.set(stack, { settings, cases });
  return cases;
}

const isProved = ({ judgement: { verdict, unapproved } }: JudgedReading): boolean =>
  verdict.kind === "proved" && unapproved.length === 0;

function guaranteesIn(resources: readonly Resource[], settings: Settings, isDrift: boolean): readonly JudgedReadings[] {
  const context = contextOf(resources, settings);
  return byProvider(resources.filter((resource) => isCarrier(resource, settings))).flatMap((carriers) => {
    const [first, ...others] = combinations(carriers.map((carrier) => candidateReadingsOf(carrier, resources)));
    const caseOf = (readings: readonly CandidateReading[]): JudgedReading => ({
      readings,
      judgement: judge(readings, context, settings),
      isDrift,
    });
    return first === undefined ? [] : [[caseOf(first), ...others.map(caseOf)] as const];
  });
}

const candidateReadingsOf = (resource: Resource, resources: readonly Resource[]): readonly CandidateReading[] =>
  readingsBySource(resource, resources).map((properties) => ({ resource, properties }));

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

/**
 * What the state holds. At the preview of a new object the plugin doesn't know yet what Entra fills in where the program
 * says nothing, such as an insider risk; that it says nothing is known.
 */
function completed({ held, asked }: Stack): readonly Resource[] {
  const inputs = new Map(asked.map((resource) => [resource.urn, resource]));
  return held.map((resource) => {
    if (entraId(resource) !== undefined || !holdsUnresolved(resource.properties)) return resource;
    const input = inputs.get(resource.urn);
    return input === undefined
      ? resource
      : { ...resource, properties: filledIn(resource.properties, input.properties) };
  });
}

function filledIn(output: Properties, input: Properties): Properties {
  const entries = Object.entries(output).map(([key, value]) => {
    const given = input[key];
    if (isUnresolved(value)) return [key, given] as const;
    const [inner, outer] = [asObject(given), asObject(value)];
    return [key, inner !== undefined && outer !== undefined ? filledIn(outer, inner) : value] as const;
  });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/**
 * Inputs with what only the state tells: the sources of values, the ids of what exists, and who is in a group whose
 * members the program doesn't list. What nobody asks for in this run stays as it is.
 */
function askedWithSources({ asked }: Stack, held: readonly Resource[]): readonly Resource[] {
  const inputs = new Map(asked.map((resource) => [resource.urn, resource]));
  return held.map((output) => {
    const input = inputs.get(output.urn);
    if (input === undefined) return output;
    const properties = { ...leftToOthers(output), ...input.properties };
    const { sources, provider = input.provider } = output;
    return { ...input, properties, sources, provider };
  });
}

function leftToOthers(output: Resource): Properties {
  const id = entraId(output);
  if (id === undefined) return {};
  const { members } = output.properties;
  return output.type === AZUREAD.group && members !== undefined ? { members, objectId: id } : { objectId: id };
}
