import { memoize, memoizePair } from "../../../src/text/memoize";
import type { Settings } from "../../settings/settings";
import { usersById } from "../../settings/snapshot";
import { attributeChanges, attributeChangesOf } from "../dynamic-groups/attribute-changes";
import { userWritesOf } from "../dynamic-groups/user-write";
import { type Change, effectOf, isAddition } from "../effects/change";
import { changesOf } from "../effects/changes";
import { namedBy } from "../effects/relevant";
import { holdsUnresolved, type Resource } from "../objects/resource";
import type { ResourceGraph, Stack } from "../objects/resource-graph";
import { byTenant } from "../objects/this-tenant";
import { CARRYING, isCarrier, isNamed } from "./carriers";
import { isWithin, joinerBy, withoutOthers } from "./groups";
import { asDeclared, asInState } from "./inputs-and-outputs";
import { type JudgedReading, judge } from "./judgement";
import { onlyWith, tenantOfStack } from "./plans";
import { newJoiners, readingsById, resolvedBySource } from "./readings";

/** The guarantees with a resource that is about to be deployed. Empty if not all carriers are known yet. */
export const guaranteesOfResource = memoizePair((asked: ResourceGraph, resource: Resource) =>
  memoize((settings: Settings) => judgedWith(resource, settings, asked)),
);

function judgedWith(resource: Resource, settings: Settings, asked: ResourceGraph): readonly JudgedReading[] {
  const isOwn = isCarrier(resource, settings);
  if (!isOwn && holdsUnresolved(resource.properties) && userWritesOf(resource, false).length === 0) return [];
  const carriers = asked.resources.filter((one) => isCarrier(one, settings));
  const areNamed =
    settings.carriers.length > 0 && settings.carriers.every((name) => carriers.some((one) => isNamed(one, name)));
  if (!areNamed) return [];
  const byRules = attributeChanges(resource, settings);
  const changes = [...changesOf(resource, asked), ...byRules].filter(({ kind }) => ["groups", "roles"].includes(kind));
  if (!isOwn && !CARRYING.has(resource.type) && !mayLetSomebodyIn(changes, carriers, asked, settings)) return [];
  const thin = withoutOthers(resource, asked, settings.tenant.tenant);
  const near = withoutOtherPeople(joinerBy(resource), carriers, settings);
  return byTenant(carriers).flatMap((together) => {
    const [first, ...others] = possibleReadings(together, thin, decided(byRules), near);
    if (first === undefined || others.some(isProved)) return [];
    return [isOwn ? first : { ...first, culprit: resource.urn }];
  });
}

/** The settings with only some people in the snapshot: the one who joins, and those that carriers name. The others were judged before. */
function withoutOtherPeople(who: string | undefined, carriers: readonly Resource[], settings: Settings): Settings {
  if (who === undefined || !usersById(settings.tenant.tenant).has(who)) return settings;
  const tenant = onlyWith(new Set([who, ...namedBy(carriers, settings.tenant).users]), settings.tenant.tenant);
  return { ...settings, tenant: { ...settings.tenant, tenant } };
}

/** Whether changes of groups and roles may let somebody past the carriers. Joining a group that is only included lets nobody in. */
function mayLetSomebodyIn(
  changes: readonly Change[],
  carriers: readonly Resource[],
  asked: ResourceGraph,
  settings: Settings,
): boolean {
  if (changes.length === 0) return false;
  const named = namedBy(carriers, settings.tenant);
  const all = new Set([...named.leavingOut, ...named.users, ...named.groups, ...named.roles]);
  return changes.some(
    ({ id, effect }) => id === undefined || isWithin(id, isAddition(effect) ? named.leavingOut : all, asked),
  );
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
  const isListed = settings.tenant.tenant.users !== undefined; // otherwise an unknown id may be a person's
  const joiners = isListed ? newJoiners(namedBy(carriers, settings.tenant), asked, settings.tenant) : [];
  const graphs = readingsById(carriers, asked, planned, joiners);
  return graphs === undefined
    ? []
    : [asTheyAre, ...graphs.map((graph) => judge(carriers, tenantOfStack(graph, settings, byRules), settings))];
}

const isProved = ({ answer, unapproved }: JudgedReading): boolean =>
  answer.kind === "closed" && unapproved.length === 0;

/** The carriers of each tenant, judged as the program declares them and as the state has them. */
export const guaranteesOfStack = memoizePair((stack: Stack, settings: Settings): readonly JudgedReading[] => {
  const byRules = attributeChangesOf(stack, settings);
  const hasInputs = stack.inputs.resources.length > 0;
  const declared = hasInputs ? guaranteesIn(asDeclared(stack, settings), byRules, settings) : [];
  const isDrift = declared.length > 0 && declared.every(isProved);
  const inState = guaranteesIn(asInState(stack, settings), byRules, settings);
  return [...declared, ...inState.map((one) => ({ ...one, isDrift }))];
});

function guaranteesIn(graph: ResourceGraph, byRules: readonly Change[], settings: Settings): readonly JudgedReading[] {
  const planned = tenantOfStack(graph, settings, decided(byRules));
  const carriers = graph.resources.filter((one) => isCarrier(one, settings)).map((one) => resolvedBySource(one, graph));
  return byTenant(carriers).map((together) => judge(together, planned, settings));
}

/** What rules do. If a rule doesn't decide about a person who may come in, anybody may be in the group. */
const decided = (byRules: readonly Change[]): readonly Change[] =>
  byRules.map((change) =>
    change.isUndecided && isAddition(change.effect)
      ? { ...change, effect: effectOf("groups", change.effect.object, "decides") }
      : change,
  );
