import { type Comparison, compare } from "../../src/verifier/compare";
import type { Finding, Rule } from "../model/rule";
import type { Settings, Snapshot } from "../settings/settings";
import { approvedExemptions } from "../stack/exclusions";
import { overlay } from "../stack/overlay";
import { mattersTo } from "../stack/relevance";
import { holeOfTouch, type Touch } from "../stack/touch";
import { touchesOf } from "../stack/touches";
import { shown } from "../wording/evidence";
import { signInInWords } from "../wording/sign-in";

/** The snapshot with the stack's changes laid over it lets nobody in whom it kept out before. */
export const tenantStaysClosed: Rule = {
  id: "tenant-stays-closed",
  title: "the deployment lets nobody new reach Azure management without MFA",
  severity: "critical",
  remediation: "Take the change out that opens the tenant, or have the person's exclusion approved first.",
  url: "https://learn.microsoft.com/entra/identity/conditional-access/policy-old-require-mfa-azure-mgmt",
  tags: ["conditional-access", "mfa", "change-control"],
  onResource(resource, settings) {
    const touches = mattering(touchesOf(resource, []), settings).filter(isToldAtOnce);
    return touches.flatMap((touch) => openedBy([touch], settings));
  },
  onStack(stack, settings) {
    const touches = mattering(
      stack.held.flatMap((resource) => touchesOf(resource, stack.held)),
      settings,
    );
    if (touches.length === 0 || openedBy(touches, settings).length === 0) return [];
    const guilty = touches.flatMap((touch) => openedBy([touch], settings));
    return guilty.length > 0 ? guilty : openedBy(touches, settings);
  },
};

const mattering = (touches: readonly Touch[], { tenant, baseline }: Settings): readonly Touch[] =>
  tenant === undefined || baseline === "in-stack" ? [] : touches.filter((touch) => mattersTo(tenant, touch));

/** A member or a holder who isn't known before deployment is judged with the stack, where it is known who can be meant. */
const isToldAtOnce = ({ effect }: Touch): boolean =>
  (effect?.kind !== "joins" || effect.member !== undefined) &&
  (effect?.kind !== "role" || effect.principal !== undefined);

function openedBy(touches: readonly Touch[], settings: Settings): readonly Finding[] {
  const [touch] = touches;
  if (settings.tenant === undefined || touch === undefined) return [];
  const comparison = compared(settings.tenant, touches, settings);
  const [hole] = comparison.opened;
  if (hole === undefined) return comparison.kind === "unknown" ? [undecided(touch)] : [];
  return [
    {
      hole: holeOfTouch(touch),
      urn: touch.resource.urn,
      message: `${signInInWords(hole)}, who could not before: this ${touch.deed} ${nounOf(touch)} ${shown(touch.id)}`,
      evidence: touches.slice(0, 5).flatMap(evidenceOf),
      help: "take this out, or have the exclusion approved in the register of the stack that owns the guarantee",
    },
  ];
}

const compared = (snapshot: Snapshot, touches: readonly Touch[], settings: Settings): Comparison =>
  compare(
    snapshot.tenant,
    overlay(
      snapshot,
      touches.flatMap(({ effect }) => effect ?? []),
    ),
    approvedExemptions(settings),
  );

const nounOf = ({ kind }: Touch): string =>
  ({ policies: "policy", strengths: "authentication strength" })[kind as string] ?? kind.slice(0, -1);

function evidenceOf({ resource, property, id, effect }: Touch): readonly string[] {
  const who = effect?.kind === "joins" ? effect.member : effect?.kind === "role" ? effect.principal : undefined;
  return [
    `${resource.name}: ${property}: ${shown(id)}${who === undefined ? "" : `, for ${shown(who)}`}`.replace(
      /^.*?: /,
      "",
    ),
  ];
}

const undecided = (touch: Touch): Finding => ({
  hole: holeOfTouch(touch),
  urn: touch.resource.urn,
  message: `it can't be decided whether this ${touch.deed} ${nounOf(touch)} ${shown(touch.id)} lets somebody in`,
  evidence: [`${touch.property}: ${shown(touch.id)}`],
  help: "leave it to the stack that owns the guarantee",
});
