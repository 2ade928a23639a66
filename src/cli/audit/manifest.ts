import { STEP_NUMBERS } from "../../audit/checklist";
import type { AuditReport, AuditRun } from "../../audit/report/audit-report";
import { asList, asObject, asText, isObject, type JsonObject } from "../../law/json/json-object";
import type { CheckAnswer } from "../../report/report";
import { type IsoDate, isoDate } from "../../text/iso-date";

/** The name of the manifest in a bundle. */
export const MANIFEST = "manifest.json";

/** The types of the manifest. @see in-toto attestation framework, "Statement" (v1) and "Predicate type: Test Result" (v0.1) */
export const STATEMENT = "https://in-toto.io/Statement/v1";
const TEST_RESULT = "https://in-toto.io/attestation/test-result/v0.1";

/** How a bundle was made, in addition to its inputs. */
export interface BundleRun {
  readonly run: AuditRun;
  readonly day: IsoDate;
  /** Lists of the tenant that the owner declared complete. */
  readonly whole: readonly string[];
}

/** The SHA-256 of each file, by its name. */
export type Digests = ReadonlyMap<string, string>;

/** The content of a manifest: the files of the bundle, how it was made, and the result of the audit. */
export interface Manifest {
  readonly text: string;
  readonly digests: Digests;
  readonly making: BundleRun;
  readonly outcome: string;
  readonly verdict: string;
}

/**
 * Writes the manifest of a bundle.
 * @param inputs the files that the audit read
 * @param made the files that the audit made
 */
export function manifestOf(report: AuditReport, inputs: Digests, made: Digests, making: BundleRun): string {
  const { outcome, answers } = report.audit;
  const { run, day, whole } = making;
  const stepsThatAre = (...kinds: readonly CheckAnswer[]) =>
    STEP_NUMBERS.filter((step) => kinds.includes(answers[step].answer)).map(String);
  const predicate = {
    result: outcome === "compliant" ? "PASSED" : "FAILED",
    configuration: subjects(inputs),
    passedTests: stepsThatAre("passed", "not applicable"),
    warnedTests: stepsThatAre("unknown"),
    failedTests: stepsThatAre("failed"),
    run: { ...run, day, whole, outcome, verdict: report.judgement.verdict.kind },
  };
  const subject = [...subjects(inputs), ...subjects(made)];
  return inJson({ _type: STATEMENT, subject, predicateType: TEST_RESULT, predicate });
}

/** JSON as the files of a bundle have it. */
export const inJson = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;

const subjects = (digests: Digests) => Array.from(digests, ([name, digest]) => ({ name, digest: { sha256: digest } }));

/** Reads a manifest. @returns undefined if it isn't the manifest of an audit */
export function manifestIn(json: unknown, text: string): Manifest | undefined {
  const { _type, predicateType, subject, predicate } = asObject(json) ?? {};
  const written = asObject(asObject(predicate)?.["run"]) ?? {};
  const run = runIn(written);
  const digests = digestsIn(asList(subject) ?? []);
  const day = isoDate(asText(written["day"]) ?? "");
  if (_type !== STATEMENT || predicateType !== TEST_RESULT || !digests || !day || !run) return undefined;
  const whole = (asList(written["whole"]) ?? []).flatMap((list) => asText(list) ?? []);
  const [outcome, verdict] = [asText(written["outcome"]) ?? "", asText(written["verdict"]) ?? ""];
  return { text, digests, making: { run, day, whole }, outcome, verdict };
}

/** What a report says about a run; undefined if a value isn't a text. */
function runIn({ at, tool, operator, source, register }: JsonObject): AuditRun | undefined {
  const [read, exempt] = [digestedIn(source), digestedIn(register)];
  const { name, version } = asObject(tool) ?? {};
  const { commits } = asObject(register) ?? {};
  if (!read || (register !== undefined && !exempt) || !isText(at) || !isText(name) || !isText(version))
    return undefined;
  if (!isTextOrNone(operator) || !(commits === undefined || areTexts(commits))) return undefined;
  return { at, tool: { name, version }, operator, source: read, register: exempt && { ...exempt, commits } };
}

function digestedIn(value: unknown): AuditRun["source"] | undefined {
  const { name, sha256: digest } = asObject(value) ?? {};
  return isText(name) && isTextOrNone(digest) ? { name, sha256: digest } : undefined;
}

const isText = (value: unknown): value is string => typeof value === "string";
const isTextOrNone = (value: unknown): value is string | undefined => value === undefined || isText(value);
const areTexts = (value: unknown): value is Record<string, string> =>
  isObject(value) && Object.values(value).every(isText);

/** The digests, if each name occurs once and stays inside the bundle. */
function digestsIn(subject: readonly unknown[]): Digests | undefined {
  const digests = new Map<string, string>();
  for (const one of subject) {
    const name = asText(asObject(one)?.["name"]);
    const digest = asText(asObject(asObject(one)?.["digest"])?.["sha256"]);
    const isBelow = name !== undefined && /^[^/\\:]+(\/[^/\\:]+)*$/.test(name) && !name.split("/").includes("..");
    if (!isBelow || digest === undefined || digests.has(name)) return undefined;
    digests.set(name, digest);
  }
  return digests.size > 0 ? digests : undefined;
}
