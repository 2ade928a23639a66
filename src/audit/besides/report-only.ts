import { counted, listing, named } from "../../text/sentence";
import { assuming, NOTHING_ASSUMED } from "../../verifier/assume";
import { compare } from "../../verifier/compare";
import { type Answer, failed, notApplicable, type Observation, passed } from "../answer";
import { type Audited, policySubject } from "../audited";

/** Policies in report-only that would close a way in if they were on: the verifier compares the tenant with and without. */
export function reportOnlyAnswer(audited: Audited): Answer {
  const { tenant, exemptions, represented } = audited;
  const waiting = tenant.policies.filter(({ enforcement }) => enforcement.kind === "reportOnly");
  if (waiting.length === 0) return notApplicable("No policy is in report-only.");
  const { partlyKnown, ...whole } = represented.tenant;
  const judged = waiting.map((policy) => {
    const on = assuming(whole, { ...NOTHING_ASSUMED, enabled: new Set([policy.id]) });
    return { policy, closes: compare(whole, on, exemptions).closed.length };
  });
  const evidence = judged.map(
    ({ policy, closes }): Observation => ({
      subject: policySubject(policy),
      what: "report-only",
      value:
        closes === 0
          ? "would close no way in"
          : `would close ${closes >= 20 ? "20 ways in or more" : counted(closes, "way in", "ways in")}`,
    }),
  );
  const useful = judged.filter(({ closes }) => closes > 0);
  return useful.length === 0
    ? passed(`None of ${counted(waiting.length, "policy", "policies")} in report-only would close a way in.`, evidence)
    : failed(
        `${listing(
          useful.map(({ policy }) => named(policy.displayName)),
          "and",
        )} would close a way in, and ${useful.length === 1 ? "is" : "are"} in report-only.`,
        ["look at the sign-ins that it would have stopped in the insights workbook, then switch it on"],
        evidence,
      );
}
