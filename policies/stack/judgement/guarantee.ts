import { memoize, memoizePair } from "../../../src/text/memoize";
import { approvedExemptions, approvedGroups, type Settings } from "../../settings/settings";
import { NO_SNAPSHOT } from "../../settings/snapshot";
import { attributeChanges, attributeChangesOf } from "../dynamic-groups/attribute-changes";
import { userWritesOf } from "../dynamic-groups/user-write";
import { type Change, isAddition } from "../effects/change";
import { changesOf } from "../effects/changes";
import { policyEffect } from "../effects/graph-form";
import { type Relevant, relevantWith, withNested } from "../effects/relevant";
import { GROUPS, plannedId } from "../objects/entra-objects";
import { holdsUnresolved, type Resource } from "../objects/resource";
import { ResourceGraph, type Stack } from "../objects/resource-graph";
import { byTenant } from "../objects/this-tenant";
import { CARRYING, isCarrier, isNamed } from "./carriers";
import { isWithin, membersDeclaredIn, withoutOthers } from "./groups";
import { asDeclared, asInState } from "./inputs-and-outputs";
import { type JudgedReading, judge } from "./judgement";
import { tenantOfStack } from "./plans";
import { everyChoice, readingsById, readingsBySource } from "./readings";

/** The carriers of one tenant, in each reading of their unresolved values. */
export type Guarantee = readonly JudgedReading[];

/** The carriers, judged with a resource that is about to be deployed. Empty if they are proved, or not all known yet. */
export const guaranteesOfResource = memoizePair((asked: ResourceGraph, resource: Resource) =>
  memoize((settings: Settings) => judgedWith(resource, settings, asked)),
);

function judgedWith(resource: Resource, settings: Settings, asked: ResourceGraph): readonly JudgedReading[] {
  const setsUsers = userWritesOf(resource, "there").length > 0;
  if (!setsUsers && !mayMatter(resource, settings)) return [];
  const carriers = asked.resources.filter((one) => isCarrier(one, settings));
  const isOwn = isCarrier(resource, settings);
  const areNamed =
    settings.carriers.length > 0 && settings.carriers.every((name) => carriers.some((one) => isNamed(one, name)));
  if (!areNamed) return [];
  const behind = setsUsers ? groupsBehind(carriers, asked, settings) : undefined;
  const byRules = attributeChanges(resource, settings, behind);
  const changes = [...changesOf(resource, asked), ...byRules];
  if (!isOwn && !CARRYING.has(resource.type) && !mayLetSomebodyIn(changes, carriers, asked, settings)) return [];
  const thin = withoutOthers(resource, asked, settings.tenant?.tenant ?? NO_SNAPSHOT.tenant);
  return byTenant(carriers).flatMap((together) => {
    const [first, ...others] = possibleReadings(together, thin, byRules, settings);
    if (first === undefined || others.some(isProved)) return [];
    if (isOwn) return [first];
    return isProved(first) ? [] : [{ ...first, culprit: resource.urn }];
  });
}

/** Whether the resource may weaken the carriers. This check is quick. */
const mayMatter = (resource: Resource, settings: Settings): boolean =>
  isCarrier(resource, settings) ||
  (!holdsUnresolved(resource.properties) &&
    (CARRYING.has(resource.type) || changesOf(resource, ResourceGraph.EMPTY).some(isAboutMembers)));

/** What the carriers name, and not what the snapshot's policies name. */
const namedBy = (carriers: readonly Resource[], { tenant: snapshot = NO_SNAPSHOT }: Settings): Relevant =>
  relevantWith({ ...snapshot, tenant: { ...snapshot.tenant, policies: [] } }, carriers.map(policyEffect));

/** The groups that decide about the carriers' people: those that the carriers name, the stack's own, and those within. */
function groupsBehind(carriers: readonly Resource[], graph: ResourceGraph, settings: Settings): ReadonlySet<string> {
  const own = graph.ofTypes(...GROUPS).map(plannedId);
  const all = new Map<string, { readonly members: readonly string[] | undefined }>(settings.tenant?.tenant.groups);
  for (const [id, { members }] of membersDeclaredIn(graph))
    all.set(id, { members: [...(all.get(id)?.members ?? []), ...members] });
  return withNested([...namedBy(carriers, settings).groups, ...own], all);
}

/** Whether changes may let somebody past the carriers. Coming into a group that is only included lets nobody in. */
function mayLetSomebodyIn(
  changes: readonly Change[],
  carriers: readonly Resource[],
  asked: ResourceGraph,
  settings: Settings,
): boolean {
  const named = namedBy(carriers, settings);
  const all = new Set([...named.leavingOut, ...named.users, ...named.groups, ...named.roles]);
  return changes.some((change) => {
    if (!isAboutMembers(change) || isApproved(change, named, settings)) return false;
    return change.id === undefined || isWithin(change.id, isAddition(change.effect) ? named.leavingOut : all, asked);
  });
}

const isAboutMembers = ({ kind }: Change): boolean => kind === "groups" || kind === "roles";

/** Whether the register approves the person or group that comes in. */
function isApproved({ effect }: Change, { leavingOut }: Relevant, settings: Settings): boolean {
  if (!isAddition(effect) || effect.of !== "groups") return false;
  if (leavingOut.has(effect.object) && approvedGroups(settings).has(effect.object)) return true;
  return approvedExemptions(settings).some(({ kind, id }) => kind === "user" && id === effect.who);
}

/** The carriers in the stack so far. An unknown id may be the id of one of the stack's new objects. */
function possibleReadings(
  carriers: readonly Resource[],
  asked: ResourceGraph,
  byRules: readonly Change[],
  settings: Settings,
): readonly JudgedReading[] {
  const planned = tenantOfStack(asked, settings, byRules);
  const asTheyAre = judge(carriers, planned, settings);
  if (isProved(asTheyAre)) return [asTheyAre];
  // Without graphs, values of the new objects are unresolved too. Then the stack is judged as a whole.
  const graphs = readingsById(carriers, asked, planned);
  return graphs === undefined
    ? []
    : [asTheyAre, ...graphs.map((graph) => judge(carriers, tenantOfStack(graph, settings, byRules), settings))];
}

const isProved = ({ answer, unapproved }: JudgedReading): boolean =>
  answer.kind === "closed" && unapproved.length === 0;

/** Memberships that the stack changes through the membership rules of groups that decide about the carriers' people. */
export const changesByRules = memoizePair((stack: Stack, settings: Settings): readonly Change[] => {
  const carriers = stack.state.resources.filter((resource) => isCarrier(resource, settings));
  return attributeChangesOf(stack, settings, groupsBehind(carriers, stack.state, settings));
});

/** The carriers of each tenant, judged as the program declares them and as the state has them. */
export const guaranteesOfStack = memoizePair((stack: Stack, settings: Settings): readonly Guarantee[] => {
  const byRules = changesByRules(stack, settings);
  const hasInputs = stack.inputs.resources.length > 0;
  const declared = hasInputs ? guaranteesIn(asDeclared(stack), byRules, settings) : [];
  const isDrift = declared.length > 0 && declared.every((guarantee) => guarantee.every(isProved));
  const inState = guaranteesIn(asInState(stack), byRules, settings);
  return [...declared, ...inState.map((guarantee) => guarantee.map((one) => ({ ...one, isDrift })))];
});

function guaranteesIn(graph: ResourceGraph, byRules: readonly Change[], settings: Settings): readonly Guarantee[] {
  const planned = tenantOfStack(graph, settings, byRules);
  return byTenant(graph.resources.filter((resource) => isCarrier(resource, settings))).map((carriers) =>
    readingsOf(carriers, graph).map((readings) => judge(readings, planned, settings)),
  );
}

const MAX_READINGS = 256;

/** The readings of carriers, in each combination. If there are too many, unresolved values stay unresolved. */
function readingsOf(carriers: readonly Resource[], graph: ResourceGraph): readonly (readonly Resource[])[] {
  const readings = carriers.map((carrier) => readingsBySource(carrier, graph));
  const count = readings.reduce((product, { length }) => product * length, 1);
  return count <= MAX_READINGS ? everyChoice(readings) : [carriers];
}
