import type { Exemption } from "../../../src/law/model/register";
import type { Tenant } from "../../../src/law/model/tenant";
import { compare } from "../../../src/verifier/compare";
import type { Bypass } from "../../../src/verifier/verdict";
import { approvedExemptions, type Settings } from "../../settings/settings";
import { attributeChanges } from "../dynamic-groups/attribute-changes";
import { type Change, type Effect, isAddition } from "../effects/change";
import { changesOf, isEarly, newPolicies } from "../effects/changes";
import { type Relevant, relevantEffects, relevantIn, relevantWith } from "../effects/relevant";
import type { Resource } from "../objects/resource";
import { ResourceGraph, type Stack } from "../objects/resource-graph";
import { joinsAbove } from "./groups";
import { asInState, changesOfStack } from "./inputs-and-outputs";
import type { NewAccess } from "./judgement";
import { laterEffects, mayEmpty, plansOf } from "./plans";
import { APPLICATIONS, mayBeNew, newJoiners, readingsById } from "./readings";

/** Changes that let in somebody who had to pass MFA before. */
export interface Opening {
  readonly changes: readonly [Change, ...Change[]];
  /** `undefined` if it can't be decided: somebody gets in in one reading of what is unknown, or if others let them in. */
  readonly bypass: Bypass | undefined;
}

/**
 * What a resource that is about to be deployed opens. The rest of the stack may still be unknown.
 * @param asked the stack so far: a policy in it may require the MFA that this resource no longer requires
 */
export function openedByResource(resource: Resource, settings: Settings, asked: ResourceGraph): readonly Opening[] {
  const byRules = attributeChanges(resource, settings);
  const alone = [...changesOf(resource, ResourceGraph.EMPTY), ...byRules];
  const opening = relevantChanges(alone, ResourceGraph.EMPTY, settings);
  // To people who come into a group or a role that policies only include, more policies apply.
  const { leavingOut } = relevantIn(settings.tenant);
  const isOpening = opening.some(({ effect }) => !isAddition(effect) || leavingOut.has(effect.object));
  const all = isOpening ? [...changesOf(resource, asked), ...byRules] : [];
  const above = alone.flatMap((change) => changesAbove(change, leavingOut, asked));
  return [...relevantChanges(all, asked, settings), ...above].flatMap((change) =>
    openedByChange(change, asked, settings),
  );
}

/** Earlier resources put this group into one that policies leave out. People who join this group are then in that one too. */
const changesAbove = (change: Change, leavingOut: ReadonlySet<string>, asked: ResourceGraph): readonly Change[] =>
  change.kind !== "groups" || change.id === undefined
    ? []
    : joinsAbove(change.id, asked)
        .filter(({ object }) => leavingOut.has(object))
        .map((outer) => ({
          ...change,
          kind: outer.of,
          id: outer.object,
          verb: `${change.verb} a group within`,
          effect: { ...outer, who: isAddition(change.effect) ? change.effect.who : undefined },
        }));

/** What the stack opens: each change that opens the tenant by itself, or else what they open together. */
export function openedByStack(stack: Stack, settings: Settings): readonly Opening[] {
  const graph = asInState(stack, settings);
  const changes = relevantChanges(changesOfStack(stack, settings), graph, settings);
  const together = openedBy(changes, graph, settings);
  if (together.length === 0) return [];
  const apart = changes.flatMap((change) => openedBy([change], graph, settings));
  const alike = together.some(isCertain) ? apart.filter(isCertain) : apart;
  return alike.length > 0 ? alike : together;
}

const isCertain = ({ bypass }: Opening): boolean => bypass !== undefined;

/** The changes to relevant objects. Changed and new policies make what they name relevant. */
function relevantChanges(changes: readonly Change[], graph: ResourceGraph, settings: Settings): readonly Change[] {
  if (changes.length === 0) return []; // most resources change nothing, and a stack has many
  const relevant = relevantTo(changes, graph, settings);
  return changes.filter((change) => relevantEffects(relevant, change).length > 0);
}

const relevantTo = (changes: readonly Change[], graph: ResourceGraph, settings: Settings): Relevant =>
  relevantWith(settings.tenant, [...changes.map(({ effect }) => effect), ...newPolicies(graph, settings)]);

/** What a change opens. A member that may be a new group or application of the stack opens nothing unless it does so in each reading. */
function openedByChange(change: Change, asked: ResourceGraph, settings: Settings): readonly Opening[] {
  const { resource, id, effect } = change;
  const isResolved = id !== undefined && (effect?.kind !== "membership" || effect.who !== undefined);
  if (isEarly(resource) && !isResolved) return [];
  const { tenant: snapshot } = settings;
  const who = isAddition(effect) && effect.isPerson !== true ? effect.who : undefined;
  if (who === undefined || !mayBeNew(who, asked, snapshot)) return openedBy([change], asked, settings);
  const joiners = newJoiners(relevantIn(snapshot), asked, snapshot);
  const readings = readingsById([], asked, { tenant: snapshot.tenant, strengths: new Map() }, joiners) ?? [];
  const opened = (graph: ResourceGraph) => (graph.hasId(who, APPLICATIONS) ? [] : openedBy([change], graph, settings));
  return readings.every((graph) => opened(graph).length > 0) ? readings.slice(-1).flatMap(opened) : [];
}

function openedBy(changes: readonly Change[], graph: ResourceGraph, settings: Settings): readonly Opening[] {
  const [change, ...others] = changes;
  if (change === undefined) return [];
  const relevant = relevantTo(changes, graph, settings);
  const effects = changes.flatMap((one) => relevantEffects(relevant, one));
  // People who are taken out aren't those who come in.
  const whole = effects.filter((one) => !mayEmpty(one, relevant.leavingOut));
  const readings = whole.length < effects.length ? [effects, whole] : [effects];
  const answers = readings.flatMap((one) => answersTo(one, graph, settings));
  const bypass = answers[0]?.kind === "open" ? answers[0].ways[0] : undefined;
  const undecided = changes.find(({ isUndecided }) => isUndecided);
  if (bypass !== undefined && change.id !== undefined && undecided === undefined)
    return [{ changes: [change, ...others], bypass }];
  // No snapshot shows what else an account may be.
  const isUnclear = effects.some(({ kind }) => kind === "retyped") || isOpen(answers);
  const added = newPolicies(graph, settings);
  const later = effects.flatMap((effect) => laterEffects(effect, settings.tenant, graph, added));
  return isUnclear || (later.length > 0 && isOpen(answersTo([...effects, ...later], graph, settings)))
    ? [{ changes: [undecided ?? change, ...others], bypass: undefined }]
    : [];
}

const isOpen = (answers: readonly NewAccess[]): boolean => answers.some(({ kind }) => kind !== "closed");

/** The answers about effects, one for each reading of what is unknown. */
const answersTo = (effects: readonly Effect[], graph: ResourceGraph, settings: Settings): readonly NewAccess[] =>
  plansOf(effects, graph, settings).map(([before, after]) => newlyLetIn(before, after, approvedExemptions(settings)));

/** Who gets in after changes, and didn't before. @param exemptions people who may get in */
export function newlyLetIn(before: Tenant, after: Tenant, exemptions: readonly Exemption[]): NewAccess {
  const { kind, opened, unknowns } = compare(before, after, exemptions);
  const certain = opened.filter(({ atBest }) => atBest);
  if (certain.length > 0) return { kind: "open", ways: certain, unknowns };
  return { kind: kind === "unknown" || opened.length > 0 ? "unknown" : "closed", ways: opened, unknowns };
}
