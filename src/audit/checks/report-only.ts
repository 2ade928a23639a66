import type { Policy } from "../../law/model/policy";
import { kindOf } from "../../verifier/prove";
import { closedBy } from "../../verifier/questions/closed-by";
import { type Answer, type Conclusion, failed, notApplicable, passed, unknown } from "../answer";
import { type AuditContext, ofPolicy } from "../context";
import { doing, namesOf } from "../policies-in-words";

/** Policies in report-only that would close a way in if they were on. */
export function reportOnly({ represented, exemptions, exempt }: AuditContext): Answer {
  const { partlyKnown, policies, ...whole } = represented.tenant;
  const isWaiting = ({ enforcement }: Policy): boolean => enforcement.kind === "reportOnly";
  const others = policies.filter((policy) => !isWaiting(policy));
  const waiting = policies
    .filter(isWaiting)
    .map((policy): Policy => ({ ...policy, enforcement: { kind: "enforced" } }));
  const { closed } = closedBy({ ...whole, policies: [...others, ...waiting] }, new Set(waiting), exempt, 1);
  const useful = waiting.filter((policy) => closed.get(policy)?.classes.length === 1);
  const idle = waiting.filter((policy) => closed.get(policy)?.isWhole && !useful.includes(policy));
  const unsettled = waiting.filter((policy) => !useful.includes(policy) && !idle.includes(policy));
  const observed = (some: readonly Policy[], found: string) =>
    some.map((policy) => ofPolicy(policy, "report-only", found));
  const isEnough = useful.length > 0 && kindOf({ ...whole, policies: [...others, ...useful] }, exemptions) === "proved";
  return {
    ...concluded(useful, idle, unsettled, isEnough),
    evidence: [
      ...observed(useful, "would stop sign-ins that get through now"),
      ...observed(unsettled, "not settled: the search reached its bound"),
      ...observed(idle, "would stop nobody who gets in now"),
    ],
  };
}

function concluded(
  useful: readonly Policy[],
  idle: readonly Policy[],
  unsettled: readonly Policy[],
  isEnough: boolean,
): Conclusion {
  if (useful.length > 0) return ofUseful(useful, idle.length, unsettled.length === 0, isEnough);
  if (unsettled.length > 0)
    return unknown(
      `Whether ${namesOf(unsettled, "or")} would stop sign-ins that get through now isn't settled: the search reached its bound.`,
      "compare the tenant with and without each of them: azmfa prove --as-if-enabled=ID",
    );
  if (idle.length === 0) return notApplicable("No policy is in report-only.");
  return passed(
    idle.length === 1
      ? `${namesOf(idle)} is in report-only, and would stop nobody who gets in now.`
      : `None of the ${idle.length} policies in report-only would stop anybody who gets in now.`,
  );
}

function ofUseful(useful: readonly Policy[], idle: number, areAllSettled: boolean, isEnough: boolean): Conclusion {
  const others = idle === 0 ? "" : ` (the other ${idle} in report-only stop nobody who gets in now)`;
  const these = idle === 0 && areAllSettled ? `all ${useful.length}` : `these ${useful.length}${others}`;
  const [they, switchOn] = useful.length === 1 ? ["it", "switch it on"] : ["they", `switch on ${these}`];
  const then = isEnough ? "with that nobody gets in without MFA" : "that closes a part of the ways in";
  return failed(
    `${doing(useful, "is", "are")} in report-only, and would stop sign-ins that get through now.`,
    `look in the insights workbook at what ${they} would have stopped, then ${switchOn}: ${then}`,
  );
}
