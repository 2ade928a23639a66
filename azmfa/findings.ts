import { Option } from "commander";
import { CATALOGUE } from "../policies/catalogue";
import { checked, repeatable } from "../src/cli/arguments";
import { type Command, TOOL } from "../src/cli/command";
import { documentsAt } from "../src/cli/json-documents";
import type { JsonObject } from "../src/law/json/json-object";
import type { Location } from "../src/law/model/finding";
import { type Place, sarifLog } from "../src/report/sarif";
import { problemIn } from "../src/tenant/file/file-problem";
import { readJson } from "../src/tenant/file/read-json";
import { Refused } from "../src/text/refused";
import { relativeUri } from "../src/text/relative-uri";
import { fileName } from "../src/text/sentence";
import { renderComplaint } from "../src/words/finding";
import { isEngineEvent, type JudgedRun, judgedRun, positionsIn } from "./engine-output";

/** @public `azmfa findings`: what policy packs found in a run of the engine, for code scanning. Loaded by the table of commands. */
export const findings: Command = {
  takes: ["[FILE]"],
  about: `Turns what policy packs found in a run of the engine into a SARIF log for code
scanning. FILE is the output of pulumi policy analyze --json --policy-pack DIR,
or of pulumi preview --json --policy-pack DIR, which prints the findings only
with PULUMI_ENABLE_STREAMING_JSON_PREVIEW=true. Without FILE, or with -,
standard input is read. See docs/policy-pack.md.`,
  statuses: {
    0: "no mandatory rule found anything",
    1: "a mandatory rule found something",
    2: "the run has no verdict, or bad input",
  },
  options: [
    repeatable(new Option("--positions <file>", "the output of preview --json or stack export, for line numbers")),
    checked(
      new Option("--project <folder>", "the project's folder in the repository; the default is the root"),
      (folder) => folder !== "." && relativeUri(folder) === undefined && "Use a folder within the repository.",
    ),
  ],
  async run(given, host) {
    const [file = "-"] = given.files;
    const positions = await readPositions(given.all("positions"));
    const run = judgedRun(readEvents(file), "azure-management-mfa");
    const without = noVerdict(run, file);
    if (without.length > 0) throw new Refused(...without);
    const folder = `${given.text("project") ?? "."}/`.replace(/[/\\]+$/, "/").replace(/^\.\/$/, "");
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

const tags = ["mfa", "conditional-access"];
const RULES = CATALOGUE.map(({ severity: importance, ...rule }) => ({ ...rule, importance, tags }));

/** Why a run has no verdict, line by line. A run that didn't end, or that no pack judged, must not look like a run without findings. */
function noVerdict({ packs, result, findings, errors }: JudgedRun, file: string): readonly string[] {
  if (result === undefined)
    return [`${file}: the events are incomplete: the summary, the engine's last event, is missing`];
  if (packs.length === 0) return [`${file}: no policy pack judged this run; name one with --policy-pack`, ...errors];
  if (result === "succeeded" || findings.some(({ severity }) => severity === "error")) return [];
  return [`${file}: the run ${result}, but not because of a policy pack's finding`, ...errors];
}

/** Reads the engine's events. @throws Refused */
function readEvents(file: string): readonly JsonObject[] {
  const read = documentsAt(file);
  const documents = read.ok ? [...read.value] : read.errors.map((flaw) => ({ flaw }));
  for (const document of documents)
    if ("flaw" in document)
      throw new Refused(
        `${renderComplaint(problemIn(file, document.flaw), "azmfa")}\n  help: name a file with only the standard output`,
      );
  const events = documents.flatMap((document) => ("json" in document ? [document.json] : []));
  if (events.every(isEngineEvent)) return events;
  throw new Refused(
    `${fileName(file)}: it has content other than the engine's events\n  help: set PULUMI_ENABLE_STREAMING_JSON_PREVIEW=true for pulumi preview --json, or use pulumi policy analyze --json`,
  );
}

/** Reads where a program declares its resources, by URN. @throws Refused with every file that can't be used */
async function readPositions(files: readonly string[]): Promise<ReadonlyMap<string, Place>> {
  const found = new Map<string, Place>();
  const complaints: string[] = [];
  for (const file of files) {
    const read = await readJson(file);
    const positions = read.ok ? positionsIn(read.value) : undefined;
    if (!read.ok) complaints.push(...read.errors.map((problem) => renderComplaint(problem, "azmfa")));
    else if (positions === undefined)
      complaints.push(`${fileName(file)}: neither pulumi preview --json nor pulumi stack export prints this`);
    for (const [urn, position] of positions ?? []) found.set(urn, position);
  }
  if (complaints.length > 0) throw new Refused(...complaints);
  return found;
}
