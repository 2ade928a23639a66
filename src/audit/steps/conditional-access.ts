import type { Licence } from "../../law/model/evidence";
import { every, some, type Truth } from "../../law/model/truth";
import type { Answer } from "../../report/report";
import { shortened } from "../../text/sentence";
import { listFew } from "../../words/policies";
import { type Conclusion, failed, observation, passed, unknown, worst } from "../answer";
import type { AuditContext } from "../context";
import { gapIn, partOf, readWith, roleFor } from "../not-known";

/** Whether Conditional Access is licensed, and security defaults are off. */
export function conditionalAccess(context: AuditContext): Answer {
  const answers = [securityDefaults(context), licence(context)];
  return {
    answer: worst(answers),
    because: answers.map(({ because }) => because).join(" "),
    todo: answers.flatMap(({ todo }) => todo),
    evidence: answers.flatMap(({ evidence }) => evidence),
  };
}

/**
 * Whether security defaults are off. If the file has no value, an enforced policy does: Entra doesn't allow both at once. A policy that
 * is only planned doesn't count.
 * @see CIS Microsoft Azure Foundations Benchmark 5.0.0, 5.2.6, default value
 */
function securityDefaults({ tenant, facts }: AuditContext): Answer {
  const areOn = partOf(facts.securityDefaults);
  const isPolicyOn =
    facts.plannedBy === undefined && tenant.policies.some(({ enforcement }) => enforcement.kind === "enforced");
  const answer = (found: string, conclusion: Conclusion): Answer => ({
    ...conclusion,
    evidence: [observation(undefined, "security defaults", found)],
  });
  if (areOn === false) return answer("off", passed("Security defaults are off."));
  if (areOn === true)
    return answer(
      "on",
      failed(
        "Security defaults are on, so no Conditional Access policy can be enforced.",
        "turn security defaults off, and turn on a policy for this control in the same change",
      ),
    );
  if (isPolicyOn && gapIn(facts.securityDefaults)?.unclear !== true)
    return answer(
      "not read; off, because a policy is on",
      passed("Security defaults are off: a Conditional Access policy is on, and Entra doesn't allow both at once."),
    );
  const howTo = `${readWith(roleFor(facts.securityDefaults, "Policy.Read.All"))}, or look under Entra ID → Overview → Properties`;
  return answer("not known", unknown("Could not tell whether security defaults are off.", howTo));
}

/**
 * Whether the tenant has an active license for Conditional Access: one that includes Entra ID P1 or P2.
 * @see Microsoft Graph, "subscribedSku": capabilityStatus; "servicePlanInfo": provisioningStatus (v1.0)
 */
function licence({ facts }: AuditContext): Answer {
  const evidence = (partOf(facts.subscribedSkus) ?? []).map((one) =>
    observation(undefined, "license", `${nameOf(one)}, ${shortened(one.status ?? "status not known")}`),
  );
  return { ...ofLicences(facts), evidence };
}

/** Conditional Access needs one of these service plans: Entra ID P1 or P2. A license may have the name of its only plan. */
const PLANS: readonly string[] = ["AAD_PREMIUM", "AAD_PREMIUM_P2"];

const nameOf = ({ sku }: Licence): string => shortened(sku ?? "a license without a name");

/** Whether a word of Graph's is a good one. Unclear if there is none, or if the word isn't known here. */
function isGood(word: string | undefined, good: readonly string[], bad: readonly string[]): Truth {
  if (word === undefined) return "unclear";
  return good.includes(word) ? "yes" : bad.includes(word) ? "no" : "unclear";
}

const BAD_PLAN = ["Disabled", "Error", "PendingInput", "PendingActivation", "PendingProvisioning"];

/** Whether a license includes one of the plans, ready for use. A license that lists no plans is unclear. */
function has({ sku, plans = [] }: Licence): Truth {
  if (PLANS.includes(sku ?? "")) return "yes";
  if (plans.length === 0) return "unclear";
  return some(
    plans.map(({ name, status }) =>
      every([name === undefined ? "unclear" : isGood(name, PLANS, [name]), isGood(status, ["Success"], BAD_PLAN)]),
    ),
  );
}

/** Whether a license is active. `Warning` is the grace period after it expired. */
const works = ({ status }: Licence): Truth =>
  isGood(status, ["Enabled", "Warning"], ["Suspended", "Deleted", "LockedOut"]);

function ofLicences(facts: AuditContext["facts"]): Conclusion {
  const howTo = readWith(roleFor(facts.subscribedSkus, "LicenseAssignment.Read.All"));
  const licences = partOf(facts.subscribedSkus);
  if (licences === undefined) return unknown("Could not tell which licenses the tenant has.", howTo);
  const those = (truth: Truth): readonly Licence[] => licences.filter((one) => every([has(one), works(one)]) === truth);
  const names = (some: readonly Licence[]): string => listFew(some.map(nameOf));
  const [good, unsure] = [those("yes"), those("unclear")];
  const isLasting = good.some(({ status }) => status === "Enabled");
  if (good.length > 0)
    return passed(
      `Conditional Access is licensed${isLasting ? "" : " for now, in the grace period after it expired"}: ${names(good)}.`,
    );
  if (unsure.length > 0)
    return unknown(
      `Could not tell whether ${names(unsure)} includes an active Entra ID P1 or P2: service plans or a status are missing, or not understood.`,
      "look under Entra ID → Billing → Licenses",
      howTo,
    );
  const gap = gapIn(facts.subscribedSkus);
  if (gap !== undefined)
    return unknown(`Could not tell whether another license includes Entra ID P1 or P2: ${shortened(gap.why)}.`, howTo);
  return failed(
    licences.some((one) => has(one) === "yes")
      ? "The license for Conditional Access isn't active."
      : "No license of the tenant includes Entra ID P1 or P2.",
    "get Entra ID P1 or P2: without it, the policies stay as they are and can't be changed",
  );
}
