import type { Licence } from "../../model/evidence";
import { listing, shortened } from "../../text/sentence";
import { type Conclusion, failed, observation, passed, unknown } from "../answer";
import type { Audited } from "../audited";
import { asked } from "../check";
import { howToRead, partOf, wholeOf } from "../known";
import type { Beside } from "./beside";

/**
 * Whether the tenant has a licence for Conditional Access.
 * @see Microsoft Graph, "subscribedSku": capabilityStatus (v1.0)
 */
export const licence: Beside = {
  title: "Licence",
  ask: asked({
    look: ({ facts }) => partOf(facts.licences),
    evidence: (licences = []) =>
      licences.map((one) =>
        observation(undefined, "licence", `${nameOf(one)}, ${one.status ?? "its status isn't known"}`),
      ),
    conclude,
  }),
};

/** Service plans that Conditional Access needs one of: Entra ID P1 and P2. */
const PLANS: readonly string[] = ["AAD_PREMIUM", "AAD_PREMIUM_P2"];

const nameOf = ({ sku }: Licence): string => shortened(sku ?? "a licence without a name");

/** A plan that isn't provisioned doesn't work; one of whose state nothing is said is taken for provisioned. */
const has = ({ sku, plans }: Licence): boolean =>
  PLANS.includes(sku ?? "") ||
  plans.some(({ name, status }) => PLANS.includes(name) && (status === undefined || status === "Success"));

/** `Warning` is the time of grace after a licence has run out. */
const WORKS: readonly (string | undefined)[] = ["Enabled", "Warning"];

function conclude(licences: readonly Licence[] | undefined, { facts }: Audited): Conclusion {
  if (licences === undefined)
    return unknown(
      "Which licences the tenant has isn't known.",
      howToRead(facts.licences, "LicenseAssignment.Read.All"),
    );
  const good = licences.filter((one) => has(one) && WORKS.includes(one.status));
  const names = listing(good.map(nameOf), "and");
  if (good.some(({ status }) => status === "Enabled")) return passed(`Conditional Access is licensed: ${names}.`);
  if (good.length > 0)
    return passed(`Conditional Access is licensed for now, in the time of grace after running out: ${names}.`);
  if (wholeOf(facts.licences) === undefined || licences.some((one) => one.plans.length === 0 && !has(one)))
    return unknown(
      "Whether one of the licences holds Entra ID P1 or P2 isn't known: their service plans aren't there.",
      "read the tenant again, or look under Entra ID → Billing → Licenses",
    );
  return failed(
    licences.some(has)
      ? "The licence for Conditional Access isn't active."
      : "No licence of the tenant holds Entra ID P1 or P2.",
    "get Entra ID P1 or P2: without it policies stay as they are, and can't be changed",
  );
}
