import type { Policy } from "../../law/model/policy";
import { compare } from "../../verifier/compare";
import { type Answer, type Conclusion, failed, notApplicable, observation, passed, unknown } from "../answer";
import { includesNobody, mended } from "../carriers/facet";
import { representedIn } from "../carriers/find-carriers";
import { type AuditContext, policySubject } from "../context";
import { isKnownNow } from "../known";
import { namesOf } from "../policies-in-words";

/** Beyond this many policies it isn't looked at which of them do nothing. */
const MAX_POLICIES = 100;

/** Whether there are more policies than are looked at one by one. */
export const tooMany = (count: number): Conclusion | undefined =>
  count > MAX_POLICIES
    ? unknown(
        `It isn't looked at where there are more than ${MAX_POLICIES} policies, and there are ${count}.`,
        "audit a part of them by itself",
      )
    : undefined;

/** Claims that somebody's sign-in can meet all conditions of each policy, whatever it asks for and whether it is on. */
export function vacuous({ tenant, exempt, facts }: AuditContext): Answer {
  const policies = tenant.policies.filter(isAboutPeople);
  const refused = tooMany(policies.length);
  if (refused !== undefined) return { ...refused, evidence: [] };
  const { partlyKnown, ...whole } = representedIn(tenant, { ...exempt, isExempt: () => false }).tenant;
  const applies = (policy: Policy): "to some" | "to none" | "not settled" => {
    const { opened, kind } = compare({ ...whole, policies: [alone(policy)] }, { ...whole, policies: [] });
    if (opened.length > 0) return isKnownNow(opened, facts) ? "to some" : "not settled";
    return kind === "unknown" ? "not settled" : "to none";
  };
  const found = policies.map((policy) => [policy, applies(policy)] as const);
  const never = found.flatMap(([policy, how]) => (how === "to none" ? [policy] : []));
  const unsettled = found.flatMap(([policy, how]) => (how === "not settled" ? [policy] : []));
  return {
    ...concluded(policies.length, never, unsettled),
    evidence: [
      ...never.map((policy) => observation(policySubject(policy), "sign-ins", "applies to none")),
      ...unsettled.map((policy) => observation(policySubject(policy), "sign-ins", "not settled")),
    ],
  };
}

/** `None` alone stands in policies about agents and workloads, of which Graph's v1.0 needn't show what they are about. */
const isAboutPeople = (policy: Policy): boolean =>
  !policy.workloadIdentitiesOnly && !policy.users.include.everyAgent && !includesNobody(policy);

/** The policy as if it asked for MFA at this API, so that only whom and what it is about matters. */
const alone = (policy: Policy): Policy => mended(policy, ["state", "grant", "resources", "resourceExclusions"]);

function concluded(count: number, never: readonly Policy[], unsettled: readonly Policy[]): Conclusion {
  if (count === 0) return notApplicable("There is no policy about people.");
  if (never.length > 0)
    return failed(
      `${namesOf(never)} can never apply: no sign-in meets all ${never.length === 1 ? "its" : "their"} conditions.`,
      "mend whom they are about or their conditions, or take them out",
    );
  if (unsettled.length > 0)
    return unknown(
      `Whether any sign-in meets all conditions of ${namesOf(unsettled)} isn't settled.`,
      "look at what isn't understood there",
    );
  return passed("Every policy that includes somebody applies to some sign-in.");
}
