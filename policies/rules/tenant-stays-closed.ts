import { type GroupId, groupId } from "../../src/law/model/ids";
import type { Group, RoleAssignment, Tenant } from "../../src/law/model/tenant";
import { type Comparison, compare } from "../../src/verifier/compare";
import { approvedExemptions, approvedGroups } from "../settings/approvals";
import type { Settings } from "../settings/settings";
import type { Snapshot } from "../settings/snapshot";
import type { Change, Effect } from "../stack/effects/change";
import { changesIn, changesOf, newPolicies } from "../stack/effects/changes";
import { relevantEffects, relevantIn, withNested } from "../stack/effects/relevance";
import { concernedIn } from "../stack/judgement/concerned";
import { membersDeclaredIn } from "../stack/judgement/groups";
import { managedIn } from "../stack/judgement/inputs-and-outputs";
import { plannedTenant } from "../stack/judgement/planned-tenant";
import { withUnlistedPrincipals } from "../stack/judgement/unlisted-principals";
import { attributeChanges, attributeChangesOf } from "../stack/membership/attribute-changes";
import { isThere } from "../stack/membership/user-write";
import { AZUREAD, entraId, GROUPS, PEOPLE } from "../stack/objects/entra-objects";
import { memoize } from "../stack/objects/memoize";
import type { Resource } from "../stack/objects/resource";
import { ResourceGraph } from "../stack/objects/resource-graph";
import type { SoFar } from "../stack/objects/stack";
import { changeLine, helpOnAttribute, nameIt } from "./support/change-words";
import { dedupeKeyOf } from "./support/dedupe-key";
import { shown } from "./support/evidence";
import { withNamesOfNewObjects } from "./support/new-objects";
import { distinctFindings, type Finding, type Rule, rejection, resourceAt } from "./support/rule";
import { signInInWords } from "./support/sign-in";

/**
 * The same tenant with a list for every group and role that it doesn't explain: nobody for certain, and maybe others. So
 * a change can put somebody in, and what isn't known stays the same before and after.
 */
export const withOpenMembers = memoize((tenant: Tenant): Tenant => {
  const { policies, groups, roleAssignments } = tenant;
  const assignments = policies.flatMap(({ users }) => [users.include, users.exclude]);
  const named = assignments.flatMap((assignment) => [...assignment.groups]);
  const all = new Map([...named.map(open), ...(groups ?? [])].map(([id, group]) => [id, listed(group)]));
  if (roleAssignments !== undefined) return { ...tenant, groups: all };
  const roles = new Set(assignments.flatMap((assignment) => [...assignment.roles]));
  const holders = [...roles].map(
    (role): RoleAssignment => ({ principal: `holders of ${role}`, role, tenantWide: true }),
  );
  for (const { principal } of holders) all.set(...open(groupId(principal)));
  return { ...tenant, groups: all, roleAssignments: holders };
});

const listed = (group: Group): Group =>
  group.members === undefined ? { ...open(group.id)[1], ...named(group) } : group;

const named = ({ displayName }: Group): Pick<Group, "displayName"> => ({ displayName });

const open = (id: GroupId): [GroupId, Group] => [id, { id, displayName: undefined, members: [], mayHoldOthers: true }];

/** The snapshot with the stack's changes laid over it lets nobody in whom it kept out before. */
export const tenantStaysClosed: Rule = {
  id: "tenant-stays-closed",
  title: "the deployment lets nobody new reach Azure management without MFA",
  severity: "critical",
  remediation: "Take the change out that opens the tenant, or have the person's exclusion approved first.",
  url: "https://learn.microsoft.com/entra/identity/conditional-access/policy-old-require-mfa-azure-mgmt",
  tags: ["conditional-access", "mfa", "change-control"],
  onResource(resource, settings, soFar) {
    const presence = isThere(resource) ? "there" : soFar.isWhole ? "new" : "unknown";
    const byRules = attributeChanges(resource, presence, ResourceGraph.EMPTY, settings);
    const alone = [...changesOf(resource, ResourceGraph.EMPTY), ...byRules];
    if (alone.length === 0 || settings.tenant === undefined) return [];
    if (relevantChanges(alone, settings).length === 0)
      return alone.some((change) => isWithinRelevant(change, soFar, settings))
        ? openedThroughOwn(resource, soFar, settings)
        : [];
    // A policy that comes before may take over what this one gives up.
    const { asked } = soFar;
    const findings = relevantChanges([...changesOf(resource, asked), ...byRules], settings)
      .filter((change) => canBeJudgedAlone(change, asked, settings))
      .flatMap((change) => openedBy([change], asked, settings));
    return distinctFindings(findings).map((finding) => withNamesOfNewObjects(finding, new ResourceGraph([resource])));
  },
  onStack(stack, settings) {
    const { held } = stack;
    const changes = relevantChanges(
      [...managedIn(stack).flatMap((resource) => changesOf(resource, held)), ...attributeChangesOf(stack, settings)],
      settings,
    );
    const findings = changes.length === 0 ? [] : findingsByBisection(changes, held, settings);
    return distinctFindings(findings).map((finding) => withNamesOfNewObjects(finding, held));
  },
};

/** Whether a change is about a group of the stack that is in one which decides about sign-ins. */
function isWithinRelevant({ kind, id }: Change, { asked }: SoFar, { tenant }: Settings): boolean {
  if (kind !== "groups" || id === undefined || tenant === undefined || !asked.hasId(id, GROUPS)) return false;
  return withNested(relevantIn(tenant).groups, membersDeclaredIn(asked)).has(id);
}

/** What the stack opens so far, which the resource is to blame for: what came before it was judged without it. */
function openedThroughOwn(resource: Resource, { asked }: SoFar, settings: Settings): readonly Finding[] {
  const findings = openedBy(relevantChanges(changesIn(asked), settings), asked, settings);
  return findings.map((finding) => ({ ...finding, primary: resourceAt(resource.urn) }));
}

/**
 * Findings for the changes that open the tenant: halved as long as a half opens it too. What opens it only together is
 * reported once.
 */
function findingsByBisection(changes: readonly Change[], graph: ResourceGraph, settings: Settings): readonly Finding[] {
  const together = openedBy(changes, graph, settings);
  if (together.length === 0 || changes.length === 1) return together;
  const middle = Math.ceil(changes.length / 2);
  const apart = [changes.slice(0, middle), changes.slice(middle)].flatMap((half) =>
    findingsByBisection(half, graph, settings),
  );
  return apart.length > 0 ? apart : together;
}

const relevantChanges = (changes: readonly Change[], { tenant, baseline }: Settings): readonly Change[] =>
  tenant === undefined || baseline === "in-stack"
    ? []
    : changes.filter((change) => relevantEffects(relevantIn(tenant), change).length > 0);

/**
 * A member or a holder who isn't known yet is judged with the stack, where it is known who can be meant; so is one whom
 * the snapshot doesn't have and who may be a group or a service principal of the stack: one that has the id, or that is only
 * now made, where the id isn't one that was there before.
 */
function canBeJudgedAlone({ id, effect }: Change, asked: ResourceGraph, { tenant }: Settings): boolean {
  if (id === undefined) return false;
  if (effect?.kind !== "joins" && effect?.kind !== "role") return true;
  const who = effect.kind === "joins" ? effect.member : effect.principal;
  if (who === undefined) return false;
  if (effect.kind === "joins" && effect.isPerson) return true;
  const isKnown = tenant?.tenant.users?.some((user) => user.id === who) || tenant?.tenant.groups?.has(groupId(who));
  if (isKnown === true) return true;
  const mayBe = (one: Resource): boolean => entraId(one) === undefined && !asked.wasThere(who);
  return !asked.ofTypes(...GROUPS, AZUREAD.servicePrincipal).some(mayBe);
}

function openedBy(changes: readonly Change[], graph: ResourceGraph, settings: Settings): readonly Finding[] {
  const [change] = changes;
  if (settings.tenant === undefined || change === undefined) return [];
  const comparisons = comparisonsOf(settings.tenant, changes, graph, settings);
  const bypass = comparisons[0]?.opened.find(({ atBest }) => atBest);
  if (bypass === undefined)
    return comparisons.some(mayOpen) ? [unknownFinding(change)] : openedLaterBy(changes, graph, settings);
  if (change.id === undefined) return [unknownFinding(change)];
  return [
    rejection({
      code: "tenant-opened",
      dedupeKey: dedupeKeyOf(change),
      urn: change.resource.urn,
      message: `${signInInWords(bypass, settings.tenant.tenant.locations)}, who could not before: this ${change.verb} ${nounOf(change)} ${shown(change.id)}`,
      related: changes.slice(0, 5).map(changeLine),
      help: helpFor(change),
    }),
  ];
}

/** Only who is let into something can be approved. */
function helpFor({ kind, attribute }: Change): string {
  if (attribute !== undefined) return helpOnAttribute(attribute);
  return kind === "groups" || kind === "roles"
    ? "take this out, or have the people approved in the register of the stack that owns the guarantee"
    : "take this out, or declare a policy before it (`dependsOn`) that asks the same people for MFA";
}

/** A group of another stack may be empty today: whoever manages it lets people in, once it is in a group that is left out. */
function openedLaterBy(changes: readonly Change[], graph: ResourceGraph, settings: Settings): readonly Finding[] {
  const { tenant } = settings;
  const groups = tenant?.tenant.groups;
  if (tenant === undefined || groups === undefined) return [];
  return changes.flatMap((change) => {
    const { effect, id } = change;
    if (effect?.kind !== "joins" || effect.member === undefined || graph.hasId(effect.member, GROUPS)) return [];
    const { member, group } = effect;
    if (!groups.has(groupId(member)) || groups.get(groupId(group))?.members?.includes(member)) return [];
    const anybody: Change = { ...change, effect: { ...effect, member: undefined } };
    return comparisonsOf(tenant, [anybody], graph, settings).some(mayOpen) ? [laterFinding(change, member, id)] : [];
  });
}

const laterFinding = (change: Change, member: string, group: string | undefined): Finding =>
  rejection({
    code: "tenant-opened",
    dedupeKey: dedupeKeyOf(change),
    urn: change.resource.urn,
    message: `whoever manages group ${shown(member)} can let anybody reach Azure management without MFA from now on: this puts it into group ${shown(group)}`,
    related: [changeLine(change)],
    help: "put people in one by one, or a group that this stack manages; or have the exclusion approved in the register",
  });

const mayOpen = ({ kind, opened }: Comparison): boolean => kind === "unknown" || opened.length > 0;

/**
 * One comparison for each way in which whom the snapshot doesn't have may turn out. Policies that the stack adds count:
 * they may cover what another one gives up.
 */
function comparisonsOf(
  snapshot: Snapshot,
  changes: readonly Change[],
  graph: ResourceGraph,
  settings: Settings,
): readonly Comparison[] {
  const relevant = relevantIn(snapshot);
  const effects: readonly Effect[] = [
    ...changes.flatMap((change) => relevantEffects(relevant, change)),
    ...newPolicies(graph, settings),
  ];
  const approved = approvedExemptions(settings);
  const isPerson = (id: string): boolean =>
    graph.hasId(id, PEOPLE) ||
    effects.some((effect) => effect.kind === "joins" && effect.member === id && effect.isPerson === true);
  const concerned = concernedIn(withOpenMembers(snapshot.tenant), effects, isPerson);
  return withUnlistedPrincipals(concerned, effects, graph, approvedGroups(settings)).map((before) =>
    compare(before, plannedTenant({ ...snapshot, tenant: before }, effects), approved),
  );
}

const nounOf = ({ kind }: Change): string =>
  ({ policies: "policy", strengths: "authentication strength" })[kind as string] ?? kind.slice(0, -1);

const unknownFinding = (change: Change): Finding =>
  rejection({
    code: "unknown",
    dedupeKey: dedupeKeyOf(change),
    urn: change.resource.urn,
    message: `it can't be decided whether this lets somebody in: it ${change.verb} ${change.id === undefined ? `a ${nounOf(change)} that isn't known before deployment` : `${nounOf(change)} ${shown(change.id)}`}`,
    related: [changeLine(change)],
    help: `${nameIt(change)}; where the snapshot doesn't have it, have a new one taken; or leave it to the stack that owns the guarantee`,
  });
