import { TENANT_PROBLEM_CODES } from "../../entra/tenant-problem";
import { changedInJson } from "../../report/json";
import { directoryNames } from "../../report/principal";
import { printableJson } from "../../text/printable";
import { type DriftReport, exitStatus, problemsIn } from "../drift-report";
import type { ExclusionDrift } from "../exclusions";
import type { Meaning } from "../meaning";
import type { JudgedDifference, PolicyReport } from "../policy/policy-report";
import { portalStep } from "../policy/repair";
import type { Problem } from "../problem";

const ANSWERS = { 0: "none", 1: "drift", 2: "unknown" } as const;

/** The report as one line of JSON, in the shape that `docs/drift.md` describes. */
export function renderJson(report: DriftReport): string {
  const { stack, comparedWith, policies, otherChanges, exclusions, namesakes, meaning } = report;
  return `${printableJson({
    stack,
    drift: ANSWERS[exitStatus(report)],
    comparedWith,
    policies: policies.map(policyInJson),
    otherChanges: otherChanges.map(({ urn, operation, fields }) => ({ urn, operation, fields })),
    exclusions: exclusions.map(exclusionInJson),
    namesakes: namesakes.map(({ help, ...policy }) => ({
      ...policy,
      accepted: help === undefined,
      help: help ?? null,
    })),
    meaning: meaning === undefined ? null : meaningInJson(meaning),
    problems: problemsIn(report).map(problemInJson),
  })}\n`;
}

function policyInJson(policy: PolicyReport): object {
  const { kind, name, id, displayName } = policy;
  const head = { name, id: id ?? null, displayName, kind };
  if (kind !== "compared") return head;
  const { differences, noise, weakStrength, request } = policy;
  return {
    ...head,
    differences: differences.map(differenceInJson),
    notDrift: noise,
    weakStrength: weakStrength ?? null,
    request: request ?? null,
  };
}

function differenceInJson({ path, tenant, code, repair, changed, onlyInBeta }: JudgedDifference): object {
  const portal = repair === "repaired" ? null : portalStep(path);
  return { field: path, tenant: tenant ?? null, code: code ?? null, repair, changedIn: changed, onlyInBeta, portal };
}

function exclusionInJson(drift: ExclusionDrift): object {
  const { entry, kind } = drift;
  const { file, line, column } = entry.at;
  const { id } = entry.principal;
  return { kind, id, member: "member" in drift ? drift.member.id : null, at: { file, line, column } };
}

function meaningInJson({ verdict, asCoded, opened, tenant }: Meaning): object {
  const names = directoryNames(tenant);
  const { users, classes, outsiders } = verdict.uncovered;
  return {
    verdict: verdict.kind,
    asCoded,
    uncovered: { users, classes, externals: outsiders },
    opened: opened.map((bypass) => changedInJson(bypass, names, false)),
  };
}

/** What the tenant doesn't say has its kind with it. */
function problemInJson({ code, message, help }: Problem): object {
  const kind = TENANT_PROBLEM_CODES.find((known) => known === code);
  return { ...(kind !== undefined && { kind }), message, help };
}
