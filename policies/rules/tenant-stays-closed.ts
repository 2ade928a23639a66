import type { Bypass } from "../../src/verifier/verdict";
import type { Settings } from "../settings/settings";
import type { Change } from "../stack/effects/change";
import { type Opening, openedByResource, openedByStack } from "../stack/judgement/opened";
import { ADVICE_ON_ATTRIBUTES, adviceOn, changeLine, changeRejection, objectOf } from "./support/change-words";
import { type Finding, type Rule, resourceAt } from "./support/rule";
import { signInInWords } from "./support/sign-in";

/** The stack's changes, laid over the snapshot, let in nobody who had to pass MFA before. */
export const tenantStaysClosed: Rule = {
  id: "tenant-stays-closed",
  title: "the deployment lets nobody new reach Azure management without MFA",
  severity: "critical",
  baseline: "elsewhere",
  onResource: (resource, settings, asked) =>
    findingsOf(openedByResource(resource, settings, asked), settings).map((finding) => ({
      ...finding,
      primary: resourceAt(resource.urn),
    })),
  onStack: (stack, settings) => findingsOf(openedByStack(stack, settings), settings),
};

const findingsOf = (opened: readonly Opening[], settings: Settings): readonly Finding[] =>
  opened.map((one) => (one.bypass === undefined ? undecidedFinding(one) : openedFinding(one, one.bypass, settings)));

function openedFinding({ changes }: Opening, bypass: Bypass, { tenant }: Settings): Finding {
  const [change] = changes;
  return changeRejection(change, {
    code: "tenant-opened",
    message: `${signInInWords(bypass, tenant.tenant.locations)}, and could not before: this ${change.verb} ${objectOf(change)}`,
    related: changes.slice(0, 5).map(changeLine),
    help: insteadOf(change),
  });
}

const undecidedFinding = ({ changes: [change] }: Opening): Finding =>
  changeRejection(change, {
    code: "unknown",
    message: `the pack can't decide whether this lets somebody in: it ${change.verb} ${objectOf(change)}`,
    help: adviceOn(change),
  });

/** What to do instead of a change. The register approves people and groups. It can't approve another policy, location or strength. */
function insteadOf({ kind, attribute }: Change): string {
  if (attribute !== undefined) return ADVICE_ON_ATTRIBUTES;
  return kind === "groups" || kind === "roles"
    ? "take this out, or have the people approved in the register of the stack that owns the guarantee"
    : "take this out, or first declare a policy that requires MFA of the same people (`dependsOn`)";
}
