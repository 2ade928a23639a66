import type { AuditReport, AuditRun, Digested } from "../audit/report/audit-report";
import { asList, asObject, asText, at, type JsonObject } from "../law/json/json-object";
import { type IsoDate, isoDate } from "../text/iso-date";

export const MANIFEST = "manifest.json";

/** @see in-toto attestation framework, "Statement" (v1) and "Predicate type: Test Result" (v0.1) */
const STATEMENT = "https://in-toto.io/Statement/v1";
const TEST_RESULT = "https://in-toto.io/attestation/test-result/v0.1";

/** How the inputs of an audit were given: the lists of --whole, and the paths of the logs. */
export interface Making {
  readonly whole: readonly string[];
  readonly logs: readonly string[];
}

/** The SHA-256 of each file, by its name. */
export type Digests = ReadonlyMap<string, string>;

/** The content of a manifest: how the audit was made, its result, and the files of the bundle. */
export interface Manifest extends Making {
  readonly run: AuditRun;
  readonly day: IsoDate;
  readonly outcome: string;
  readonly verdict: string;
  readonly digests: Digests;
}

/** Writes the manifest of a bundle. @param inputs the files that the audit read @param made the files that it made */
export function manifestOf(report: AuditReport, inputs: Digests, made: Digests, { whole, logs }: Making): string {
  const { outcome, audited } = report.audit;
  const predicate = {
    result: outcome === "compliant" ? "PASSED" : "FAILED",
    configuration: subjects(inputs),
    run: { ...report.run, day: audited.day, whole, logs, outcome, verdict: report.judgement.verdict.kind },
  };
  const subject = [...subjects(inputs), ...subjects(made)];
  return `${JSON.stringify({ _type: STATEMENT, subject, predicateType: TEST_RESULT, predicate }, undefined, 2)}\n`;
}

const subjects = (digests: Digests) => Array.from(digests, ([name, digest]) => ({ name, digest: { sha256: digest } }));

/** Reads a manifest. @returns undefined if it isn't the manifest of an audit, or says something of its run in another form */
export function manifestIn(json: unknown): Manifest | undefined {
  const { _type, predicateType, subject, predicate } = asObject(json) ?? {};
  const written = asObject(asObject(predicate)?.["run"]) ?? {};
  const [run, day] = [runIn(written), isoDate(textIn(written["day"]))];
  const isSaid = Object.entries(run).every(([key, said]) => JSON.stringify(said) === JSON.stringify(written[key]));
  const digests = digestsIn(asList(subject) ?? []);
  if (_type !== STATEMENT || predicateType !== TEST_RESULT || !digests || !day || !isSaid) return undefined;
  const [whole = [], logs = []] = [written["whole"], written["logs"]].map((list) => (asList(list) ?? []).map(textIn));
  return { run, day, whole, logs, outcome: textIn(written["outcome"]), verdict: textIn(written["verdict"]), digests };
}

const textIn = (value: unknown): string => asText(value) ?? "";

function runIn({ at: time, tool, operator, source, register, commits }: JsonObject): AuditRun {
  const { name, version } = asObject(tool) ?? {};
  const known = asObject(commits);
  return {
    at: textIn(time),
    tool: { name: textIn(name), version: textIn(version) },
    operator: asText(operator) ?? null,
    source: digestedIn(source),
    register: register === null ? null : digestedIn(register),
    commits: known ? Object.fromEntries(Object.entries(known).map(([id, commit]) => [id, textIn(commit)])) : null,
  };
}

function digestedIn(value: unknown): Digested {
  const { name, sha256 } = asObject(value) ?? {};
  return { name: textIn(name), sha256: asText(sha256) ?? null };
}

/** The digests; undefined if there are none, or two for one name. */
function digestsIn(subject: readonly unknown[]): Digests | undefined {
  const named = subject.map((one) => [textIn(at(one, ["name"])), textIn(at(one, ["digest", "sha256"]))] as const);
  const digests = new Map(named);
  return digests.size > 0 && digests.size === subject.length ? digests : undefined;
}
