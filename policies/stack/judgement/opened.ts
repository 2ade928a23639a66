import { groupId } from "../../../src/law/model/ids";
import { type Comparison, compare } from "../../../src/verifier/compare";
import type { Bypass } from "../../../src/verifier/verdict";
import { approvedExemptions, approvedGroups, type Settings } from "../../settings/settings";
import type { Snapshot } from "../../settings/snapshot";
import { attributeChanges, attributeChangesOf } from "../dynamic-groups/attribute-changes";
import { presenceOf } from "../dynamic-groups/user-write";
import type { Change, Effect } from "../effects/change";
import { changesIn, changesOf, newPolicies } from "../effects/changes";
import { type Relevant, relevantEffects, relevantIn, relevantWith, withNested } from "../effects/relevant";
import { AZUREAD, entraId, GROUPS, PEOPLE } from "../objects/entra-objects";
import type { Resource } from "../objects/resource";
import { type Progress, ResourceGraph, type Stack } from "../objects/resource-graph";
import { byTenant } from "../objects/this-tenant";
import { laterEffects } from "./by-others";
import { tenantsBefore } from "./concerned";
import { membersDeclaredIn } from "./groups";
import { managedIn } from "./inputs-and-outputs";
import { tenantAfter } from "./planned-tenant";

/** That changes let somebody into the tenant whom it kept out before. */
export type Opened =
  | { readonly kind: "certain"; readonly changes: readonly [Change, ...Change[]]; readonly bypass: Bypass }
  /** In one reading of what isn't known. */
  | { readonly kind: "undecided"; readonly change: Change }
  /** Once others want it: those who manage a group of another stack, or a unit. */
  | { readonly kind: "later"; readonly change: Change; readonly manager: string | undefined };

/** What the pack knows where it compares the tenant with itself. */
type Watched = Settings & { readonly tenant: Snapshot };

const isWatched = (settings: Settings): settings is Watched => settings.tenant !== undefined;

/** What a resource that is about to be deployed opens, as far as that is known before the rest of the stack. */
export function openedByResource(resource: Resource, settings: Settings, progress: Progress): readonly Opened[] {
  if (!isWatched(settings)) return [];
  const byRules = attributeChanges(resource, presenceOf(resource, progress), ResourceGraph.EMPTY, settings);
  const alone = [...changesOf(resource, ResourceGraph.EMPTY), ...byRules];
  const opening = relevantChanges(alone, ResourceGraph.EMPTY, settings);
  const isAboutRelevant = opening.some((change) => !onlyComesIn(change, relevantIn(settings.tenant)));
  if (!isAboutRelevant && !alone.some((change) => isWithinRelevant(change, progress, settings))) return [];
  // A policy that comes before may take over what this one gives up.
  const { inputs } = progress;
  // What came before was judged without this one, which is to blame for all that the stack opens so far.
  if (!isAboutRelevant) return openedBy(relevantChanges(changesIn(inputs), inputs, settings), inputs, settings);
  return relevantChanges([...changesOf(resource, inputs), ...byRules], inputs, settings)
    .filter((change) => canBeJudgedAlone(change, inputs, settings))
    .flatMap((change) =>
      openedBy([change], isAboutOwnGroup(change, inputs, settings) ? inputs : policiesIn(inputs), settings),
    );
}

/** Whoever comes into a group or a role that policies include and never leave out is asked for more from then on. */
const onlyComesIn = ({ effect }: Change, { leavingOut }: Relevant): boolean =>
  effect?.kind === "membership" && effect.does === "adds" && !leavingOut.has(effect.object);

/** Whether who is in the stack's own groups may matter to a change: only the policies do to others. */
function isAboutOwnGroup({ effect }: Change, inputs: ResourceGraph, { tenant: { tenant } }: Watched): boolean {
  if (effect?.kind !== "membership" || effect.who === undefined || inputs.hasId(effect.object, GROUPS)) return true;
  return [...withNested([effect.who], tenant.groups)].some((id) => inputs.hasId(id, [...GROUPS, ...PEOPLE]));
}

/** The policies of a stack, and one resource of each tenant that it is for: what tells which of them cover. */
const policiesIn = ({ resources }: ResourceGraph): ResourceGraph =>
  new ResourceGraph([
    ...byTenant(resources).flatMap(([first]) => (first === undefined || first.type === AZUREAD.policy ? [] : [first])),
    ...resources.filter(({ type }) => type === AZUREAD.policy),
  ]);

/** What the stack opens, by each of the changes that does. */
export function openedByStack(stack: Stack, settings: Settings): readonly Opened[] {
  if (!isWatched(settings)) return [];
  const changes = managedIn(stack).flatMap((resource) => changesOf(resource, stack.state));
  const all = [...changes, ...attributeChangesOf(stack, settings)];
  return openedByEach(relevantChanges(all, stack.state, settings), stack.state, settings);
}

/** The changes to objects that count in the tenant, including those that a changed or new policy names. */
function relevantChanges(changes: readonly Change[], graph: ResourceGraph, settings: Watched): readonly Change[] {
  const relevant = relevantTo(changes, graph, settings);
  return changes.filter((change) => relevantEffects(relevant, change).length > 0);
}

const relevantTo = (changes: readonly Change[], graph: ResourceGraph, settings: Watched): Relevant =>
  relevantWith(settings.tenant, [...changes.map(({ effect }) => effect), ...newPolicies(graph, settings)]);

/** Whether a change is about a group of the stack that is in one which decides about sign-ins. */
function isWithinRelevant({ kind, id }: Change, { inputs }: Progress, { tenant }: Watched): boolean {
  if (kind !== "groups" || id === undefined || !inputs.hasId(id, GROUPS)) return false;
  return withNested(relevantIn(tenant).groups, membersDeclaredIn(inputs)).has(id);
}

/** Whoever isn't known yet, or may be a group or a service principal that is only now made, is for the stack. */
function canBeJudgedAlone({ id, effect }: Change, inputs: ResourceGraph, { tenant: { tenant } }: Watched): boolean {
  if (id === undefined) return false;
  if (effect?.kind !== "membership" || effect.does === "removes") return true;
  const { who, isPerson } = effect;
  if (who === undefined) return false;
  if (isPerson) return true;
  if (tenant.users?.some((user) => user.id === who) || tenant.groups?.has(groupId(who))) return true;
  const mayBe = (one: Resource): boolean => entraId(one) === undefined && !inputs.wasThere(who);
  return !inputs.ofTypes(...GROUPS, AZUREAD.servicePrincipal).some(mayBe);
}

/** Changes are halved as long as a half opens the tenant too, and as soon. What opens it only together is found once. */
function openedByEach(changes: readonly Change[], graph: ResourceGraph, settings: Watched): readonly Opened[] {
  const together = openedBy(changes, graph, settings);
  if (together.length === 0 || changes.length === 1) return together;
  const middle = Math.ceil(changes.length / 2);
  const halves = [changes.slice(0, middle), changes.slice(middle)];
  const apart = halves.flatMap((half) => openedByEach(half, graph, settings));
  const isNow = ({ kind }: Opened): boolean => kind !== "later";
  return apart.some(isNow) || (apart.length > 0 && !together.some(isNow)) ? apart : together;
}

function openedBy(changes: readonly Change[], graph: ResourceGraph, settings: Watched): readonly Opened[] {
  const [change, ...others] = changes;
  if (change === undefined) return [];
  const relevant = relevantTo(changes, graph, settings);
  const effects = changes.flatMap((one) => relevantEffects(relevant, one));
  const comparisons = comparisonsOf(effects, graph, settings);
  const bypass = comparisons[0]?.opened.find(({ atBest }) => atBest);
  if (bypass !== undefined && change.id !== undefined)
    return [{ kind: "certain", changes: [change, ...others], bypass }];
  // Without a list of users nobody knows of what kind an account was.
  const isOfAnyKind = settings.tenant.tenant.users === undefined && effects.some(({ kind }) => kind === "account");
  if (bypass !== undefined || isOfAnyKind || comparisons.some(mayOpen)) return [{ kind: "undecided", change }];
  return changes.flatMap((one) => openedLaterBy(one, graph, settings));
}

function openedLaterBy(change: Change, graph: ResourceGraph, settings: Watched): readonly Opened[] {
  const relevant = relevantTo([change], graph, settings);
  const own = relevantEffects(relevant, change);
  const opening = laterEffects(change, relevant, settings.tenant, graph, newPolicies(graph, settings)).find(
    ({ effect }) => comparisonsOf([...own, effect], graph, settings).some(mayOpen),
  );
  return opening === undefined ? [] : [{ kind: "later", change, manager: opening.manager }];
}

const mayOpen = ({ kind, opened }: Comparison): boolean => kind === "unknown" || opened.length > 0;

/** The tenant with and without effects, and with the stack's own policies, in each way in which it may turn out. */
function comparisonsOf(effects: readonly Effect[], graph: ResourceGraph, settings: Watched): readonly Comparison[] {
  const { tenant: snapshot } = settings;
  const all = [...effects, ...newPolicies(graph, settings)];
  return tenantsBefore(snapshot.tenant, all, graph, approvedGroups(settings)).map((before) =>
    compare(before, tenantAfter({ ...snapshot, tenant: before }, all).tenant, approvedExemptions(settings)),
  );
}
