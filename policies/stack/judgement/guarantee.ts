import { at } from "../../../src/law/json/at-path";
import { asObject } from "../../../src/law/json/json-object";
import { approvedExemptions, approvedGroups, type Settings } from "../../settings/settings";
import { attributeChanges, attributeChangesOf } from "../dynamic-groups/attribute-changes";
import { presenceOf, userWritesOf } from "../dynamic-groups/user-write";
import type { Change } from "../effects/change";
import { changesOf } from "../effects/changes";
import { withNested } from "../effects/relevant";
import { GROUPS, idsIn, plannedId } from "../objects/entra-objects";
import { memoize, memoizePair } from "../objects/memoize";
import { holdsUnresolved, type Resource } from "../objects/resource";
import { ResourceGraph, type SoFar, type Stack } from "../objects/resource-graph";
import { byTenant } from "../objects/this-tenant";
import { CARRYING, isCarrier, isNamed } from "./carriers";
import { MEMBERSHIPS, membersDeclaredIn } from "./groups";
import { askedWithOutputs, heldWithInputs } from "./inputs-and-outputs";
import { type CandidateReading, type CarriersJudgement, judge } from "./judgement";
import { contextOf, type PlannedContext } from "./planned-tenant";
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
  const excluded = namedBy(carriers, /^excluded/);
  const changes = [...changesOf(resource, expected), ...byRules].filter(
    (change) => isAboutMembers(change) && !isApproved(change, excluded, settings),
  );
  // Whoever comes into a group or a role that is included opens nothing.
  const isComing = ({ effect }: Change): boolean => effect?.kind === "membership" && effect.does === "adds";
  const others = changes.filter((change) => !isComing(change));
  return (
    areAbout(changes.filter(isComing), excluded, expected, settings) ||
    areAbout(others, namedBy(carriers, /^/), expected, settings)
  );
}

/** The ids in these lists of users, groups and roles. */
const namedBy = (carriers: readonly Resource[], lists: RegExp): ReadonlySet<string> =>
  new Set(
    carriers.flatMap(({ properties }) =>
      Object.entries(asObject(at(properties, ["conditions", "users"])) ?? {})
        .filter(([list]) => lists.test(list))
        .flatMap(([, ids]) => idsIn(ids)),
    ),
  );

/** The groups that decide about the carriers' people: those that they name, the stack's own, and those within. */
function groupsBehind(carriers: readonly Resource[], graph: ResourceGraph, { tenant }: Settings): ReadonlySet<string> {
  const own = graph.ofTypes(...GROUPS).map(plannedId);
  const all = new Map<string, { readonly members: readonly string[] | undefined }>(tenant?.tenant.groups);
  for (const [id, { members }] of membersDeclaredIn(graph))
    all.set(id, { members: [...(all.get(id)?.members ?? []), ...members] });
  return withNested([...namedBy(carriers, /^/), ...own], all);
}

/** Whether changes are, or may be, about what is named, or about a group within that. */
function areAbout(
  changes: readonly Change[],
  named: ReadonlySet<string>,
  expected: ResourceGraph,
  settings: Settings,
): boolean {
  const { groups, roleAssignments = [] } = settings.tenant?.tenant ?? {};
  const holders = roleAssignments.filter(({ role }) => named.has(role)).map(({ principal }) => principal);
  const known = withNested([...named, ...holders], groups);
  if (changes.some(({ id }) => id === undefined || known.has(id))) return true;
  const isAmong = (all: ReadonlySet<string>): boolean => changes.some(({ id }) => id !== undefined && all.has(id));
  return (
    changes.length > 0 &&
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
  if (effect?.kind !== "membership" || effect.of !== "groups" || effect.does !== "adds") return false;
  if (named.has(effect.object) && approvedGroups(settings).has(effect.object)) return true;
  return approvedExemptions(settings).some(({ kind, id }) => kind === "user" && id === effect.who);
}

/** One reading of what carries the guarantee, judged. */
export interface JudgedReading {
  readonly readings: readonly CandidateReading[];
  readonly judgement: CarriersJudgement;
  /** The program asks for something that proves, and the state holds something else: it was changed behind its back. */
  readonly isDrift?: boolean;
  /** The resource to blame, where it isn't one of those that are read. */
  readonly culprit?: string;
}

/** The guarantee of one provider instance's policies: each way in which what isn't known yet may turn out. */
export type Guarantee = readonly JudgedReading[];

/** What carriers are worth with a resource to be deployed; none where some aren't known yet, or a reading proves. */
export const guaranteesOfResource = (resource: Resource, settings: Settings, soFar: SoFar): readonly JudgedReading[] =>
  judgedFor(soFar, resource)(settings);

const judgedFor = memoizePair((soFar: SoFar, resource: Resource) =>
  memoize((settings: Settings) => judgedWith(resource, settings, soFar)),
);

function judgedWith(resource: Resource, settings: Settings, soFar: SoFar): readonly JudgedReading[] {
  const setsUsers = userWritesOf(resource, "there").length > 0;
  if (!setsUsers && !mayMatter(resource, settings)) return [];
  const expected = soFar.expected.including(resource);
  const carriers = expected.resources.filter((one) => isCarrier(one, settings));
  const named = setsUsers ? groupsBehind(carriers, expected, settings) : undefined;
  const byRules = attributeChanges(resource, presenceOf(resource, soFar), ResourceGraph.EMPTY, settings, named);
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

const judged = (readings: readonly CandidateReading[], context: PlannedContext, settings: Settings): JudgedReading => ({
  readings,
  judgement: judge(readings, context, settings),
});

/** Who is moved by a membership rule of a group that decides about the carriers' people. */
export const movedByRules = memoizePair((stack: Stack, settings: Settings): readonly Change[] => {
  const carriers = stack.held.resources.filter((resource) => isCarrier(resource, settings));
  return attributeChangesOf(stack, settings, groupsBehind(carriers, stack.held, settings));
});

/** What the program asks for and what the state holds, judged for each provider instance. */
export const guaranteesOfStack = memoizePair((stack: Stack, settings: Settings): readonly Guarantee[] => {
  const held = heldWithInputs(stack);
  const byRules = movedByRules(stack, settings);
  const asked =
    stack.asked.resources.length === 0 ? [] : guaranteesIn(askedWithOutputs(stack, held), byRules, settings);
  const isDrift = asked.length > 0 && asked.every((guarantee) => guarantee.every(isProved));
  const inState = guaranteesIn(held, byRules, settings);
  return [...asked, ...inState.map((guarantee) => guarantee.map((one) => ({ ...one, isDrift })))];
});

const isProved = ({ judgement: { verdict, unapproved } }: JudgedReading): boolean =>
  verdict.kind === "proved" && unapproved.length === 0;

function guaranteesIn(graph: ResourceGraph, byRules: readonly Change[], settings: Settings): readonly Guarantee[] {
  const context = contextOf(graph, settings, byRules);
  return byTenant(graph.resources.filter((resource) => isCarrier(resource, settings))).map((carriers) =>
    combinations(carriers.map((carrier) => candidateReadingsOf(carrier, graph))).map((readings) =>
      judged(readings, context, settings),
    ),
  );
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
