import type { OtherAnswer, Said } from "../../replay/what-if/compare-answer";
import { printable } from "../../text/printable";
import { counted, fileName, named, shortened } from "../../text/sentence";
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
  const [text, colour] = answerOf(report);
  const those = (kind: QuestionResult["kind"]): readonly string[] =>
    results.filter(({ result }) => result.kind === kind).flatMap((one) => pointsOf(one, report));
  return `${[
    `${pen.paint.bold(pen.paint[colour](text))}  ${fileName(tenantFile)}  ${pen.paint.dim(`(${counted(results.length, "question")})`)}`,
    ...wrap(
      `Of ${counted(results.length, "sign-in")} the evaluation says the same as we do about ${agree}, otherwise about ${disagree}, otherwise in a way that it is known for about ${known}; ${not} couldn't be asked about.`,
      pen.width,
      "  ",
    ),
    ...notConfirmed(report).flatMap((sentence) => wrap(sentence, pen.width, "  ")),
    ...tips.flatMap((tip) => wrap(printable(tip), pen.width, "  ")),
    ...section("Disagrees", those("disagrees"), pen),
    ...section("A known defect of What If: it doesn't find groups or roles", those("knownDefect"), pen),
    ...section("Couldn't be asked", those("notAvailable"), pen),
  ].join("\n")}\n`;
}

/** The answer in a word: not even where nothing disagrees is a way in confirmed that couldn't be asked about, or meets a defect. */
function answerOf(report: WhatIfReport): readonly [text: string, colour: "green" | "yellow" | "red"] {
  if (countOf(report, "disagrees") > 0) return ["DISAGREES", "red"];
  if (countOf(report, "agrees") === 0) return ["NOT ASKED", "yellow"];
  return notConfirmed(report).length > 0 ? ["NOT CONFIRMED", "yellow"] : ["AGREES", "green"];
}

function notConfirmed({ results }: WhatIfReport): readonly string[] {
  const waysIn = results.filter(({ question: { about } }) => about.kind === "wayIn");
  const open = waysIn.filter(({ result: { kind } }) => kind !== "agrees");
  return open.length === 0
    ? []
    : [
        `Of ${counted(waysIn.length, "way")} in of the verdict ${open.length.toLocaleString("en-US")} couldn't be confirmed.`,
      ];
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

const SAYS: { readonly [Word in Said]: string } = {
  applies: "it applies",
  doesNotApply: "it doesn't apply",
  stops: "it applies, and asks for MFA or blocks",
  letsThrough: "it applies, and can be met without MFA or is report-only",
  absent: "there is no such policy",
};

const differenceOf = ({ policy, ours, theirs, reasons }: OtherAnswer): string =>
  `${named(policy.displayName)}: ${ours === "absent" ? "the tenant file doesn't have it" : `we say that ${SAYS[ours]}`}, the evaluation ${
    ours === "absent" ? "says " : ""
  }that ${SAYS[theirs]}${reasons === "" || reasons === "notSet" ? "" : ` (${shortened(reasons)})`}`;
