import type { Tenant } from "../../law/model/tenant";
import { filled, listSection, type Report } from "../../report/report";
import { signInInJson } from "../../report/verdict-in-json";
import { printable } from "../../text/printable";
import { counted, fileName, named, shortened } from "../../text/sentence";
import { describeSignIn, tellerOf } from "../../words/sign-in";
import type { OtherAnswer, Said } from "./answers";
import type { Question } from "./questions";

/** The result of a question. `who`, `how`: no request can say who signs in, or how. `failed`: Graph refused it, or gave another answer. */
export type QuestionResult =
  | { readonly kind: "agrees" }
  | { readonly kind: "disagrees" | "knownDefect"; readonly others: readonly OtherAnswer[] }
  | { readonly kind: "notAvailable"; readonly why: "who" | "how" | "failed" };

/** Questions with their results, and everything that the reports say. */
export interface WhatIfReport {
  readonly tenantFile: string;
  readonly tenant: Tenant;
  readonly results: readonly (Question & { readonly isStopped: boolean; readonly result: QuestionResult })[];
  /** What the answers say about themselves. */
  readonly tips: readonly string[];
}

/** How many questions have each result. */
export function countsOf({ results }: WhatIfReport): Readonly<Record<QuestionResult["kind"], number>> {
  const counts = { agrees: 0, disagrees: 0, knownDefect: 0, notAvailable: 0 };
  for (const { result } of results) counts[result.kind]++;
  return counts;
}

/** The report of Microsoft's answers. */
export function whatIfAnswersReport(report: WhatIfReport): Report {
  const { tenantFile, results, tips } = report;
  const { agrees, disagrees, knownDefect, notAvailable } = countsOf(report);
  const waysIn = results.filter(({ about }) => about.kind === "wayIn");
  // A way in isn't confirmed if it couldn't be asked about or shows a defect, even if nothing disagrees.
  const open = waysIn.filter(({ result }) => result.kind !== "agrees").length;
  const section = (title: string, kind: QuestionResult["kind"]) =>
    listSection(
      title,
      results.filter(({ result }) => result.kind === kind).flatMap((one) => pointsOf(one, report.tenant)),
    );
  return {
    title: "MFA for Azure management: Microsoft's evaluation",
    ...outcomeOf(agrees, disagrees, open),
    subject: fileName(tenantFile),
    aside: counted(results.length, "question"),
    answer: [
      `${counted(results.length, "sign-in")}: the evaluation agrees about ${agrees}, disagrees about ${disagrees}, and shows a known defect in ${knownDefect}. ${notAvailable} couldn't be asked.`,
      ...(open === 0 ? [] : [`${open} of ${counted(waysIn.length, "way")} in of the verdict couldn't be confirmed.`]),
      ...tips.map(printable),
    ],
    sections: filled([
      section("Disagrees", "disagrees"),
      section("Known defect of What If: it doesn't find groups or roles", "knownDefect"),
      section("Could not be asked", "notAvailable"),
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

function pointsOf({ about, signIn, result }: WhatIfReport["results"][number], tenant: Tenant): readonly string[] {
  const who = signIn.principal.kind === "person" ? shortened(signIn.principal.id) : "someone";
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
  return `${named(policy.displayName)}: azmfa says that ${SAYS[ours]}, the evaluation that ${SAYS[theirs]}${why}`;
}

/** Microsoft's answers as JSON, in the shape and key order of `docs/replay.md`. */
export function whatIfObject(report: WhatIfReport): object {
  const { tenantFile, tenant, results, tips } = report;
  const { agrees, disagrees, knownDefect, notAvailable } = countsOf(report);
  return {
    tenant: tenantFile,
    answeredBy: tips,
    questions: results.length,
    ...{ agree: agrees, disagree: disagrees, knownDefect, notAvailable },
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
