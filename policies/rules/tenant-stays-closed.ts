import { groupId } from "../../src/model/ids";
import { type Comparison, compare } from "../../src/verifier/compare";
import type { Resource } from "../model/resource";
import { distinctHoles, type Finding, managedIn, type Rule, type Seen } from "../model/rule";
import type { Settings, Snapshot } from "../settings/settings";
import { closedReading } from "../stack/closed-reading";
import { AZUREAD } from "../stack/entra-types";
import { approvedExemptions } from "../stack/exclusions";
import { isGroup } from "../stack/groups";
import { newPolicies } from "../stack/new-policies";
import { withNewcomers } from "../stack/newcomers";
import { overlay } from "../stack/overlay";
import { relevantEffects, relevantIn } from "../stack/relevance";
import { type Effect, holeOfTouch, type Touch } from "../stack/touch";
import { touchesOf } from "../stack/touches";
import { shown } from "../wording/evidence";
import { withNewObjects } from "../wording/new-objects";
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
    const touches = mattering(touchesOf(resource, []), settings).filter((touch) => isToldAtOnce(touch, seen, settings));
    const guilty = touches.flatMap((touch) => openedBy([touch], [], settings));
    return distinctHoles(guilty).map((finding) => withNewObjects(finding, [resource]));
  },
  onStack(stack, settings) {
    const { held } = stack;
    const touches = mattering(
      managedIn(stack).flatMap((resource) => touchesOf(resource, held)),
      settings,
    );
    const guilty = touches.length === 0 ? [] : guiltyAmong(touches, held, settings);
    return distinctHoles(guilty).map((finding) => withNewObjects(finding, held));
  },
};

/**
 * Findings for the touches that open the tenant: halved as long as a half opens it too. What opens it only together is
 * told once.
 */
function guiltyAmong(
  touches: readonly Touch[],
  resources: readonly Resource[],
  settings: Settings,
): readonly Finding[] {
  const together = openedBy(touches, resources, settings);
  if (together.length === 0 || touches.length === 1) return together;
  const middle = Math.ceil(touches.length / 2);
  const apart = [touches.slice(0, middle), touches.slice(middle)].flatMap((half) =>
    guiltyAmong(half, resources, settings),
  );
  return apart.length > 0 ? apart : together;
}

const mattering = (touches: readonly Touch[], { tenant, baseline }: Settings): readonly Touch[] =>
  tenant === undefined || baseline === "in-stack"
    ? []
    : touches.filter((touch) => relevantEffects(relevantIn(tenant), touch).length > 0);

/**
 * A member or a holder who isn't known yet is judged with the stack, where it is known who can be meant; so is one whom
 * the snapshot doesn't have and who may be a group or a service principal that the stack has asked for.
 */
function isToldAtOnce({ id, effect }: Touch, seen: Seen, { tenant }: Settings): boolean {
  if (id === undefined) return false;
  if (effect?.kind !== "joins" && effect?.kind !== "role") return true;
  const who = effect.kind === "joins" ? effect.member : effect.principal;
  if (who === undefined) return false;
  const isKnown = tenant?.tenant.users?.some((user) => user.id === who) || tenant?.tenant.groups?.has(groupId(who));
  return isKnown === true || !seen().some(isNoPerson);
}

const isNoPerson = (resource: Resource): boolean => isGroup(resource) || resource.type === AZUREAD.servicePrincipal;

function openedBy(touches: readonly Touch[], resources: readonly Resource[], settings: Settings): readonly Finding[] {
  const [touch] = touches;
  if (settings.tenant === undefined || touch === undefined) return [];
  const comparisons = compared(settings.tenant, touches, resources, settings);
  const hole = comparisons[0]?.opened[0];
  if (hole === undefined) return comparisons.some(mayOpen) ? [undecided(touch)] : [];
  if (touch.id === undefined) return [undecided(touch)];
  return [
    {
      hole: holeOfTouch(touch),
      urn: touch.resource.urn,
      message: `${signInInWords(hole, settings.tenant.tenant.locations)}, who could not before: this ${touch.deed} ${nounOf(touch)} ${shown(touch.id)}`,
      evidence: touches.slice(0, 5).flatMap(evidenceOf),
      help: "take this out, or have the exclusion approved in the register of the stack that owns the guarantee",
    },
  ];
}

const mayOpen = ({ kind, opened }: Comparison): boolean => kind === "unknown" || opened.length > 0;

/**
 * One comparison for each way in which it may turn out what the snapshot doesn't tell. Policies that the stack adds count:
 * they may cover what another one gives up.
 */
function compared(
  snapshot: Snapshot,
  touches: readonly Touch[],
  resources: readonly Resource[],
  settings: Settings,
): readonly Comparison[] {
  const relevant = relevantIn(snapshot);
  const effects: readonly Effect[] = [
    ...touches.flatMap((touch) => relevantEffects(relevant, touch)),
    ...newPolicies(resources),
  ];
  const approved = approvedExemptions(settings);
  return [closedReading(snapshot) ?? [], snapshot]
    .flat()
    .flatMap((reading) =>
      withNewcomers(reading.tenant, effects, resources).map((before) =>
        compare(before, overlay({ ...reading, tenant: before }, effects), approved),
      ),
    );
}

const nounOf = ({ kind }: Touch): string =>
  ({ policies: "policy", strengths: "authentication strength" })[kind as string] ?? kind.slice(0, -1);

function evidenceOf({ property, id, effect }: Touch): readonly string[] {
  const who = effect?.kind === "joins" ? effect.member : effect?.kind === "role" ? effect.principal : undefined;
  return [`${property}: ${shown(id)}${who === undefined ? "" : `, for ${shown(who)}`}`];
}

const undecided = (touch: Touch): Finding => ({
  hole: holeOfTouch(touch),
  urn: touch.resource.urn,
  message: `it can't be decided whether this lets somebody in: it ${touch.deed} ${touch.id === undefined ? `a ${nounOf(touch)} that can't be told before deployment` : `${nounOf(touch)} ${shown(touch.id)}`}`,
  evidence: evidenceOf(touch),
  help: "name what it is about by its id, as a literal, or refer to an object of this stack; where the snapshot doesn't have it, have a new one taken; or leave it to the stack that owns the guarantee",
});
