import type { Policy } from "../../model/policy";
import { counted, listing, named } from "../../text/sentence";
import { assuming, NOTHING_ASSUMED } from "../../verifier/assume";
import { compare } from "../../verifier/compare";
import { type Conclusion, failed, notApplicable, type Observation, observation, passed } from "../answer";
import { type Audited, policySubject } from "../audited";
import { asked } from "../check";
import type { Beside } from "./beside";

/** Policies in report-only that would close a way in if they were on: the verifier compares the tenant with and without. */
export const reportOnly: Beside = {
  title: "Report-only policies that would close a way in",
  ask: asked({ look: ifOn, evidence: (waiting) => waiting.map(closed), conclude }),
};

/** A policy in report-only, and how many ways in it would close. */
interface Waiting {
  readonly policy: Policy;
  readonly closes: number;
}

function ifOn({ tenant, represented, exemptions }: Audited): readonly Waiting[] {
  const { partlyKnown, ...whole } = represented.tenant;
  const waiting = tenant.policies.filter(({ enforcement }) => enforcement.kind === "reportOnly");
  return waiting.map((policy) => {
    const on = assuming(whole, { ...NOTHING_ASSUMED, enabled: new Set([policy.id]) });
    return { policy, closes: compare(whole, on, exemptions).closed.length };
  });
}

/** A comparison shows no more ways in than these. */
const MOST_SHOWN = 20;

function closed({ policy, closes }: Waiting): Observation {
  const ways = closes >= MOST_SHOWN ? `${MOST_SHOWN} ways in or more` : counted(closes, "way in", "ways in");
  const value = closes === 0 ? "would close no way in" : `would close ${ways}`;
  return observation(policySubject(policy), "report-only", value);
}

function conclude(waiting: readonly Waiting[]): Conclusion {
  if (waiting.length === 0) return notApplicable("No policy is in report-only.");
  const useful = waiting.filter(({ closes }) => closes > 0).map(({ policy }) => named(policy.displayName));
  if (useful.length === 0)
    return passed(`None of ${counted(waiting.length, "policy", "policies")} in report-only would close a way in.`);
  return failed(
    `${listing(useful, "and")} would close a way in, and ${useful.length === 1 ? "is" : "are"} in report-only.`,
    "look at the sign-ins that it would have stopped in the insights workbook, then switch it on",
  );
}
