import { CATALOGUE } from "../../../policies/catalogue";
import type { JsonObject } from "../../law/json/json-object";
import type { Location } from "../../law/model/finding";
import { renderComplaint } from "../../report/finding";
import { findingsReport } from "../../report/findings";
import { renderHuman } from "../../report/human";
import { renderMarkdown } from "../../report/markdown";
import type { ReportedRule } from "../../report/report";
import { sarifLog } from "../../report/sarif/log";
import { type Place, relativeUri } from "../../report/sarif/place";
import { isEngineEvent, type JudgedRun, judgedRun } from "../../tenant/engine/policy-events";
import { type Position, positionsIn } from "../../tenant/engine/positions";
import { readJson, readJsonLines } from "../../tenant/file/read-json";
import { type Result, resultOf } from "../../text/result";
import { fileName } from "../../text/sentence";
import { type Command, needed, Refused, TOOL } from "../command";

/**
 * `azmfa findings`: what policy packs found in a run of the engine, for people and for code scanning.
 * @public loaded by the table of commands when it is asked for
 */
export const findings: Command = {
  takes: "[FILE]",
  about: `Reads the events of the engine and shows what policy packs found. FILE is what one of these
has printed; without it, or with -, standard input is read:
  PULUMI_ENABLE_STREAMING_JSON_PREVIEW=true pulumi preview --json --policy-pack DIR
  pulumi policy analyze --json --policy-pack DIR
Without the variable, preview prints a digest that doesn't have what packs found. With sarif
comes a log that code scanning takes. See docs/policy-pack.md.
`,
  statuses: {
    0: "no mandatory rule found anything",
    1: "a mandatory rule found something",
    2: "the events are no verdict, or bad input",
  },
  options: {
    format: {
      kind: "choice",
      choices: ["human", "markdown", "sarif"],
      help: "how findings are shown; human by default",
    },
    positions: {
      kind: "text",
      value: "FILE",
      many: true,
      help: "the digest of preview --json, or stack export: has lines",
    },
    project: {
      kind: "text",
      value: "FOLDER",
      help: "the project's folder in the repository; its root by default",
    },
  },
  files: { least: 0, most: 1 },
  async run(given, host) {
    const file = given.files[0] ?? "-";
    const [events, positions, folder] = needed(
      await readEvents(file),
      await readPositions(given.all("positions")),
      folderIn(given.text("project") ?? "."),
    );
    const run = judgedRun(events, OWN_PACK);
    const without = noVerdict(run, file);
    if (without.length > 0) throw new Refused(...without);
    const { stack = "" } = run;
    const title = stack === "" ? "Policy findings" : `Policy findings in ${stack}`;
    const placeOf = (location: Location | undefined): Place | undefined => {
      const position = location?.kind === "resource" ? positions.get(location.urn) : undefined;
      return position && { ...position, file: folder + position.file };
    };
    const whereOf = (location: Location | undefined): string | undefined => {
      const place = placeOf(location);
      return place && `${place.file}:${place.line}:${place.column}`;
    };
    const report = () => findingsReport(run.findings, { title, whereOf });
    const shown = {
      human: () => renderHuman(report(), host),
      markdown: () => renderMarkdown(report()),
      sarif: () =>
        sarifLog(run.findings, {
          ...{ tool: TOOL, category: `azmfa-findings/${stack}`, rules: RULES, placeOf },
          fallback: `${folder}Pulumi.yaml`,
        }),
    };
    const format = given.text("format") ?? "human";
    await host.out(shown[format as keyof typeof shown]()); // the command line takes no other
    return run.findings.some(({ severity }) => severity === "error") ? 1 : 0;
  },
};

/** The name by which the engine knows this project's pack. */
const OWN_PACK = "azure-management-mfa";

const RULES: readonly ReportedRule[] = CATALOGUE.map(({ id, title, remediation, url, tags, severity }) => ({
  ...{ id, title, remediation, url, tags },
  importance: severity,
}));

/** The project's folder from the root of the repository on, as it goes in front of a file. */
function folderIn(project: string): Result<string, string> {
  if (project === ".") return { ok: true, value: "" };
  return relativeUri(project) === undefined
    ? failed(`azmfa: --project is a folder within the repository, not ${project}`)
    : { ok: true, value: `${project.replace(/[/\\]+$/, "")}/` };
}

/** Why a run is no verdict, a line each: what didn't come to an end, or wasn't judged, must not look like one without findings. */
function noVerdict({ packs, result, findings, errors }: JudgedRun, file: string): readonly string[] {
  if (result === undefined) return [`${file}: the events break off: the engine's last one, its summary, is missing`];
  if (packs.length === 0) return [`${file}: no policy pack judged this run; name one with --policy-pack`, ...errors];
  if (result === "succeeded" || findings.some(({ severity }) => severity === "error")) return [];
  return [`${file}: the run ${result}, and not because of what a policy pack found`, ...errors];
}

/** Reads the engine's events. @returns them, or what is wrong, as text for people */
async function readEvents(file: string): Promise<Result<readonly JsonObject[], string>> {
  const read = await readJsonLines(file);
  if (!read.ok) return failed(`${renderComplaint(read.errors[0], "azmfa")}\n  help: ${MIXED}`);
  const { value } = read;
  const events = value.filter(isEngineEvent);
  if (events.length === value.length && events.length > 0) return { ok: true, value: events };
  const instead =
    positionsIn(value[0]) === undefined
      ? "it holds something else than the engine's events"
      : "it is a digest or an export, which doesn't have what policy packs found";
  return failed(`${fileName(file)}: ${instead}\n  help: ${HOW}`);
}

const failed = (complaint: string): Result<never, string> => ({ ok: false, errors: [complaint] });

const HOW =
  "set PULUMI_ENABLE_STREAMING_JSON_PREVIEW=true for pulumi preview --json, or use pulumi policy analyze --json";
const MIXED = "keep standard output alone: everything else that the engine prints goes to standard error";
const NEITHER =
  "it is neither what pulumi preview --json (without PULUMI_ENABLE_STREAMING_JSON_PREVIEW) nor what pulumi stack export prints";

/** Reads where a program declares its resources, by URN. @returns that, or what is wrong with any file, as text for people */
async function readPositions(files: readonly string[]): Promise<Result<ReadonlyMap<string, Position>, string>> {
  const found = new Map<string, Position>();
  const complaints: string[] = [];
  for (const file of files) {
    const read = await readJson(file, () => undefined);
    const positions = read.ok ? positionsIn(read.value) : undefined;
    if (!read.ok) complaints.push(...read.errors.map((problem) => renderComplaint(problem, "azmfa")));
    else if (positions === undefined) complaints.push(`${fileName(file)}: ${NEITHER}`);
    else for (const [urn, position] of positions) found.set(urn, position);
  }
  return resultOf(() => found, complaints);
}
