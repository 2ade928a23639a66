import { at } from "../../../src/law/json/at-path";
import { approvedExemptions, approvedGroups, type Settings } from "../../settings/settings";
import { type Change, withNested } from "../effects/change";
import { changesOf } from "../effects/changes";
import { attributeChanges, attributeChangesOf } from "../membership/attribute-changes";
import { presenceOf } from "../membership/user-write";
import { idsIn } from "../objects/entra-objects";
import { memoize, memoizePair } from "../objects/memoize";
import { holdsUnresolved, type Resource } from "../objects/resource";
import { ResourceGraph, type SoFar, type Stack } from "../objects/resource-graph";
import { byTenant } from "../objects/this-tenant";
import { CARRYING, isCarrier, isNamed } from "./carriers";
import { MEMBERSHIPS, membersDeclaredIn } from "./groups";
import { askedWithOutputs, heldWithInputs } from "./inputs-and-outputs";
import { type CandidateReading, type Judgement, judge } from "./judgement";
import { contextOf, type EvaluationContext } from "./planned-tenant";
import { readingsById, readingsBySource } from "./readings";

/** Whether a resource may let somebody into what the carriers leave out: quick to tell for most memberships. */
function mayLetSomebodyNewIn(
  resource: Resource,
  byRules: readonly Change[],
  carriers: readonly Resource[],
  expected: ResourceGraph,
  settings: Settings,
): boolean {
  if (CARRYING.has(resource.type)) return true;
  const named = new Set(carriers.flatMap(({ properties }) => idsIn(at(properties, ["conditions", "users"]))));
  const ids = [...changesOf(resource, expected), ...byRules]
    .filter((change) => isAboutMembers(change) && !isApproved(change, named, settings))
    .map(({ id }) => id);
  const known = withNested(named, settings.tenant?.tenant.groups);
  if (ids.some((id) => id === undefined || known.has(id))) return true;
  const isAmong = (all: ReadonlySet<string>): boolean => ids.some((id) => id !== undefined && all.has(id));
  return (
    ids.length > 0 &&
    expected.resources.some((one) => isAmong(mentionedIn(one))) &&
    isAmong(withNested(known, membersDeclaredIn(expected)))
  );
}

/** The ids that a resource names but for its own, and that of the group which it puts somebody into. */
const mentionedIn = memoize((resource: Resource): ReadonlySet<string> => {
  const [group = ""] = MEMBERSHIPS.get(resource.type) ?? [];
  const { [group]: _, objectId: __, ...rest } = resource.properties;
  return new Set(idsIn(rest));
});

const isAboutMembers = ({ kind }: Change): boolean => kind === "groups" || kind === "roles";

function isApproved({ effect }: Change, named: ReadonlySet<string>, settings: Settings): boolean {
  if (effect?.kind !== "joins" || effect.who === undefined) return false;
  if (named.has(effect.group) && approvedGroups(settings).has(effect.group)) return true;
  return approvedExemptions(settings).some(({ kind, id }) => kind === "user" && id === effect.who);
}

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
 * What the carriers of each tenant are worth with a resource that is about to be deployed; none where not all of them are
 * known yet, or another reading proves. What isn't known yet is judged with the stack.
 */
export function guaranteesOfResource(resource: Resource, settings: Settings, soFar: SoFar): readonly JudgedReading[] {
  if (settings.baseline !== "in-stack") return [];
  const byRules = attributeChanges(resource, presenceOf(resource, soFar), ResourceGraph.EMPTY, settings);
  if (byRules.length === 0 && !mayMatter(resource, settings)) return [];
  const expected = soFar.expected.including(resource);
  const carriers = expected.resources.filter((one) => isCarrier(one, settings));
  const areNamed =
    settings.carriers.length > 0 && settings.carriers.every((name) => carriers.some((one) => isNamed(one, name)));
  if (!soFar.isWhole && !areNamed) return [];
  const isOwn = isCarrier(resource, settings);
  if (!isOwn && !mayLetSomebodyNewIn(resource, byRules, carriers, expected, settings)) return [];
  return byTenant(carriers).flatMap((together) => {
    const [first, ...others] = possibleIn(expected, byRules, together, settings);
    if (first === undefined || others.some(isProved)) return [];
    if (isOwn) return [first];
    return isProved(first) ? [] : [{ ...first, culprit: resource.urn }];
  });
}

const mayMatter = (resource: Resource, settings: Settings): boolean =>
  isCarrier(resource, settings) ||
  (!holdsUnresolved(resource.properties) &&
    (CARRYING.has(resource.type) || changesOf(resource, ResourceGraph.EMPTY).some(isAboutMembers)));

/** The carriers in what the stack is expected to be: an id that nobody explains may be that of one of its new objects. */
function possibleIn(
  expected: ResourceGraph,
  byRules: readonly Change[],
  carriers: readonly Resource[],
  settings: Settings,
): readonly JudgedReading[] {
  const readings = carriers.map((resource) => ({ resource, properties: resource.properties }));
  const context = contextOf(expected, settings, byRules);
  const asTheyAre = judged(readings, context, settings);
  if (isProved(asTheyAre)) return [asTheyAre];
  // An object's own values may not be known yet: then the stack tells.
  const graphs = readingsById(carriers, expected, context);
  return graphs === undefined
    ? []
    : [asTheyAre, ...graphs.map((graph) => judged(readings, contextOf(graph, settings, byRules), settings))];
}

const judged = (
  readings: readonly CandidateReading[],
  context: EvaluationContext,
  settings: Settings,
  isDrift = false,
): JudgedReading => ({ readings, judgement: judge(readings, context, settings), isDrift });

/** What the program asks for and what the state holds, judged for each provider instance. */
export const guaranteesOfStack = memoizePair((stack: Stack, settings: Settings): readonly Guarantee[] => {
  if (settings.baseline !== "in-stack") return [];
  const held = heldWithInputs(stack);
  const byRules = attributeChangesOf(stack, settings);
  const asked =
    stack.asked.resources.length === 0 ? [] : guaranteesIn(askedWithOutputs(stack, held), byRules, settings, false);
  const isDrift = asked.length > 0 && asked.every((guarantee) => guarantee.every(isProved));
  return [...asked, ...guaranteesIn(held, byRules, settings, isDrift)];
});

const isProved = ({ judgement: { verdict, unapproved } }: JudgedReading): boolean =>
  verdict.kind === "proved" && unapproved.length === 0;

function guaranteesIn(
  graph: ResourceGraph,
  byRules: readonly Change[],
  settings: Settings,
  isDrift: boolean,
): readonly Guarantee[] {
  const context = contextOf(graph, settings, byRules);
  return byTenant(graph.resources.filter((resource) => isCarrier(resource, settings))).flatMap((carriers) => {
    const [first, ...others] = combinations(carriers.map((carrier) => candidateReadingsOf(carrier, graph)));
    const each = (readings: readonly CandidateReading[]) => judged(readings, context, settings, isDrift);
    return first === undefined ? [] : [[each(first), ...others.map(each)] as const];
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
