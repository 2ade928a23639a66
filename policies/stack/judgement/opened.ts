import type { Bypass } from "../../../src/verifier/verdict";
import { approvedExemptions, type Settings } from "../../settings/settings";
import { attributeChanges } from "../dynamic-groups/attribute-changes";
import { type Change, type Effect, isAddition } from "../effects/change";
import { changesIn, changesOf, newPolicies } from "../effects/changes";
import { type Relevant, relevantEffects, relevantIn, relevantWith } from "../effects/relevant";
import type { Resource } from "../objects/resource";
import { ResourceGraph, type Stack } from "../objects/resource-graph";
import { isWithin, withoutOthers } from "./groups";
import { asInState, changesOfStack } from "./inputs-and-outputs";
import { laterEffects } from "./later-effects";
import { plansOf } from "./plans";
import { type NewAccess, newlyLetIn } from "./question";
import { APPLICATIONS, mayBeNew, newJoiners, readingsById } from "./readings";

/** Changes that let in somebody who had to pass MFA before. */
export type Opening =
  | { readonly kind: "certain"; readonly changes: readonly [Change, ...Change[]]; readonly bypass: Bypass }
  /** In one reading of what is unknown, somebody gets in. */
  | { readonly kind: "undecided"; readonly change: Change }
  /** Others can let somebody in: the managers of another stack's group, or the administrators of a unit. */
  | { readonly kind: "later"; readonly change: Change; readonly manager: string | undefined };

/**
 * What a resource that is about to be deployed opens. The rest of the stack may still be unknown.
 * @param asked the stack so far: a policy in it may require the MFA that this resource no longer requires
 */
export function openedByResource(resource: Resource, settings: Settings, asked: ResourceGraph): readonly Opening[] {
  const byRules = attributeChanges(resource, settings);
  const alone = [...changesOf(resource, ResourceGraph.EMPTY), ...byRules];
  const opening = relevantChanges(alone, ResourceGraph.EMPTY, settings);
  // To people who come into a group or a role that policies only include, more policies apply.
  const { groups, leavingOut } = relevantIn(settings.tenant);
  if (opening.some(({ effect }) => !isAddition(effect) || leavingOut.has(effect.object)))
    return relevantChanges([...changesOf(resource, asked), ...byRules], asked, settings).flatMap((change) =>
      openedByChange(change, asked, settings),
    );
  // Earlier resources put this group into a relevant one. They were judged without this resource, so it is to blame.
  const outer = new Set([...groups, ...leavingOut]);
  if (!alone.some(({ kind, id }) => kind === "groups" && id !== undefined && isWithin(id, outer, asked))) return [];
  const thin = withoutOthers(resource, asked, settings.tenant.tenant);
  return openedInAllReadings(thin, settings, (graph) =>
    openedBy(relevantChanges(changesIn(graph), graph, settings).filter(isResolved), graph, settings),
  );
}

/** What the stack opens, change by change. */
export function openedByStack(stack: Stack, settings: Settings): readonly Opening[] {
  const graph = asInState(stack);
  return openedByEach(relevantChanges(changesOfStack(stack, settings), graph, settings), graph, settings);
}

/** The changes to relevant objects. Changed and new policies make what they name relevant. */
function relevantChanges(changes: readonly Change[], graph: ResourceGraph, settings: Settings): readonly Change[] {
  const relevant = relevantTo(changes, graph, settings);
  return changes.filter((change) => relevantEffects(relevant, change).length > 0);
}

const relevantTo = (changes: readonly Change[], graph: ResourceGraph, settings: Settings): Relevant =>
  relevantWith(settings.tenant, [...changes.map(({ effect }) => effect), ...newPolicies(graph, settings)]);

/** What a change opens. A member that may be a new group or application of the stack is judged as each of them. */
function openedByChange(change: Change, asked: ResourceGraph, settings: Settings): readonly Opening[] {
  if (!isResolved(change)) return [];
  const { effect } = change;
  const who = isAddition(effect) && effect.isPerson !== true ? effect.who : undefined;
  if (who === undefined || !mayBeNew(who, asked, settings.tenant)) return openedBy([change], asked, settings);
  return openedInAllReadings(asked, settings, (graph) =>
    graph.hasId(who, APPLICATIONS) ? [] : openedBy([change], graph, settings),
  );
}

/** Whether it is known what a change is about, and who comes in. */
const isResolved = ({ id, effect }: Change): boolean =>
  id !== undefined && (effect?.kind !== "membership" || effect.does === "removes" || effect.who !== undefined);

/** What is opened in each reading of ids that may be those of new groups and applications; nothing if there are too many. */
function openedInAllReadings(
  graph: ResourceGraph,
  settings: Settings,
  openedIn: (reading: ResourceGraph) => readonly Opening[],
): readonly Opening[] {
  const { tenant: snapshot } = settings;
  const joiners = newJoiners(relevantIn(snapshot), graph, snapshot);
  const readings = readingsById([], graph, { tenant: snapshot.tenant, strengths: undefined }, joiners);
  if (readings === undefined) return [];
  const found = openedIn(readings.at(-1) ?? graph); // the last one explains most ids
  return found.length > 0 && [...readings, graph].every((one) => openedIn(one).length > 0) ? found : [];
}

/** What each change opens. Changes are halved while a half opens the tenant as well; changes that open it together stay together. */
function openedByEach(changes: readonly Change[], graph: ResourceGraph, settings: Settings): readonly Opening[] {
  const together = openedBy(changes, graph, settings);
  if (together.length === 0 || changes.length === 1) return together;
  const middle = Math.ceil(changes.length / 2);
  const halves = [changes.slice(0, middle), changes.slice(middle)];
  const apart = halves.flatMap((half) => openedByEach(half, graph, settings));
  const isNow = ({ kind }: Opening): boolean => kind !== "later";
  return apart.some(isNow) || (apart.length > 0 && !together.some(isNow)) ? apart : together;
}

function openedBy(changes: readonly Change[], graph: ResourceGraph, settings: Settings): readonly Opening[] {
  const [change, ...others] = changes;
  if (change === undefined) return [];
  const relevant = relevantTo(changes, graph, settings);
  const effects = changes.flatMap((one) => relevantEffects(relevant, one));
  const answers = answersTo(effects, graph, settings);
  const bypass = answers[0]?.kind === "open" ? answers[0].ways[0] : undefined;
  const doubtful = changes.find(({ isUndecided }) => isUndecided);
  if (bypass !== undefined && change.id !== undefined && doubtful === undefined)
    return [{ kind: "certain", changes: [change, ...others], bypass }];
  // Without a list of users, the kind of an account before a change is unknown.
  const isOfAnyKind = settings.tenant.tenant.users === undefined && effects.some(({ kind }) => kind === "account");
  if (isOfAnyKind || answers.some(({ kind }) => kind !== "closed"))
    return [{ kind: "undecided", change: doubtful ?? change }];
  return changes.flatMap((one) => openedLaterBy(one, graph, settings));
}

function openedLaterBy(change: Change, graph: ResourceGraph, settings: Settings): readonly Opening[] {
  const relevant = relevantTo([change], graph, settings);
  const own = relevantEffects(relevant, change);
  const opening = laterEffects(change, relevant, settings.tenant, graph, newPolicies(graph, settings)).find(
    ({ effect }) => answersTo([...own, effect], graph, settings).some(({ kind }) => kind !== "closed"),
  );
  return opening === undefined ? [] : [{ kind: "later", change, manager: opening.manager }];
}

/** The answers about effects, one for each reading of what is unknown. */
const answersTo = (effects: readonly Effect[], graph: ResourceGraph, settings: Settings): readonly NewAccess[] =>
  plansOf(effects, graph, settings).map((plan) => newlyLetIn(plan, approvedExemptions(settings)));
