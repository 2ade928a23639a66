import type { Licence } from "../../law/model/evidence";
import { every, some, type Truth } from "../../law/model/truth";
import { shortened } from "../../text/sentence";
import { type Answer, type Conclusion, failed, observation, passed, unknown, worst } from "../answer";
import type { AuditContext } from "../context";
import { gapIn, partOf, readWith, roleFor } from "../not-known";
import { few } from "../policies-in-words";

/** Claims both: that Conditional Access is licensed, and that security defaults are off. */
export function conditionalAccess(context: AuditContext): Answer {
  const answers = [securityDefaults(context), licence(context)];
  const because = answers.map((answer) => answer.because).join(" ");
  const [first = "", ...rest] = answers.flatMap((answer) => ("todo" in answer ? answer.todo : []));
  const kind = worst(answers);
  const conclusion =
    kind === "failed" || kind === "unknown"
      ? (kind === "failed" ? failed : unknown)(because, first, ...rest)
      : passed(because);
  return { ...conclusion, evidence: answers.flatMap(({ evidence }) => evidence) };
}

/**
 * Claims that security defaults are off. Where the file doesn't say so, a policy that is on in the tenant does: the two exclude each
 * other. A policy that is only planned says nothing.
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
        "turn security defaults off, and a policy for this control on in the same change",
      ),
    );
  if (isPolicyOn)
    return answer(
      "not read; off, since a policy is on",
      passed("Security defaults are off: a Conditional Access policy is on, and Entra refuses both at once."),
    );
  const howTo = `${readWith(roleFor(facts.securityDefaults, "Policy.Read.All"))}, or look under Entra ID → Overview → Properties`;
  return answer("not known", unknown("Whether security defaults are off isn't known.", howTo));
}

/**
 * Claims that the tenant has a licence for Conditional Access that works: one that holds Entra ID P1 or P2.
 * @see Microsoft Graph, "subscribedSku": capabilityStatus; "servicePlanInfo": provisioningStatus (v1.0)
 */
function licence({ facts }: AuditContext): Answer {
  const evidence = (partOf(facts.licences) ?? []).map((one) =>
    observation(undefined, "licence", `${nameOf(one)}, ${shortened(one.status ?? "its status isn't known")}`),
  );
  return { ...ofLicences(facts), evidence };
}

/** Service plans that Conditional Access needs one of: Entra ID P1 and P2. A licence may be called like its only plan. */
const PLANS: readonly string[] = ["AAD_PREMIUM", "AAD_PREMIUM_P2"];

const nameOf = ({ sku }: Licence): string => shortened(sku ?? "a licence without a name");

/** A word of Graph's: whether it is a good one; unclear where there is none, or one that isn't known here. */
function isGood(word: string | undefined, good: readonly string[], bad: readonly string[]): Truth {
  if (word === undefined) return "unclear";
  return good.includes(word) ? "yes" : bad.includes(word) ? "no" : "unclear";
}

const BAD_PLAN = ["Disabled", "Error", "PendingInput", "PendingActivation", "PendingProvisioning"];

/** Whether it holds the plan, and the plan is there to be used. The plans of a licence without any aren't known. */
function has({ sku, plans = [] }: Licence): Truth {
  if (PLANS.includes(sku ?? "")) return "yes";
  if (plans.length === 0) return "unclear";
  return some(
    plans.map(({ name, status }) =>
      every([name === undefined ? "unclear" : isGood(name, PLANS, [name]), isGood(status, ["Success"], BAD_PLAN)]),
    ),
  );
}

/** `Warning` is the time of grace after a licence has run out. */
const works = ({ status }: Licence): Truth =>
  isGood(status, ["Enabled", "Warning"], ["Suspended", "Deleted", "LockedOut"]);

function ofLicences(facts: AuditContext["facts"]): Conclusion {
  const howTo = readWith(roleFor(facts.licences, "LicenseAssignment.Read.All"));
  const licences = partOf(facts.licences);
  if (licences === undefined) return unknown("Which licences the tenant has isn't known.", howTo);
  const those = (truth: Truth): readonly Licence[] => licences.filter((one) => every([has(one), works(one)]) === truth);
  const names = (some: readonly Licence[]): string => few(some.map(nameOf));
  const [good, unsure] = [those("yes"), those("unclear")];
  const isLasting = good.some(({ status }) => status === "Enabled");
  if (good.length > 0)
    return passed(
      `Conditional Access is licensed${isLasting ? "" : " for now, in the time of grace after running out"}: ${names(good)}.`,
    );
  if (unsure.length > 0)
    return unknown(
      `It isn't known whether Entra ID P1 or P2 is in ${names(unsure)} and active: service plans or a status aren't there, or aren't understood.`,
      "look under Entra ID → Billing → Licenses",
      howTo,
    );
  const gap = gapIn(facts.licences);
  if (gap !== undefined)
    return unknown(`Whether another licence holds Entra ID P1 or P2 isn't known: ${shortened(gap.why)}.`, howTo);
  return failed(
    licences.some((one) => has(one) === "yes")
      ? "The licence for Conditional Access isn't active."
      : "No licence of the tenant holds Entra ID P1 or P2.",
    "get Entra ID P1 or P2: without it policies stay as they are, and can't be changed",
  );
}
