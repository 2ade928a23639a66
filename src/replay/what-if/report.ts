import { filled, listSection, type Report } from "../../report/report";
import { signInInJson } from "../../report/verdict-in-json";
import { printable } from "../../text/printable";
import { counted, fileName, named, shortened } from "../../text/sentence";
import { phrasesOf, tellerOf } from "../../words/sign-in";
import type { OtherAnswer, Said } from "./compare-answer";
import { countOf, type QuestionResult, type WhatIfReport } from "./question";

type Result = WhatIfReport["results"][number];

/** What Microsoft's evaluation answered. */
export function whatIfAnswersReport(answers: WhatIfReport): Report {
  const { tenantFile, results, tips } = answers;
  const count = (kind: QuestionResult["kind"]): number => countOf(answers, kind);
  const those = (kind: QuestionResult["kind"]): readonly string[] =>
    results.filter(({ result }) => result.kind === kind).flatMap((one) => pointsOf(one, answers));
  return {
    title: "MFA for Azure management: Microsoft's evaluation",
    ...outcomeOf(answers),
    subject: fileName(tenantFile),
    aside: counted(results.length, "question"),
    answer: [
      `${counted(results.length, "sign-in")}: the evaluation agrees about ${count("agrees")}, disagrees about ${count("disagrees")}, and shows a known defect in ${count("knownDefect")}. ${count("notAvailable")} couldn't be asked.`,
      ...notConfirmed(answers),
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

/** A way in that couldn't be asked about, or that meets a defect, isn't confirmed, even where nothing disagrees. */
function outcomeOf(answers: WhatIfReport): Pick<Report, "word" | "tone"> {
  if (countOf(answers, "disagrees") > 0) return { word: "DISAGREES", tone: "bad" };
  if (countOf(answers, "agrees") === 0) return { word: "NOT ASKED", tone: "warn" };
  return notConfirmed(answers).length > 0 ? { word: "NOT CONFIRMED", tone: "warn" } : { word: "AGREES", tone: "good" };
}

function notConfirmed({ results }: WhatIfReport): readonly string[] {
  const waysIn = results.filter(({ question: { about } }) => about.kind === "wayIn");
  const open = waysIn.filter(({ result: { kind } }) => kind !== "agrees").length.toLocaleString("en-US");
  return open === "0" ? [] : [`${open} of ${counted(waysIn.length, "way")} in of the verdict couldn't be confirmed.`];
}

const WHY = {
  who: "no request can name the person, or their home tenant isn't known",
  how: "no request can name an unknown platform, hidden trust, a country by GPS or an address without a country",
  failed: "Graph refused the question, or its answer isn't one",
} as const;

function pointsOf({ question: { about, signIn }, result }: Result, { tenant }: WhatIfReport): readonly string[] {
  const who = signIn.principal.kind === "person" ? shortened(signIn.principal.id) : "somebody";
  const how = phrasesOf(signIn, {}, tellerOf(tenant)).map(({ text }) => text);
  const what = `${about.kind === "wayIn" ? `way in ${about.number}` : "sample"}: ${[who, ...how].join(", ")}`;
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
  const both =
    ours === "absent"
      ? "the tenant file doesn't have it, the evaluation says that"
      : `azmfa says that ${SAYS[ours]}, the evaluation that`;
  return `${named(policy.displayName)}: ${both} ${SAYS[theirs]}${why}`;
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
    results: results.map(({ question: { about, signIn }, isStopped, result }) => ({
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
