import type { Properties, Resource } from "../model/resource";
import type { Stack } from "../model/rule";
import { holdsUnknown, isUnknown } from "../model/unknown";
import type { Settings } from "../settings/settings";
import { byProvider, isCarrier, isOnlyCarrier } from "./carriers";
import { entraId } from "./identity";
import { asObject } from "./json";
import { type Judgement, judge, type Stated } from "./judgement";
import { readingsOf } from "./readings";
import { worldOf } from "./world";

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
 * The carrier by itself, as it is about to be deployed. Nobody says yet where values come from that aren't known; they
 * stay unknown here and are judged with the stack.
 */
export function caseOfResource(resource: Resource, settings: Settings): Case | undefined {
  if (settings.baseline !== "in-stack" || !isOnlyCarrier(resource, settings)) return undefined;
  const stated = [{ resource, properties: resource.properties }];
  return { stated, judgement: judge(stated, worldOf([], settings), settings), isDrift: false };
}

const judged = new WeakMap<Stack, { readonly settings: Settings; readonly cases: readonly Cases[] }>();

/** What the program asks for and what the state holds, each with every reading, for each provider instance. */
export function casesOfStack(stack: Stack, settings: Settings): readonly Cases[] {
  if (settings.baseline !== "in-stack") return [];
  const known = judged.get(stack);
  if (known?.settings === settings) return known.cases;
  const held = completed(stack);
  const asked = askedWithSources(stack, held);
  const asks = casesIn(asked, settings, false);
  const isDrift = asks.length > 0 && asks.every((cases) => cases.every(isProved));
  const cases = [...asks, ...casesIn(held, settings, isDrift)];
  judged.set(stack, { settings, cases });
  return cases;
}

const isProved = ({ judgement }: Case): boolean => judgement.verdict.kind === "proved";

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

/** Inputs with the sources that only the state tells, and with the ids of what exists. */
function askedWithSources({ asked }: Stack, held: readonly Resource[]): readonly Resource[] {
  const outputs = new Map(held.map((resource) => [resource.urn, resource]));
  return asked.flatMap((resource) => {
    const output = outputs.get(resource.urn);
    if (output === undefined) return [];
    const id = entraId(output);
    const properties = id === undefined ? resource.properties : { ...resource.properties, objectId: id };
    return [{ ...resource, properties, sources: output.sources, provider: output.provider ?? resource.provider }];
  });
}
