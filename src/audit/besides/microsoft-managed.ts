import { isoDate } from "../../text/iso-date";
import { counted, listing, named } from "../../text/sentence";
import { type Answer, notApplicable, type Observation, passed, unknown } from "../answer";
import { type Audited, policySubject } from "../audited";

/** Microsoft makes these policies itself, and names them so. */
const NAME = /^microsoft-managed\b/i;

/** @see Microsoft Entra, "Microsoft-managed Conditional Access policies" (2025-11): no less than 45 days after they appear */
const DAYS_UNTIL_ON = 45;
const DAY_MS = 86_400_000;

/** Policies that Microsoft made: they appear in report-only, and switch themselves on. */
export function microsoftManagedAnswer({ tenant, facts }: Audited): Answer {
  const managed = tenant.policies.filter(({ displayName }) => NAME.test(displayName));
  if (managed.length === 0) return notApplicable("The tenant has no policy that Microsoft manages.");
  const judged = managed.map((policy) => {
    const created = facts.policies.get(policy.id)?.created;
    return { policy, on: policy.enforcement.kind !== "reportOnly" ? undefined : earliest(created) };
  });
  const evidence = judged.map(
    ({ policy, on }): Observation => ({
      subject: policySubject(policy),
      what: "managed by Microsoft",
      value:
        policy.enforcement.kind === "enforced"
          ? "on"
          : policy.enforcement.kind === "reportOnly"
            ? `report-only; switches itself on from ${on ?? "a day that isn't known"}`
            : "off",
    }),
  );
  const waiting = judged.filter(({ policy }) => policy.enforcement.kind === "reportOnly");
  if (waiting.some(({ on }) => on === undefined))
    return unknown(
      `When ${counted(waiting.length, "policy", "policies")} of Microsoft's will switch on isn't known: the day on which it appeared isn't there.`,
      [
        "look at the policy in the Entra admin center; decide on it, or exclude break-glass accounts, before it switches on",
      ],
      evidence,
    );
  if (waiting.length === 0) return passed(`No policy of Microsoft's is waiting to switch itself on.`, evidence);
  return passed(
    `${listing(
      waiting.map(({ policy, on }) => `${named(policy.displayName)} may switch itself on from ${on}`),
      "and",
    )}, ${DAYS_UNTIL_ON} days after it appeared: see that break-glass accounts are outside it.`,
    evidence,
  );
}

function earliest(created: string | undefined): string | undefined {
  const start = created === undefined ? Number.NaN : Date.parse(created);
  return Number.isNaN(start) ? undefined : isoDate(new Date(start + DAYS_UNTIL_ON * DAY_MS).toISOString().slice(0, 10));
}
