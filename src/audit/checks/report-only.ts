import { withPolicies } from "../../law/evaluate";
import type { Policy } from "../../law/model/policy";
import type { Answer } from "../../report/report";
import { kindOf } from "../../verifier/prove";
import { closedBy } from "../../verifier/questions/closed-by";
import { namesOf, namesWithVerb } from "../../words/policies";
import { type Conclusion, failed, notApplicable, passed, unknown } from "../answer";
import { type AuditContext, ofPolicy } from "../context";

/** Whether report-only policies would close a way in if they were on. */
export function reportOnly({ whole, representatives }: AuditContext): Answer {
  const isWaiting = ({ enforcement }: Policy): boolean => enforcement.kind === "reportOnly";
  const { policies } = whole.tenant;
  const others = policies.filter((policy) => !isWaiting(policy));
  const waiting = policies
    .filter(isWaiting)
    .map((policy): Policy => ({ ...policy, enforcement: { kind: "enforced" } }));
  if (waiting.length === 0) return { ...notApplicable("No policy is report-only."), about: [], evidence: [] };
  const allOn = withPolicies(whole, [...others, ...waiting]);
  const { closed } = closedBy(allOn, new Set(waiting), representatives, 1);
  const useful = waiting.filter((policy) => closed.get(policy)?.classes.length === 1);
  const idle = waiting.filter((policy) => closed.get(policy)?.isWhole && !useful.includes(policy));
  const unsettled = waiting.filter((policy) => !useful.includes(policy) && !idle.includes(policy));
  const observed = (some: readonly Policy[], found: string) =>
    some.map((policy) => ofPolicy(policy, "report-only", found));
  const isEnough =
    useful.length > 0 && kindOf(withPolicies(whole, [...others, ...useful]), representatives) === "proved";
  return {
    ...concluded(useful, idle, unsettled, isEnough),
    about: [...useful, ...unsettled].map(({ id }) => id),
    evidence: [
      ...observed(useful, "would stop sign-ins that get through now"),
      ...observed(unsettled, "could not tell: the search reached its limit"),
      ...observed(idle, "would stop nobody who gets in now"),
    ],
  };
}

type Policies = readonly Policy[];

function concluded(useful: Policies, idle: Policies, unsettled: Policies, isEnough: boolean): Conclusion {
  if (useful.length > 0) {
    const [they, them] = useful.length === 1 ? ["it", "it"] : ["they", "them"];
    const then = isEnough ? "nobody gets in without MFA after that" : "that closes some of the ways in";
    return failed(
      `${namesWithVerb(useful, "is", "are")} report-only, and would stop sign-ins that get through now.`,
      `check in the insights workbook what ${they} would have stopped, then turn ${them} on: ${then}`,
    );
  }
  if (unsettled.length > 0)
    return unknown(
      `Could not tell whether ${namesOf(unsettled, "or")} would stop sign-ins that get through now: the search reached its limit.`,
      "judge the tenant as if each of them were on: azmfa prove --as-if-enabled=ID",
    );
  return passed(
    idle.length === 1
      ? `${namesOf(idle)} is report-only, and would stop nobody who gets in now.`
      : `None of the ${idle.length} report-only policies would stop anybody who gets in now.`,
  );
}
