import assert from "node:assert/strict";
import { lexer, type Tokens } from "marked";
import type { AuditFormat } from "../../../src/bundle/reports";
import type { CheckAnswer } from "../../../src/report/report";
import { rowsOf, tablesIn } from "./shapes";

/** What a report says, as far as its format says it; a member that the format has no place for is missing. */
export interface ReadBack {
  readonly outcome?: string;
  readonly verdict?: string;
  /** The answer of each of the fifteen steps, in order. */
  readonly steps?: readonly string[];
  /** Ids of people, and classes and outsiders by their names in words: all who may get in, sorted. */
  readonly exposed?: readonly string[];
  /** How many people, where they aren't listed. */
  readonly said?: string;
}

/** Reads a report as a program or a person would who has nothing else. */
export const READ_BACK: { readonly [F in AuditFormat]: (text: string) => ReadBack } = {
  json: (text) => {
    const { outcome, verdict, steps } = JSON.parse(text);
    const { users, classes, externals } = verdict.uncovered;
    return {
      outcome,
      verdict: verdict.verdict,
      steps: steps.map(({ answer }: { answer: string }) => answer),
      exposed: [...users, ...classes, ...externals].sort(),
    };
  },
  human: (text) => ({
    outcome: OUTCOMES[firstOf(/^(COMPLIANT|NOT COMPLIANT|COULD NOT TELL)/m, text).toLowerCase()] ?? "",
    verdict: VERDICTS[firstOf(/(passed|FAILED|UNKNOWN) +By who can sign in/, text)] ?? "",
    steps: allOf(/^ {2}[ 1]\d {2}(passed|FAILED|UNKNOWN|n\/a)/gm, text).map((mark) => MARKS[mark] ?? mark),
    said: text.replaceAll(/\s+/g, " "),
  }),
  markdown: (text) => {
    const [, steps] = tablesIn(text);
    return {
      outcome: OUTCOMES[firstOf(/^## \S+ MFA for Azure management: (.*)$/m, text)] ?? "",
      steps: steps?.rows.map(([, answer]) => answer?.text.replace(/^\S+ /, "") ?? "") ?? [],
      said: plain(text),
    };
  },
  html: (text) => ({
    outcome: OUTCOMES[firstOf(/<title>MFA for Azure management: (.*)<\/title>/, text)] ?? "",
    steps: allOf(
      /<details class="step"[^>]*>\s*<summary>.*?<span class="tag \w+">([^<]*)</gs,
      sectionOf("steps", text),
    ),
    said: unescaped(text.replaceAll(/<[^>]*>/g, "")).replaceAll(/\s+/g, " "),
  }),
  sarif: (text) => {
    const { results } = JSON.parse(text).runs[0];
    const levelOf = (rule: string): string | undefined =>
      results.find(({ ruleId }: { ruleId: string }) => ruleId === rule)?.level;
    const inWords = (level: string | undefined, is: { readonly [level: string]: string }): string =>
      level === undefined ? "nothing" : (is[level] ?? level);
    return {
      verdict: inWords(levelOf("verdict"), { error: "bypass", warning: "unknown" }).replace("nothing", "proved"),
      steps: Array.from({ length: 15 }, (_, at) =>
        inWords(levelOf(`step-${at + 1}`), { error: "failed", warning: "unknown" }),
      ),
    };
  },
  junit: (text) => {
    const cases = /<testcase classname="azmfa\.(?:verdict|steps)"[^>]*>\s*<(system-out|failure|error|skipped)\b/g;
    const [verdict, _benchmark, ...steps] = allOf(cases, text).map((element) => CASES[element] ?? element);
    return {
      verdict: { passed: "proved", failed: "bypass", unknown: "unknown" }[verdict ?? ""] ?? "",
      steps,
      said: unescaped(text).replaceAll(/\s+/g, " "),
    };
  },
  csv: (text) => ({
    exposed: rowsOf(text)
      .slice(1)
      .flatMap(([id = "", , , what = "", , , , step]) => (step === "" ? [id || what] : []))
      .filter((text) => text !== "")
      .sort(),
    steps: rowsOf(text).flatMap(([, , , , , , , step = "", answer = ""]) => (/^\d+\. /.test(step) ? [answer] : [])),
  }),
};

const OUTCOMES: { readonly [said: string]: string } = {
  compliant: "compliant",
  "not compliant": "not compliant",
  "could not tell": "not settled",
};

const VERDICTS: { readonly [said: string]: string } = { passed: "proved", FAILED: "bypass", UNKNOWN: "unknown" };

const MARKS: { readonly [mark: string]: CheckAnswer } = {
  FAILED: "failed",
  UNKNOWN: "unknown",
  "n/a": "not applicable",
};

const CASES: { readonly [element: string]: CheckAnswer } = {
  "system-out": "passed",
  failure: "failed",
  error: "unknown",
  skipped: "not applicable",
};

function firstOf(pattern: RegExp, text: string): string {
  const [, found] = pattern.exec(text) ?? [];
  assert.ok(found !== undefined, `there is no ${pattern}`);
  return found;
}

const allOf = (pattern: RegExp, text: string): readonly string[] =>
  Array.from(text.matchAll(pattern), ([, found = ""]) => found);

const sectionOf = (id: string, text: string): string =>
  firstOf(new RegExp(`<section id="${id}"([\\s\\S]*?)</section>`), text);

const ENTITIES: { readonly [entity: string]: string } = {
  lt: "<",
  gt: ">",
  quot: '"',
  "#39": "'",
  "#96": "`",
  amp: "&",
};
const unescaped = (text: string): string =>
  text.replaceAll(/&([a-z]+|#\d+);/g, (entity, name: string) => ENTITIES[name] ?? entity);

/** The text of a page of Markdown without its marks. */
const plain = (text: string): string =>
  lexer(text)
    .flatMap((token) => ("tokens" in token ? (token.tokens ?? []) : []))
    .map(textOf)
    .join(" ")
    .replaceAll(/\s+/g, " ");

function textOf(token: Tokens.Generic): string {
  return token.tokens === undefined
    ? unescaped("text" in token ? String(token["text"]) : "")
    : token.tokens.map(textOf).join("");
}
