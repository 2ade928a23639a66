import { signInInJson } from "../../report/verdict-in-json";
import { countOf, type QuestionResult, type WhatIfReport } from "./what-if-report";

/** What Microsoft's evaluation answered, in the shape and key order that `docs/replay.md` promises. */
export function whatIfObject(report: WhatIfReport): object {
  const { tenantFile, tenant, results, tips } = report;
  return {
    tenant: tenantFile,
    answeredBy: tips,
    questions: results.length,
    agree: countOf(report, "agrees"),
    disagree: countOf(report, "disagrees"),
    knownDefect: countOf(report, "knownDefect"),
    notAvailable: countOf(report, "notAvailable"),
    results: results.map(({ question: { about, signIn }, isStopped, result }) => ({
      about,
      user: signIn.principal.kind === "person" ? signIn.principal.id : null,
      signIn: signInInJson(signIn, tenant),
      stopped: isStopped,
      result: result.kind,
      ...detailsInJson(result),
    })),
  };
}

function detailsInJson(result: QuestionResult): object {
  switch (result.kind) {
    case "agrees":
      return {};
    case "notAvailable":
      return { why: result.why };
    default:
      return {
        policies: result.others.map(({ policy, ours, because, theirs, reasons, isKnownDefect }) => ({
          policy: policy.id,
          displayName: policy.displayName,
          ours,
          because: because ?? null,
          theirs,
          reasons,
          knownDefect: isKnownDefect,
        })),
      };
  }
}
