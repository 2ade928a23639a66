import { CATALOGUE } from "../../../policies/catalogue";
import type { JsonObject } from "../../law/json/json-object";
import type { Location } from "../../law/model/finding";
import { renderComplaint } from "../../report/finding";
import { type Place, relativeUri, sarifLog } from "../../report/sarif";
import { isEngineEvent, type JudgedRun, judgedRun } from "../../tenant/engine/policy-events";
import { type Position, positionsIn } from "../../tenant/engine/positions";
import { readJson, readJsonLines } from "../../tenant/file/read-json";
import { quoted } from "../../text/printable";
import { fileName } from "../../text/sentence";
import { type Command, Refused, TOOL } from "../command";

/**
 * `azmfa findings`: what policy packs found in a run of the engine, for code scanning.
 * @public loaded by the table of commands when it is asked for
 */
export const findings: Command = {
  takes: "[FILE]",
  about: `Turns what policy packs found in a run of the engine into a SARIF log for code scanning. FILE
is what one of these has printed; without it, or with -, standard input is read:
  PULUMI_ENABLE_STREAMING_JSON_PREVIEW=true pulumi preview --json --policy-pack DIR
  pulumi policy analyze --json --policy-pack DIR
Without the variable, preview prints a digest that doesn't have what packs found. See
docs/policy-pack.md.
`,
  statuses: {
    0: "no mandatory rule found anything",
    1: "a mandatory rule found something",
    2: "the events are no verdict, or bad input",
  },
  options: {
    positions: { kind: "text", value: "FILE", many: true, help: "preview --json, or stack export: it has the lines" },
    project: {
      kind: "text",
      value: "FOLDER",
      help: "the project's folder in the repository; its root by default",
      check: (folder) =>
        folder !== "." &&
        relativeUri(folder) === undefined &&
        `is a folder within the repository, not ${quoted(folder)}`,
    },
  },
  files: { least: 0, most: 1 },
  async run(given, host) {
    const [file = "-"] = given.files;
    const positions = await readPositions(given.all("positions"));
    const run = judgedRun(await readEvents(file), "azure-management-mfa");
    const without = noVerdict(run, file);
    if (without.length > 0) throw new Refused(...without);
    const project = (given.text("project") ?? ".").replace(/[/\\]+$/, "");
    const folder = project === "." ? "" : `${project}/`;
    const placeOf = (location: Location | undefined): Place | undefined => {
      const position = location?.kind === "resource" ? positions.get(location.urn) : undefined;
      return position && { ...position, file: folder + position.file };
    };
    const category = `azmfa-findings/${run.stack ?? ""}`;
    const fallback = `${folder}Pulumi.yaml`;
    await host.out(sarifLog(run.findings, { tool: TOOL, category, rules: RULES, placeOf, fallback }));
    return run.findings.some(({ severity }) => severity === "error") ? 1 : 0;
  },
};

const RULES = CATALOGUE.map(({ level: _, severity: importance, ...rule }) => ({ ...rule, importance }));

/** Why a run is no verdict, a line each: what didn't come to an end, or wasn't judged, must not look like one without findings. */
function noVerdict({ packs, result, findings, errors }: JudgedRun, file: string): readonly string[] {
  if (result === undefined) return [`${file}: the events break off: the engine's last one, its summary, is missing`];
  if (packs.length === 0) return [`${file}: no policy pack judged this run; name one with --policy-pack`, ...errors];
  if (result === "succeeded" || findings.some(({ severity }) => severity === "error")) return [];
  return [`${file}: the run ${result}, and not because of what a policy pack found`, ...errors];
}

const HOW =
  "set PULUMI_ENABLE_STREAMING_JSON_PREVIEW=true for pulumi preview --json, or use pulumi policy analyze --json";

/** Reads the engine's events. @throws Refused */
async function readEvents(file: string): Promise<readonly JsonObject[]> {
  const read = await readJsonLines(file);
  if (!read.ok)
    throw new Refused(
      `${renderComplaint(read.errors[0], "azmfa")}\n  help: redirect nothing but standard output to the file`,
    );
  const events = read.value.filter(isEngineEvent);
  if (events.length === read.value.length && events.length > 0) return events;
  throw new Refused(`${fileName(file)}: it holds something else than the engine's events\n  help: ${HOW}`);
}

/** Reads where a program declares its resources, by URN. @throws Refused */
async function readPositions(files: readonly string[]): Promise<ReadonlyMap<string, Position>> {
  const found = new Map<string, Position>();
  for (const file of files) {
    const read = await readJson(file, () => undefined);
    if (!read.ok) throw new Refused(...read.errors.map((problem) => renderComplaint(problem, "azmfa")));
    const positions = positionsIn(read.value);
    if (positions === undefined)
      throw new Refused(`${fileName(file)}: neither pulumi preview --json nor pulumi stack export prints this`);
    for (const [urn, position] of positions) found.set(urn, position);
  }
  return found;
}
