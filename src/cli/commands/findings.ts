import { CATALOGUE } from "../../../policies/catalogue";
import { findingsReport } from "../../report/findings";
import { renderHuman } from "../../report/human";
import { renderMarkdown } from "../../report/markdown";
import { sarifLog } from "../../report/sarif/log";
import { relativeUri } from "../../report/sarif/place";
import type { ReportedRule } from "../../report/sarif/rule";
import { type JudgedRun, judgedRun } from "../../tenant/engine/policy-events";
import type { Command, Host } from "../command";
import { refuse } from "../exit-status";
import { type ProgramPlaces, programPlaces } from "../findings/program-places";
import { readEvents } from "../findings/read-events";
import { readPositions } from "../findings/read-positions";
import { TOOL } from "../tool";

/**
 * `azmfa findings`: what policy packs found in a run of the engine, for people and for code scanning.
 * @public loaded by the table of commands when it is asked for
 */
export const findings: Command = {
  usage: "[--format human|markdown|sarif] [--positions FILE]… [--project FOLDER] [FILE|-]",
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
    const project = given.text("project") ?? ".";
    const events = await readEvents(file);
    const positions = await readPositions(given.all("positions"));
    const complaints = [events, positions].flatMap((read) => (read.ok ? [] : read.errors));
    if (project !== "." && relativeUri(project) === undefined)
      complaints.push(`azmfa: --project is a folder within the repository, not ${project}`);
    if (!events.ok || !positions.ok || complaints.length > 0) return refuse(host, complaints);
    const run = judgedRun(events.value, OWN_PACK);
    const without = noVerdict(run, file);
    if (without.length > 0) return refuse(host, without);
    await host.out(shown(run, given.text("format"), programPlaces(positions.value, project), host));
    return run.findings.some(({ severity }) => severity === "error") ? 1 : 0;
  },
};

/** The name by which the engine knows this project's pack. */
const OWN_PACK = "azure-management-mfa";

/** Why a run is no verdict, a line each: what didn't come to an end, or wasn't judged, must not look like one without findings. */
function noVerdict({ packs, result, findings, errors }: JudgedRun, file: string): readonly string[] {
  if (result === undefined) return [`${file}: the events break off: the engine's last one, its summary, is missing`];
  if (packs.length === 0) return [`${file}: no policy pack judged this run; name one with --policy-pack`, ...errors];
  if (result === "succeeded" || findings.some(({ severity }) => severity === "error")) return [];
  return [`${file}: the run ${result}, and not because of what a policy pack found`, ...errors];
}

function shown(
  { findings, stack = "" }: JudgedRun,
  format: string | undefined,
  places: ProgramPlaces,
  host: Host,
): string {
  const { placeOf, whereOf, fallback } = places;
  const report = findingsReport(findings, {
    title: stack === "" ? "Policy findings" : `Policy findings in ${stack}`,
    whereOf,
  });
  switch (format) {
    case "sarif":
      return sarifLog(findings, { tool: TOOL, category: `azmfa-findings/${stack}`, rules: RULES, placeOf, fallback });
    case "markdown":
      return renderMarkdown(report);
    default:
      return renderHuman(report, host);
  }
}

const RULES: readonly ReportedRule[] = CATALOGUE.map(({ id, title, remediation, url, tags, severity }) => ({
  id,
  title,
  remediation,
  url,
  tags,
  importance: severity,
}));
