import type { Policy } from "../../law/model/policy";
import type { Tenant } from "../../law/model/tenant";
import { assuming, NOTHING_ASSUMED } from "../../verifier/assume";
import { compare } from "../../verifier/compare";
import { kindOf } from "../../verifier/prove";
import { type Conclusion, failed, notApplicable, type Observation, observation, passed } from "../answer";
import { type Audited, policySubject } from "../audited";
import type { Beside } from "../check";
import { asked } from "../check";
import { doing, namesOf } from "../policies-in-words";

/** Policies in report-only that would close a way in if they were on: the verifier compares the tenant with and without. */
export const reportOnly: Beside = {
  title: "Report-only policies that would close a way in",
  ask: asked({
    look: ifOn,
    evidence: ({ useful, idle }) => [...useful.map(stops), ...idle.map(stopsNobody)],
    conclude,
  }),
};

/** Policies in report-only: those that would stop somebody who gets in now, and the others. */
interface Waiting {
  readonly useful: readonly Policy[];
  readonly idle: readonly Policy[];
  /** Whether nobody gets in without MFA once the useful ones are on. */
  readonly isEnough: boolean;
}

function ifOn({ tenant, represented, exemptions }: Audited): Waiting {
  const { partlyKnown, ...whole } = represented.tenant;
  const waiting = tenant.policies.filter(({ enforcement }) => enforcement.kind === "reportOnly");
  const useful = waiting.filter((policy) => compare(whole, withOn(whole, [policy]), exemptions).closed.length > 0);
  return {
    useful,
    idle: waiting.filter((policy) => !useful.includes(policy)),
    isEnough: useful.length > 0 && kindOf(withOn(whole, useful), exemptions) === "proved",
  };
}

const withOn = (tenant: Tenant, policies: readonly Policy[]): Tenant =>
  assuming(tenant, { ...NOTHING_ASSUMED, enabled: new Set(policies.map(({ id }) => id)) });

const stops = (policy: Policy): Observation =>
  observation(policySubject(policy), "report-only", "would stop sign-ins that get through now");
const stopsNobody = (policy: Policy): Observation =>
  observation(policySubject(policy), "report-only", "would stop nobody who gets in now");

function conclude({ useful, idle, isEnough }: Waiting): Conclusion {
  if (useful.length === 0) return nothingIn(idle);
  const then = isEnough ? "with that nobody gets in without MFA" : "that closes a part of the ways in";
  return failed(
    `${doing(useful, "is", "are")} in report-only, and would stop sign-ins that get through now.`,
    `look in the insights workbook at what ${useful.length === 1 ? "it" : "they"} would have stopped, then ${switchOn(useful, idle)}: ${then}`,
  );
}

function nothingIn(idle: readonly Policy[]): Conclusion {
  if (idle.length === 0) return notApplicable("No policy is in report-only.");
  return passed(
    idle.length === 1
      ? `${namesOf(idle)} is in report-only, and would stop nobody who gets in now.`
      : `None of the ${idle.length} policies in report-only would stop anybody who gets in now.`,
  );
}

function switchOn(useful: readonly Policy[], idle: readonly Policy[]): string {
  if (useful.length === 1) return "switch it on";
  return idle.length === 0
    ? `switch on all ${useful.length}`
    : `switch on these ${useful.length} (the other ${idle.length} in report-only stop nobody who gets in now)`;
}
