import type { Licence } from "../../model/evidence";
import { listing, shortened } from "../../text/sentence";
import { type Answer, failed, type Observation, passed, unknown } from "../answer";
import type { Audited } from "../audited";
import { howToRead, partOf, wholeOf } from "../known";

/** Service plans that Conditional Access needs one of: Entra ID P1 and P2. */
const PLANS: readonly string[] = ["AAD_PREMIUM", "AAD_PREMIUM_P2"];

const nameOf = ({ sku }: Licence): string => shortened(sku ?? "a licence without a name");

/** A plan that isn't provisioned doesn't work; one of whose state nothing is said is taken for provisioned. */
const has = ({ sku, plans }: Licence): boolean =>
  PLANS.includes(sku ?? "") ||
  plans.some(({ name, status }) => PLANS.includes(name) && (status === undefined || status === "Success"));

/** `Warning` is the time of grace after a licence has run out. */
const WORKS: readonly (string | undefined)[] = ["Enabled", "Warning"];

/**
 * Whether the tenant has a licence for Conditional Access.
 * @see Microsoft Graph, "subscribedSku": capabilityStatus (v1.0)
 */
export function licenceAnswer({ facts }: Audited): Answer {
  const licences = partOf(facts.licences);
  if (licences === undefined)
    return unknown("Which licences the tenant has isn't known.", [
      howToRead(facts.licences, "LicenseAssignment.Read.All"),
    ]);
  const evidence = licences.map(
    (licence): Observation => ({
      subject: undefined,
      what: "licence",
      value: `${nameOf(licence)}, ${licence.status ?? "its status isn't known"}`,
    }),
  );
  const good = licences.filter((licence) => has(licence) && WORKS.includes(licence.status));
  if (good.some(({ status }) => status === "Enabled"))
    return passed(`It is licensed: ${listing(good.map(nameOf), "and")}.`, evidence);
  if (good.length > 0)
    return passed(
      `It is licensed for now: ${listing(good.map(nameOf), "and")} has run out and is in its time of grace.`,
      evidence,
    );
  if (wholeOf(facts.licences) === undefined || licences.some((licence) => licence.plans.length === 0 && !has(licence)))
    return unknown(
      "Whether one of the licences holds Entra ID P1 or P2 isn't known: their service plans aren't there.",
      ["read the tenant again, or look under Entra ID → Billing → Licenses"],
      evidence,
    );
  return failed(
    licences.some(has)
      ? "The licence for Conditional Access isn't active."
      : "No licence of the tenant holds Entra ID P1 or P2.",
    ["get Entra ID P1 or P2: without it policies stay as they are, and can't be changed"],
    evidence,
  );
}
