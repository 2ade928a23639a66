import { groupId } from "../../../src/law/model/ids";
import type { Bypass } from "../../../src/verifier/verdict";
import { approvedExemptions, type Settings } from "../../settings/settings";
import type { Snapshot } from "../../settings/snapshot";
import { attributeChanges, attributeChangesOf } from "../dynamic-groups/attribute-changes";
import { presenceOf } from "../dynamic-groups/user-write";
import { type Change, comesIn, type Effect } from "../effects/change";
import { changesIn, changesOf, newPolicies } from "../effects/changes";
import { type Relevant, relevantEffects, relevantIn, relevantWith } from "../effects/relevant";
import { AZUREAD, entraId, GROUPS } from "../objects/entra-objects";
import type { Resource } from "../objects/resource";
import { type Progress, ResourceGraph, type Stack } from "../objects/resource-graph";
import { isWithin } from "./groups";
import { managedIn } from "./inputs-and-outputs";
import { laterEffects } from "./later-effects";
import { plansOf } from "./plans";
import { type Answer, newlyLetIn } from "./question";

/** Changes that let in somebody who had to pass MFA before. */
export type Opened =
  | { readonly kind: "certain"; readonly changes: readonly [Change, ...Change[]]; readonly bypass: Bypass }
  /** In one reading of what is unknown, somebody gets in. */
  | { readonly kind: "undecided"; readonly change: Change }
  /** Others can let somebody in: the managers of another stack's group, or the administrators of a unit. */
  | { readonly kind: "later"; readonly change: Change; readonly manager: string | undefined };

/** Settings with a snapshot to compare with. */
type WithSnapshot = Settings & { readonly tenant: Snapshot };

const hasSnapshot = (settings: Settings): settings is WithSnapshot => settings.tenant !== undefined;

/** What a resource that is about to be deployed opens. The rest of the stack may still be unknown. */
export function openedByResource(resource: Resource, settings: Settings, progress: Progress): readonly Opened[] {
  if (!hasSnapshot(settings)) return [];
  const byRules = attributeChanges(resource, presenceOf(resource, progress), ResourceGraph.EMPTY, settings);
  const alone = [...changesOf(resource, ResourceGraph.EMPTY), ...byRules];
  const opening = relevantChanges(alone, ResourceGraph.EMPTY, settings);
  // To people who come into a group or a role that policies only include, more policies apply.
  const { leavingOut } = relevantIn(settings.tenant);
  const isRelevant = opening.some(({ effect }) => !comesIn(effect) || leavingOut.has(effect.object));
  if (!isRelevant && !alone.some((change) => isWithinRelevant(change, progress, settings))) return [];
  // A policy that was deployed before may require the MFA that this one no longer requires.
  const { inputs } = progress;
  // The earlier resources were judged without this one, so this one is to blame for everything that they open together.
  if (!isRelevant) return openedBy(relevantChanges(changesIn(inputs), inputs, settings), inputs, settings);
  return relevantChanges([...changesOf(resource, inputs), ...byRules], inputs, settings)
    .filter((change) => canBeJudgedAlone(change, inputs, settings))
    .flatMap((change) => openedBy([change], inputs, settings));
}

/** What the stack opens, change by change. */
export function openedByStack(stack: Stack, settings: Settings): readonly Opened[] {
  if (!hasSnapshot(settings)) return [];
  const changes = managedIn(stack).flatMap((resource) => changesOf(resource, stack.state));
  const all = [...changes, ...attributeChangesOf(stack, settings)];
  return openedByEach(relevantChanges(all, stack.state, settings), stack.state, settings);
}

/** The changes to relevant objects. Changed and new policies make what they name relevant. */
function relevantChanges(changes: readonly Change[], graph: ResourceGraph, settings: WithSnapshot): readonly Change[] {
  const relevant = relevantTo(changes, graph, settings);
  return changes.filter((change) => relevantEffects(relevant, change).length > 0);
}

const relevantTo = (changes: readonly Change[], graph: ResourceGraph, settings: WithSnapshot): Relevant =>
  relevantWith(settings.tenant, [...changes.map(({ effect }) => effect), ...newPolicies(graph, settings)]);

/** Whether a change is about one of the stack's groups that is within a relevant group. */
const isWithinRelevant = ({ kind, id }: Change, { inputs }: Progress, { tenant }: WithSnapshot): boolean =>
  kind === "groups" && id !== undefined && inputs.hasId(id, GROUPS) && isWithin(id, relevantIn(tenant).groups, inputs);

/** Whether a change can be judged before the rest of the stack: who it is about is known, and may be no new group or application. */
function canBeJudgedAlone({ id, effect }: Change, inputs: ResourceGraph, settings: WithSnapshot): boolean {
  const { tenant } = settings.tenant;
  if (id === undefined) return false;
  if (effect?.kind !== "membership" || effect.does === "removes") return true;
  const { who, isPerson } = effect;
  if (who === undefined) return false;
  if (isPerson) return true;
  if (tenant.users?.some((user) => user.id === who) || tenant.groups?.has(groupId(who))) return true;
  const mayBe = (one: Resource): boolean => entraId(one) === undefined && !inputs.wasThere(who);
  return !inputs.ofTypes(...GROUPS, AZUREAD.servicePrincipal).some(mayBe);
}

/** What each change opens. Changes are halved while a half opens the tenant as well; changes that open it together stay together. */
function openedByEach(changes: readonly Change[], graph: ResourceGraph, settings: WithSnapshot): readonly Opened[] {
  const together = openedBy(changes, graph, settings);
  if (together.length === 0 || changes.length === 1) return together;
  const middle = Math.ceil(changes.length / 2);
  const halves = [changes.slice(0, middle), changes.slice(middle)];
  const apart = halves.flatMap((half) => openedByEach(half, graph, settings));
  const isNow = ({ kind }: Opened): boolean => kind !== "later";
  return apart.some(isNow) || (apart.length > 0 && !together.some(isNow)) ? apart : together;
}

function openedBy(changes: readonly Change[], graph: ResourceGraph, settings: WithSnapshot): readonly Opened[] {
  const [change, ...others] = changes;
  if (change === undefined) return [];
  const relevant = relevantTo(changes, graph, settings);
  const effects = changes.flatMap((one) => relevantEffects(relevant, one));
  const answers = answersTo(effects, graph, settings);
  const bypass = answers[0]?.kind === "open" ? answers[0].ways[0] : undefined;
  if (bypass !== undefined && change.id !== undefined)
    return [{ kind: "certain", changes: [change, ...others], bypass }];
  const isOfAnyKind = effects.some((effect) => effect.kind === "account" && isUnlisted(effect.who, settings.tenant));
  if (isOfAnyKind || answers.some(({ kind }) => kind !== "closed")) return [{ kind: "undecided", change }];
  return changes.flatMap((one) => openedLaterBy(one, graph, settings));
}

/** Whether an account may be missing in the list of users. Then its user type before a change is unknown. */
const isUnlisted = (who: string | undefined, { tenant: { users, mayLackItems }, userNamed }: Snapshot): boolean =>
  users === undefined ||
  (mayLackItems?.has("users") === true && !users.some(({ id }) => id === who || id === userNamed(who ?? "")));

function openedLaterBy(change: Change, graph: ResourceGraph, settings: WithSnapshot): readonly Opened[] {
  const relevant = relevantTo([change], graph, settings);
  const own = relevantEffects(relevant, change);
  const opening = laterEffects(change, relevant, settings.tenant, graph, newPolicies(graph, settings)).find(
    ({ effect }) => answersTo([...own, effect], graph, settings).some(({ kind }) => kind !== "closed"),
  );
  return opening === undefined ? [] : [{ kind: "later", change, manager: opening.manager }];
}

/** The answers about effects, one for each reading of what is unknown. */
const answersTo = (effects: readonly Effect[], graph: ResourceGraph, settings: WithSnapshot): readonly Answer[] =>
  plansOf(effects, graph, settings).map((plan) => newlyLetIn(plan, approvedExemptions(settings)));
