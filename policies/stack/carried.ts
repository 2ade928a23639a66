import type { Properties, Resource } from "../model/resource";
import type { Seen, Stack } from "../model/rule";
import { holdsUnknown, isUnknown } from "../model/unknown";
import type { Settings } from "../settings/settings";
import { byProvider, isCarrier, isOnlyCarrier } from "./carriers";
import { AZUREAD } from "./entra-types";
import { guessesOf } from "./guesses";
import { entraId } from "./identity";
import { asObject } from "./json";
import { type Judgement, judge, type Stated } from "./judgement";
import { readingsOf } from "./readings";
import { type World, worldOf } from "./world";

/** One reading of what carries the guarantee, judged. */
export interface Case {
  readonly stated: readonly Stated[];
  readonly judgement: Judgement;
  /** The program asks for something that proves, and the state holds something else: it was changed behind its back. */
  readonly isDrift: boolean;
}

/** Policies of one provider instance: each way in which what isn't known yet may turn out. */
export type Cases = readonly [Case, ...Case[]];

/**
 * The carrier by itself, as it is about to be deployed. What isn't known yet stays unknown here, and is judged with the
 * stack; so is what hangs on an object of the stack, whose id no input tells.
 * @param seen tells what the stack has asked for so far
 */
export function caseOfResource(resource: Resource, settings: Settings, seen: Seen): Case | undefined {
  if (settings.baseline !== "in-stack" || !isOnlyCarrier(resource, settings)) return undefined;
  const world = worldOf([], settings);
  const caseOf = (properties: Properties, inWorld: World): Case => {
    const stated = [{ resource, properties }];
    return { stated, judgement: judge(stated, inWorld, settings), isDrift: false };
  };
  const alone = caseOf(resource.properties, world);
  if (isProved(alone)) return alone;
  const asked = seen();
  const guesses = guessesOf(resource, asked, world);
  if (guesses.kind === "unclear") return undefined;
  const withAsked = worldOf(asked, settings);
  return guesses.readings.some((properties) => isProved(caseOf(properties, withAsked))) ? undefined : alone;
}

const judged = new WeakMap<Stack, { readonly settings: Settings; readonly cases: readonly Cases[] }>();

/** What the program asks for and what the state holds, each with every reading, for each provider instance. */
export function casesOfStack(stack: Stack, settings: Settings): readonly Cases[] {
  if (settings.baseline !== "in-stack") return [];
  const known = judged.get(stack);
  if (known?.settings === settings) return known.cases;
  const held = completed(stack);
  const asks = stack.asked.length === 0 ? [] : casesIn(askedWithSources(stack, held), settings, false);
  const isDrift = asks.length > 0 && asks.every((cases) => cases.every(isProved));
  const cases = [...asks, ...casesIn(held, settings, isDrift)];
  judged.set(stack, { settings, cases });
  return cases;
}

const isProved = ({ judgement: { verdict, unapproved } }: Case): boolean =>
  verdict.kind === "proved" && unapproved.length === 0;

function casesIn(resources: readonly Resource[], settings: Settings, isDrift: boolean): readonly Cases[] {
  const world = worldOf(resources, settings);
  return byProvider(resources.filter((resource) => isCarrier(resource, settings))).flatMap((carriers) => {
    const [first, ...others] = combinations(carriers.map((carrier) => statedBy(carrier, resources)));
    const caseOf = (stated: readonly Stated[]): Case => ({
      stated,
      judgement: judge(stated, world, settings),
      isDrift,
    });
    return first === undefined ? [] : [[caseOf(first), ...others.map(caseOf)] as const];
  });
}

const statedBy = (resource: Resource, resources: readonly Resource[]): readonly Stated[] =>
  readingsOf(resource, resources).map((properties) => ({ resource, properties }));

const MOST_COMBINATIONS = 256;

/** One reading of each. Where that gets out of hand, everything unknown stays unknown. */
function combinations(choices: readonly (readonly Stated[])[]): readonly (readonly Stated[])[] {
  const total = choices.reduce((product, { length }) => product * length, 1);
  const bounded =
    total <= MOST_COMBINATIONS
      ? choices
      : choices.map(([first]) => (first === undefined ? [] : [{ ...first, properties: first.resource.properties }]));
  return bounded.reduce<readonly (readonly Stated[])[]>(
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
    if (entraId(resource) !== undefined || !holdsUnknown(resource.properties)) return resource;
    const input = inputs.get(resource.urn);
    return input === undefined
      ? resource
      : { ...resource, properties: filledIn(resource.properties, input.properties) };
  });
}

function filledIn(output: Properties, input: Properties): Properties {
  const entries = Object.entries(output).map(([key, value]) => {
    const given = input[key];
    if (isUnknown(value)) return [key, given] as const;
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
