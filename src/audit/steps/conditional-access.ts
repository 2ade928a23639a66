import type { Licence, TenantEvidence } from "../../law/model/evidence";
import type { Tenant } from "../../law/model/tenant";
import { every, some, type Truth, truthOf } from "../../law/model/truth";
import type { Answer } from "../../report/report";
import { shortened } from "../../text/sentence";
import { listFew } from "../../words/policies";
import { type Conclusion, failed, observation, passed, unknown, worst } from "../answer";
import type { AuditContext } from "../context";
import { gapIn, partOf, readWith, roleFor } from "../not-known";

/** Whether Conditional Access is licensed, and security defaults are off. */
export function conditionalAccess({ tenant, facts }: AuditContext): Answer {
  const answers = [securityDefaults(tenant, facts), licence(facts)];
  const areOn = partOf(facts.securityDefaults);
  const licences = (partOf(facts.subscribedSkus) ?? []).map((one) =>
    observation(undefined, "license", `${nameOf(one)}, ${shortened(one.status ?? "status not known")}`),
  );
  return {
    answer: worst(answers),
    because: answers.map(({ because }) => because).join(" "),
    todo: answers.flatMap(({ todo }) => todo),
    evidence: [
      observation(undefined, "security defaults", areOn === undefined ? "not read" : areOn ? "on" : "off"),
      ...licences,
    ],
  };
}

/**
 * Whether security defaults are off. If the file has no value, an enforced policy does: Entra doesn't allow both at once. A policy that
 * is only planned doesn't count.
 * @see CIS Microsoft Azure Foundations Benchmark 5.0.0, 5.2.6, default value
 */
function securityDefaults({ policies }: Tenant, facts: TenantEvidence): Conclusion {
  const areOn = partOf(facts.securityDefaults);
  if (areOn === false) return passed("Security defaults are off.");
  if (areOn === true)
    return failed(
      "Security defaults are on, so no Conditional Access policy can be enforced.",
      "turn security defaults off, and turn on a policy for this control in the same change",
    );
  const isPolicyOn =
    facts.plannedBy === undefined && policies.some(({ enforcement }) => enforcement.kind === "enforced");
  if (isPolicyOn && gapIn(facts.securityDefaults)?.unclear !== true)
    return passed(
      "Security defaults are off: a Conditional Access policy is on, and Entra doesn't allow both at once.",
    );
  const howTo = `${readWith(roleFor(facts.securityDefaults, "Policy.Read.All"))}, or look under Entra ID → Overview → Properties`;
  return unknown("Could not tell whether security defaults are off.", howTo);
}

/** Conditional Access needs one of these service plans: Entra ID P1 or P2. A license may have the name of its only plan. */
const PLANS: readonly string[] = ["AAD_PREMIUM", "AAD_PREMIUM_P2"];

const nameOf = ({ sku }: Licence): string => shortened(sku ?? "a license without a name");

/** Whether a word of Graph's is a good one. Unclear if there is none. */
const isGood = (word: string | undefined, good: readonly string[]): Truth =>
  word === undefined ? "unclear" : truthOf(good.includes(word));

/** Whether a license includes one of the plans, ready for use. A license that lists no plans is unclear. */
function has({ sku, plans = [] }: Licence): Truth {
  if (PLANS.includes(sku ?? "")) return "yes";
  if (plans.length === 0) return "unclear";
  return some(plans.map(({ name, status }) => every([isGood(name, PLANS), isGood(status, ["Success"])])));
}

/** Whether a license is active. `Warning` is the grace period after it expired. */
const works = ({ status }: Licence): Truth => isGood(status, ["Enabled", "Warning"]);

/**
 * Whether the tenant has an active license for Conditional Access: one that includes Entra ID P1 or P2.
 * @see Microsoft Graph, "subscribedSku": capabilityStatus; "servicePlanInfo": provisioningStatus (v1.0)
 */
function licence({ subscribedSkus }: TenantEvidence): Conclusion {
  const licences = partOf(subscribedSkus) ?? [];
  const those = (truth: Truth): readonly Licence[] => licences.filter((one) => every([has(one), works(one)]) === truth);
  const names = (some: readonly Licence[]): string => listFew(some.map(nameOf));
  const [good, unsure] = [those("yes"), those("unclear")];
  if (good.length > 0) return passed(`Conditional Access is licensed: ${names(good)}.`);
  const gap = gapIn(subscribedSkus);
  if (unsure.length > 0 || gap !== undefined)
    return unknown(
      `Could not tell whether ${names(unsure) || "a license"} includes an active Entra ID P1 or P2${gap === undefined ? "" : `: ${shortened(gap.why)}`}.`,
      "look under Entra ID → Billing → Licenses",
      readWith(roleFor(subscribedSkus, "LicenseAssignment.Read.All")),
    );
  return failed(
    "No license of the tenant that includes Entra ID P1 or P2 is active.",
    "get Entra ID P1 or P2: without it, the policies stay as they are and can't be changed",
  );
}
