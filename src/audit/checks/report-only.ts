import type { Policy } from "../../law/model/policy";
import type { Tenant } from "../../law/model/tenant";
import { assuming, NOTHING_ASSUMED } from "../../verifier/assume";
import { compare } from "../../verifier/compare";
import { kindOf } from "../../verifier/prove";
import { type Answer, type Conclusion, failed, notApplicable, observation, passed } from "../answer";
import { type AuditContext, policySubject } from "../context";
import { doing, namesOf } from "../policies-in-words";

/** Policies in report-only that would close a way in if they were on: the verifier compares the tenant with and without. */
export function reportOnly({ tenant, represented, exemptions }: AuditContext): Answer {
  const { partlyKnown, ...whole } = represented.tenant;
  const waiting = tenant.policies.filter(({ enforcement }) => enforcement.kind === "reportOnly");
  const useful = waiting.filter((policy) => compare(whole, withOn(whole, [policy]), exemptions).closed.length > 0);
  const idle = waiting.filter((policy) => !useful.includes(policy));
  const observed = (policies: readonly Policy[], found: string) =>
    policies.map((policy) => observation(policySubject(policy), "report-only", found));
  const isEnough = useful.length > 0 && kindOf(withOn(whole, useful), exemptions) === "proved";
  return {
    ...(useful.length === 0 ? ofIdle(idle) : ofUseful(useful, idle.length, isEnough)),
    evidence: [
      ...observed(useful, "would stop sign-ins that get through now"),
      ...observed(idle, "would stop nobody who gets in now"),
    ],
  };
}

const withOn = (tenant: Tenant, policies: readonly Policy[]): Tenant =>
  assuming(tenant, { ...NOTHING_ASSUMED, enabled: new Set(policies.map(({ id }) => id)) });

function ofUseful(useful: readonly Policy[], idle: number, isEnough: boolean): Conclusion {
  const others = idle === 0 ? "" : ` (the other ${idle} in report-only stop nobody who gets in now)`;
  const these = idle === 0 ? `all ${useful.length}` : `these ${useful.length}${others}`;
  const [they, switchOn] = useful.length === 1 ? ["it", "switch it on"] : ["they", `switch on ${these}`];
  const then = isEnough ? "with that nobody gets in without MFA" : "that closes a part of the ways in";
  return failed(
    `${doing(useful, "is", "are")} in report-only, and would stop sign-ins that get through now.`,
    `look in the insights workbook at what ${they} would have stopped, then ${switchOn}: ${then}`,
  );
}

function ofIdle(idle: readonly Policy[]): Conclusion {
  if (idle.length === 0) return notApplicable("No policy is in report-only.");
  return passed(
    idle.length === 1
      ? `${namesOf(idle)} is in report-only, and would stop nobody who gets in now.`
      : `None of the ${idle.length} policies in report-only would stop anybody who gets in now.`,
  );
}
