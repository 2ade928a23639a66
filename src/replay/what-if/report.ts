import type { Tenant } from "../../law/model/tenant";
import { filled, listSection, type Report } from "../../report/report";
import { signInInJson } from "../../report/verdict-in-json";
import { printable } from "../../text/printable";
import { counted, fileName, named, shortened } from "../../text/sentence";
import { describeSignIn, tellerOf } from "../../words/sign-in";
import type { OtherAnswer, Said } from "./answers";
import type { Question } from "./questions";

/** What came of a question. `who`, `how`: no request says who signs in, or how; `failed`: Graph refused it or answered something else. */
export type QuestionResult =
  | { readonly kind: "agrees" }
  | { readonly kind: "disagrees" | "knownDefect"; readonly others: readonly OtherAnswer[] }
  | { readonly kind: "notAvailable"; readonly why: "who" | "how" | "failed" };

/** Questions with what came of them, and everything that a report of it says. */
export interface WhatIfReport {
  readonly tenantFile: string;
  readonly tenant: Tenant;
  readonly results: readonly (Question & { readonly isStopped: boolean; readonly result: QuestionResult })[];
  /** What the answers say of themselves. */
  readonly tips: readonly string[];
}

/** How many questions came to that. */
export const countOf = ({ results }: WhatIfReport, kind: QuestionResult["kind"]): number =>
  results.filter(({ result }) => result.kind === kind).length;

/** What Microsoft's evaluation answered. */
export function whatIfAnswersReport(answers: WhatIfReport): Report {
  const { tenantFile, results, tips } = answers;
  const [agrees, disagrees] = [countOf(answers, "agrees"), countOf(answers, "disagrees")];
  const waysIn = results.filter(({ about }) => about.kind === "wayIn");
  // A way in that couldn't be asked about, or that meets a defect, isn't confirmed, even where nothing disagrees.
  const open = waysIn.filter(({ result }) => result.kind !== "agrees").length;
  const those = (kind: QuestionResult["kind"]): readonly string[] =>
    results.filter(({ result }) => result.kind === kind).flatMap((one) => pointsOf(one, answers));
  return {
    title: "MFA for Azure management: Microsoft's evaluation",
    ...outcomeOf(agrees, disagrees, open),
    subject: fileName(tenantFile),
    aside: counted(results.length, "question"),
    answer: [
      `${counted(results.length, "sign-in")}: the evaluation agrees about ${agrees}, disagrees about ${disagrees}, and shows a known defect in ${countOf(answers, "knownDefect")}. ${countOf(answers, "notAvailable")} couldn't be asked.`,
      ...(open === 0 ? [] : [`${open} of ${counted(waysIn.length, "way")} in of the verdict couldn't be confirmed.`]),
      ...tips.map(printable),
    ],
    sections: filled([
      listSection("Disagrees", those("disagrees")),
      listSection("Known defect of What If: it doesn't find groups or roles", those("knownDefect")),
      listSection("Could not be asked", those("notAvailable")),
    ]),
    footer: "Made by azmfa whatif.",
  };
}

function outcomeOf(agrees: number, disagrees: number, open: number): Pick<Report, "word" | "tone"> {
  if (disagrees > 0) return { word: "DISAGREES", tone: "bad" };
  if (agrees === 0) return { word: "NOT ASKED", tone: "warn" };
  return open > 0 ? { word: "NOT CONFIRMED", tone: "warn" } : { word: "AGREES", tone: "good" };
}

const WHY = {
  who: "no request can name the person, or their home tenant isn't known",
  how: "no request can name an unknown platform, hidden trust, a country by GPS or an address without a country",
  failed: "Graph refused the question, or its answer isn't one",
} as const;

function pointsOf(
  { about, signIn, result }: WhatIfReport["results"][number],
  { tenant }: WhatIfReport,
): readonly string[] {
  const who = signIn.principal.kind === "person" ? shortened(signIn.principal.id) : "somebody";
  const how = describeSignIn(signIn, {}, tellerOf(tenant));
  const what = `${about.kind === "wayIn" ? `way in ${about.number}` : "sample"}: ${who}, ${how}`;
  if (result.kind === "agrees") return [];
  if (result.kind === "notAvailable") return [`${what}: ${WHY[result.why]}`];
  return result.others.map((one) => `${what}: ${differenceOf(one)}`);
}

const SAYS: { readonly [Word in Said]: string } = {
  applies: "it applies",
  doesNotApply: "it doesn't apply",
  stops: "it applies, and asks for MFA or blocks",
  letsThrough: "it applies, and can be met without MFA or is report-only",
  absent: "there is no such policy",
};

function differenceOf({ policy, ours, theirs, reasons }: OtherAnswer): string {
  const why = reasons === "" || reasons === "notSet" ? "" : ` (${shortened(reasons)})`;
  const weSay =
    ours === "absent"
      ? "the tenant file doesn't have it, the evaluation says"
      : `azmfa says that ${SAYS[ours]}, the evaluation`;
  return `${named(policy.displayName)}: ${weSay} that ${SAYS[theirs]}${why}`;
}

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
    results: results.map(({ about, signIn, isStopped, result }) => ({
      about,
      user: signIn.principal.kind === "person" ? signIn.principal.id : null,
      signIn: signInInJson(signIn, tenant),
      stopped: isStopped,
      result: result.kind,
      ...("why" in result ? { why: result.why } : {}),
      ...("others" in result ? { policies: result.others.map(otherInJson) } : {}),
    })),
  };
}

const otherInJson = ({ policy, isKnownDefect, ...said }: OtherAnswer): object => ({
  ...{ policy: policy.id, displayName: policy.displayName, ...said, knownDefect: isKnownDefect },
});
