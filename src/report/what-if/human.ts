import { printable } from "../../text/printable";
import { counted, fileName, named, shortened } from "../../text/sentence";
import type { OtherAnswer } from "../../what-if/compare-answer";
import { section } from "../human/sections";
import { penFor, type ReportOptions, wrap } from "../human/terminal";
import { phrasesOf, tellerOf } from "../sign-in";
import { countOf, type QuestionResult, type WhatIfReport } from "./what-if-report";

type Result = WhatIfReport["results"][number];

/** What came of asking, for a person at a terminal. */
export function renderWhatIfAnswers(report: WhatIfReport, options: Pick<ReportOptions, "colour" | "width">): string {
  const pen = penFor(options);
  const { tenantFile, results, tips } = report;
  const [agree, disagree, known, not] = (["agrees", "disagrees", "knownDefect", "notAvailable"] as const).map((kind) =>
    countOf(report, kind),
  );
  const [text, colour] =
    disagree === 0 && (agree ?? 0) > 0 ? (["AGREES", "green"] as const) : (["DISAGREES", "red"] as const);
  const those = (kind: QuestionResult["kind"]): readonly string[] =>
    results.filter(({ result }) => result.kind === kind).flatMap((one) => pointsOf(one, report));
  return `${[
    `${pen.paint.bold(pen.paint[agree === 0 && disagree === 0 ? "yellow" : colour](agree === 0 && disagree === 0 ? "NOT ASKED" : text))}  ${fileName(tenantFile)}  ${pen.paint.dim(`(${counted(results.length, "question")})`)}`,
    ...wrap(
      `Of ${counted(results.length, "sign-in")} the evaluation says the same as we do about ${agree}, otherwise about ${disagree}, otherwise in a way that it is known for about ${known}; ${not} couldn't be asked about.`,
      pen.width,
      "  ",
    ),
    ...tips.flatMap((tip) => wrap(printable(tip), pen.width, "  ")),
    ...section("Disagrees", those("disagrees"), pen),
    ...section("A known defect of What If: it doesn't find groups or roles", those("knownDefect"), pen),
    ...section("Couldn't be asked", those("notAvailable"), pen),
  ].join("\n")}\n`;
}

const WHY = {
  who: "nobody of the directory is named in it",
  homeTenant: "the person's home tenant isn't known",
  platform: "no request can name an unknown platform",
  place: "no request can say that a hidden list trusts the address, or where it is by GPS",
  country: "no request can say that the address maps to no country",
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

const SAYS = { applies: "it applies", doesNotApply: "it doesn't apply", absent: "there is no such policy" } as const;

const differenceOf = ({ policy, ours, theirs, reasons }: OtherAnswer): string =>
  `${named(policy.displayName)}: we say that ${SAYS[ours]}, the evaluation that ${SAYS[theirs]}${
    reasons === "" || reasons === "notSet" ? "" : ` (${shortened(reasons)})`
  }`;
