import type { Policy } from "../../law/model/policy";
import type { Tenant } from "../../law/model/tenant";
import { isoDate } from "../../text/iso-date";
import { momentOf } from "../../text/moment";
import { present } from "../../text/present";
import { listing, named } from "../../text/sentence";
import { assuming, NOTHING_ASSUMED } from "../../verifier/assume";
import { compare } from "../../verifier/compare";
import { kindOf } from "../../verifier/prove";
import { type Answer, type Conclusion, failed, notApplicable, observation, passed } from "../answer";
import { type AuditContext, policySubject } from "../context";
import { type Doubt, missingPolicies, notKnown } from "../known";
import { doing, namesOf, STATES } from "../policies-in-words";

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

/** Microsoft makes these policies itself, and names them so. */
const MANAGED = /^microsoft-managed\b/i;

/** @see Microsoft Entra, "Microsoft-managed Conditional Access policies" (2025-11): no less than 45 days after they appear */
const DAYS_UNTIL_ON = 45;
const DAY_MS = 86_400_000;

/** Claims that it is known from when each policy that Microsoft made, and that is in report-only, may switch itself on. */
export function microsoftManaged(context: AuditContext): Answer {
  const managed = context.tenant.policies.filter(({ displayName }) => MANAGED.test(displayName));
  const evidence = managed.map((policy) => {
    const state = STATES[policy.enforcement.kind];
    const from = firstDayOn(policy, context) ?? "a day that isn't known";
    const value = isWaiting(policy) ? `${state}; may switch itself on from ${from}` : state;
    return observation(policySubject(policy), "managed by Microsoft", value);
  });
  return { ...ofManaged(managed, context), evidence };
}

const isWaiting = ({ enforcement }: Policy): boolean => enforcement.kind === "reportOnly";

/** The first day on which a policy of Microsoft's may switch itself on, where that is known. */
function firstDayOn({ id }: Policy, { facts }: AuditContext): string | undefined {
  const created = facts.policies.get(id)?.created;
  const start = created === undefined ? undefined : momentOf(created);
  return start === undefined ? undefined : isoDate(new Date(start + DAYS_UNTIL_ON * DAY_MS).toISOString().slice(0, 10));
}

const LOOK =
  "look there in the Entra admin center; decide, or exclude break-glass accounts, before a policy switches itself on";

function ofManaged(managed: readonly Policy[], context: AuditContext): Conclusion {
  const missing = missingPolicies(context);
  const odd = managed.filter(({ enforcement }) => enforcement.kind === "notUnderstood");
  const waiting = managed.filter(isWaiting);
  const undated = waiting.filter((policy) => firstDayOn(policy, context) === undefined);
  const doubts = present<Doubt>([
    missing && { ...missing, what: "whether there are other policies of Microsoft's" },
    odd.length > 0 && { what: `in which state ${doing(odd, "is", "are")}`, todo: LOOK },
    undated.length > 0 && {
      what: `on which day Microsoft made ${namesOf(undated)}, and so from when ${undated.length === 1 ? "it" : "they"} may switch on`,
      todo: LOOK,
    },
  ]);
  if (doubts.length > 0) return notKnown("", doubts);
  if (managed.length === 0) return notApplicable("The tenant has no policy that Microsoft manages.");
  if (waiting.length === 0) return passed("None of Microsoft's policies waits to switch itself on.");
  const when = waiting.map((policy) => {
    const day = firstDayOn(policy, context) ?? "";
    return day > context.day
      ? `${named(policy.displayName)} may switch itself on from ${day}, ${DAYS_UNTIL_ON} days after Microsoft made it`
      : `${named(policy.displayName)} may switch itself on any day, since ${DAYS_UNTIL_ON} days were over on ${day}`;
  });
  return passed(`${listing(when, "and")}: see that break-glass accounts are outside.`);
}
