import type { Fact, Section } from "../../report/report";
import { shortened } from "../../text/sentence";
import { BENCHMARK, MAPPINGS } from "../benchmark";
import { lastKnownChange } from "../changes";
import { partOf } from "../not-known";
import { few } from "../policies-in-words";
import type { AuditReport, AuditRun, Digested } from "./audit-report";
import { tableSection } from "./table-section";

/** Where the evidence comes from: what an auditor needs to trust the report, and to make it again. */
export function factsOf({ audit, run }: AuditReport): readonly Fact[] {
  const { facts, day } = audit.audited;
  const { id, displayName } = partOf(facts.organization) ?? {};
  const name = displayName === undefined ? undefined : shortened(displayName);
  const tenant = [name, id].filter((text) => text !== undefined).join(", ");
  return [
    { label: "Tenant", text: tenant === "" ? "not known" : tenant },
    { label: "Source", text: `${digested(run.source)}${isSample(run) ? `. ${SAMPLE}` : ""}` },
    { label: "Read at", text: facts.readAt === undefined ? "not known" : shortened(facts.readAt) },
    ...(facts.plannedBy === undefined
      ? []
      : [{ label: "Policies", text: `as ${shortened(facts.plannedBy)} plans them, not as they are in the tenant` }]),
    { label: "Register", text: run.register === undefined ? "none" : registerInWords(run.register) },
    { label: "Judged on", text: day },
    { label: "Run at", text: run.at },
    { label: "Run by", text: run.operator === undefined ? "not stated" : shortened(run.operator) },
    { label: "Tool", text: `${run.tool.name} ${run.tool.version}` },
    { label: "Benchmark", text: `${BENCHMARK.title} ${BENCHMARK.version}, ${BENCHMARK.recommendation}` },
    {
      label: "Maps to",
      text: MAPPINGS.map(({ framework, requirements }) => `${framework}: ${requirements.join(", ")}`).join("; "),
    },
  ];
}

/** Samples have names of their own, which no path has by chance. */
export const isSample = ({ source }: AuditRun): boolean => /^sample [a-z-]+$/.test(source.name);

export const SAMPLE = "This tenant is a sample that comes with azmfa: nobody works there.";

const NO_COMMIT = "not in a whole git work tree, so no commit of an approval is named";

/** Without git nobody knows here who approved what by which commit. */
function registerInWords({ commits, ...register }: NonNullable<AuditRun["register"]>): string {
  const approving = [...new Set(Object.values(commits ?? {}))].map((commit) => commit.slice(0, 12));
  const approved = commits === undefined ? NO_COMMIT : `approved in ${few(approving) || "no commit"}`;
  return `${digested(register)}; ${approved}`;
}

const digested = ({ name, sha256 }: Digested): string =>
  `${shortened(name)}${sha256 === undefined ? "" : `, SHA-256 ${sha256}`}`;

/** Every policy that was read, with when it was made and changed. */
export const policiesRead = ({ audit, judgement: { tenant } }: AuditReport) =>
  tenant.policies.map(({ id, displayName, written }) => ({
    id,
    displayName,
    state: textIn(written.in("state")),
    createdDateTime: textIn(written.in("createdDateTime")),
    modifiedDateTime: textIn(written.in("modifiedDateTime")),
    changedBy: lastKnownChange(id, audit.audited.facts)?.by ?? null,
  }));

/** What is written where nothing is has the JSON of the whole, which is no text. */
function textIn(json: string): string | null {
  const value: unknown = JSON.parse(json);
  return typeof value === "string" ? value : null;
}

/** The policies that were read, as a table. */
export const policiesSection = (report: AuditReport): Section =>
  tableSection(
    { title: "Policies read", look: "policies", where: "page" },
    ["Policy", "State", "Created", "Changed"],
    () =>
      policiesRead(report).map(({ id, displayName, state, createdDateTime, modifiedDateTime, changedBy }) => [
        { text: shortened(displayName), below: id },
        shortened(state ?? "not known"),
        shortened(createdDateTime ?? "not known"),
        {
          text: shortened(modifiedDateTime ?? "not since"),
          ...(changedBy === null ? {} : { below: `by ${shortened(changedBy)}` }),
        },
      ]),
  );
