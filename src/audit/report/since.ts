import { asList, asObject, asText, type JsonObject } from "../../law/json/json-object";
import { listSection, type Section } from "../../report/report";
import { present } from "../../text/present";
import { listing, listingSome, shortened } from "../../text/sentence";
import { outcomeInWords } from "../audit";
import type { StepNumber } from "../check";
import { CHECKLIST, STEP_NUMBERS } from "../checklist";
import type { AuditReport, AuditRun, EarlierReport } from "./audit-report";

/** Reads a report that `azmfa audit --format json` wrote. @returns `undefined` if it is something else */
export function readEarlierReport(json: unknown): EarlierReport | undefined {
  const report = asObject(json);
  const uncovered = asObject(asObject(report?.["verdict"])?.["uncovered"]);
  const run = asObject(report?.["run"]);
  const [at, outcome] = [asText(run?.["at"]), asText(report?.["outcome"])];
  const tool = asObject(run?.["tool"]);
  const steps = asList(report?.["steps"]);
  if (report?.["format"] !== "azmfa-audit-1" || !at || !outcome || !steps || !uncovered) return undefined;
  return {
    at,
    tenantId: asText(asObject(report["tenant"])?.["id"]),
    tool: toolOf({ name: asText(tool?.["name"]) ?? "", version: asText(tool?.["version"]) ?? "" }),
    outcome,
    steps: new Map(steps.flatMap((step) => numbered(asObject(step), "answer"))),
    openSince: new Map(
      (asList(asObject(report["since"])?.["open"]) ?? []).flatMap((step) => numbered(asObject(step), "since")),
    ),
    uncovered: new Set(["users", "classes", "externals"].flatMap((key) => asList(uncovered[key]) ?? []).map(String)),
  };
}

function numbered(step: JsonObject | undefined, key: string): readonly (readonly [number, string])[] {
  const [number, text] = [step?.["number"], asText(step?.[key])];
  return typeof number === "number" && text !== undefined ? [[number, text]] : [];
}

const toolOf = ({ name, version }: AuditRun["tool"]): string => `${name} ${version}`;

/** People who are named; JSON has all of them. */
const MOST_NAMED = 10;

/**
 * Compares an audit with an earlier report: the steps that fail or are unknown, and the people who get in. A step that is open in both
 * reports has the time of the first report in which it was open.
 */
export function changesSince({ audit, judgement, run }: AuditReport, earlier: EarlierReport) {
  const isSameTool = earlier.tool === toolOf(run.tool);
  const isBad = (kind: string | undefined): boolean => kind === "failed" || kind === "unknown";
  const steps = (now: boolean, then: boolean): readonly StepNumber[] =>
    STEP_NUMBERS.filter((step) => isBad(audit.answers[step].answer) === now && isBad(earlier.steps.get(step)) === then);
  const { users, classes, outsiders } = judgement.verdict.uncovered;
  const uncovered = new Set<string>([...users, ...classes, ...outsiders]);
  return {
    since: earlier.at,
    before: earlier.outcome,
    madeBy: isSameTool ? null : earlier.tool, // another version: steps aren't compared
    newlyFailed: isSameTool ? steps(true, false) : [],
    mended: isSameTool ? steps(false, true) : [],
    open: steps(true, true).map((number) => ({ number, since: earlier.openSince.get(number) ?? earlier.at })),
    newlyIn: [...uncovered].filter((one) => !earlier.uncovered.has(one)),
    nowCovered: [...earlier.uncovered].filter((one) => !uncovered.has(one)),
  };
}

/** What has changed, in words; no section without an earlier report. */
export function changesSinceSection(report: AuditReport): Section | undefined {
  const { audit, earlier } = report;
  if (earlier === undefined) return undefined;
  const trend = changesSince(report, earlier);
  const stepsIn = (numbers: readonly StepNumber[]): string =>
    listing(
      numbers.map((number) => `step ${number} (${CHECKLIST[number].title})`),
      "and",
    );
  const named = (ids: readonly string[]): string =>
    listingSome(
      ids.map((id) => shortened(audit.audited.names.nameOf(id) ?? id)),
      MOST_NAMED,
    );
  const items = present([
    trend.madeBy !== null &&
      `${shortened(trend.madeBy)} made the earlier report and may judge steps differently, so failed and mended steps aren't compared`,
    trend.newlyFailed.length > 0 && `Newly failed or unknown: ${stepsIn(trend.newlyFailed)}`,
    trend.newlyIn.length > 0 && `Newly without MFA: ${named(trend.newlyIn)}`,
    ...trend.open.map(({ number, since }) => `Open since ${since}: ${stepsIn([number])}`),
    trend.mended.length > 0 && `Mended: ${stepsIn(trend.mended)}`,
    trend.nowCovered.length > 0 && `Covered now: ${named(trend.nowCovered)}`,
  ]);
  const title = `Since ${trend.since} (${outcomeInWords(trend.before)})`;
  return { ...listSection(title, items.length === 0 ? ["Nothing has changed."] : items), id: "since" };
}
