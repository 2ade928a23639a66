import type { Related } from "../../src/model/finding";
import { groupId } from "../../src/model/ids";
import { type Comparison, compare } from "../../src/verifier/compare";
import type { Resource } from "../model/resource";
import {
  distinctFindings,
  type Finding,
  managedIn,
  propertyLine,
  type Rule,
  rejection,
  type Seen,
} from "../model/rule";
import type { Settings, Snapshot } from "../settings/settings";
import { type Change, dedupeKeyOf, type Effect } from "../stack/change";
import { changesOf } from "../stack/changes";
import { AZUREAD } from "../stack/entra-objects";
import { approvedExemptions } from "../stack/exclusions";
import { isGroup } from "../stack/groups";
import { withOpenMembers } from "../stack/open-members";
import { newPolicies, plannedTenant } from "../stack/planned-tenant";
import { relevantEffects, relevantIn } from "../stack/relevance";
import { withUnlistedPrincipals } from "../stack/unlisted-principals";
import { shown, withNamesOfNewObjects } from "../wording/evidence";
import { signInInWords } from "../wording/sign-in";

/** The snapshot with the stack's changes laid over it lets nobody in whom it kept out before. */
export const tenantStaysClosed: Rule = {
  id: "tenant-stays-closed",
  title: "the deployment lets nobody new reach Azure management without MFA",
  severity: "critical",
  remediation: "Take the change out that opens the tenant, or have the person's exclusion approved first.",
  url: "https://learn.microsoft.com/entra/identity/conditional-access/policy-old-require-mfa-azure-mgmt",
  tags: ["conditional-access", "mfa", "change-control"],
  onResource(resource, settings, seen) {
    const changes = relevantChanges(changesOf(resource, []), settings).filter((change) =>
      canBeJudgedAlone(change, seen, settings),
    );
    const findings = changes.flatMap((change) => openedBy([change], [], settings));
    return distinctFindings(findings).map((finding) => withNamesOfNewObjects(finding, [resource]));
  },
  onStack(stack, settings) {
    const { held } = stack;
    const changes = relevantChanges(
      managedIn(stack).flatMap((resource) => changesOf(resource, held)),
      settings,
    );
    const findings = changes.length === 0 ? [] : findingsByBisection(changes, held, settings);
    return distinctFindings(findings).map((finding) => withNamesOfNewObjects(finding, held));
  },
};

/**
 * Findings for the changes that open the tenant: halved as long as a half opens it too. What opens it only together is
 * reported once.
 */
function findingsByBisection(
  changes: readonly Change[],
  resources: readonly Resource[],
  settings: Settings,
): readonly Finding[] {
  const together = openedBy(changes, resources, settings);
  if (together.length === 0 || changes.length === 1) return together;
  const middle = Math.ceil(changes.length / 2);
  const apart = [changes.slice(0, middle), changes.slice(middle)].flatMap((half) =>
    findingsByBisection(half, resources, settings),
  );
  return apart.length > 0 ? apart : together;
}

const relevantChanges = (changes: readonly Change[], { tenant, baseline }: Settings): readonly Change[] =>
  tenant === undefined || baseline === "in-stack"
    ? []
    : changes.filter((change) => relevantEffects(relevantIn(tenant), change).length > 0);

/**
 * A member or a holder who isn't known yet is judged with the stack, where it is known who can be meant; so is one whom
 * the snapshot doesn't have and who may be a group or a service principal that the stack has asked for.
 */
function canBeJudgedAlone({ id, effect }: Change, seen: Seen, { tenant }: Settings): boolean {
  if (id === undefined) return false;
  if (effect?.kind !== "joins" && effect?.kind !== "role") return true;
  const who = effect.kind === "joins" ? effect.member : effect.principal;
  if (who === undefined) return false;
  const isKnown = tenant?.tenant.users?.some((user) => user.id === who) || tenant?.tenant.groups?.has(groupId(who));
  return isKnown === true || !seen().some(isNoPerson);
}

const isNoPerson = (resource: Resource): boolean => isGroup(resource) || resource.type === AZUREAD.servicePrincipal;

function openedBy(changes: readonly Change[], resources: readonly Resource[], settings: Settings): readonly Finding[] {
  const [change] = changes;
  if (settings.tenant === undefined || change === undefined) return [];
  const comparisons = comparisonsOf(settings.tenant, changes, resources, settings);
  const bypass = comparisons[0]?.opened.find(({ atBest }) => atBest);
  if (bypass === undefined) return comparisons.some(mayOpen) ? [unknownFinding(change)] : [];
  if (change.id === undefined) return [unknownFinding(change)];
  return [
    rejection({
      code: "tenant-opened",
      dedupeKey: dedupeKeyOf(change),
      urn: change.resource.urn,
      message: `${signInInWords(bypass, settings.tenant.tenant.locations)}, who could not before: this ${change.verb} ${nounOf(change)} ${shown(change.id)}`,
      related: changes.slice(0, 5).map(evidenceOf),
      help: "take this out, or have the exclusion approved in the register of the stack that owns the guarantee",
    }),
  ];
}

const mayOpen = ({ kind, opened }: Comparison): boolean => kind === "unknown" || opened.length > 0;

/**
 * One comparison for each way in which whom the snapshot doesn't have may turn out. Policies that the stack adds count:
 * they may cover what another one gives up.
 */
function comparisonsOf(
  snapshot: Snapshot,
  changes: readonly Change[],
  resources: readonly Resource[],
  settings: Settings,
): readonly Comparison[] {
  const relevant = relevantIn(snapshot);
  const effects: readonly Effect[] = [
    ...changes.flatMap((change) => relevantEffects(relevant, change)),
    ...newPolicies(resources),
  ];
  const approved = approvedExemptions(settings);
  return withUnlistedPrincipals(withOpenMembers(snapshot.tenant), effects, resources).map((before) =>
    compare(before, plannedTenant({ ...snapshot, tenant: before }, effects), approved),
  );
}

const nounOf = ({ kind }: Change): string =>
  ({ policies: "policy", strengths: "authentication strength" })[kind as string] ?? kind.slice(0, -1);

function evidenceOf({ resource, property, id, effect }: Change): Related {
  const who = effect?.kind === "joins" ? effect.member : effect?.kind === "role" ? effect.principal : undefined;
  return propertyLine(resource.urn, property, `${shown(id)}${who === undefined ? "" : `, for ${shown(who)}`}`);
}

const unknownFinding = (change: Change): Finding =>
  rejection({
    code: "undecided",
    dedupeKey: dedupeKeyOf(change),
    urn: change.resource.urn,
    message: `it can't be decided whether this lets somebody in: it ${change.verb} ${change.id === undefined ? `a ${nounOf(change)} that can't be told before deployment` : `${nounOf(change)} ${shown(change.id)}`}`,
    related: [evidenceOf(change)],
    help: "name what it is about by its id, as a literal, or refer to an object of this stack; where the snapshot doesn't have it, have a new one taken; or leave it to the stack that owns the guarantee",
  });
