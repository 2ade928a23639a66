import { asText } from "../../law/json/json-object";
import { type Entry, entry, type Section, tableSection } from "../../report/report";
import { present } from "../../text/present";
import { shortened } from "../../text/sentence";
import { BENCHMARK, MAPPINGS } from "../benchmark";
import { lastKnownChange } from "../context";
import { partOf } from "../not-known";
import type { AuditReport, Digested } from "./audit-report";

/** Where the evidence comes from: what an auditor needs to trust the report, and to make it again. */
export function factsOf({ audit, run }: AuditReport): readonly Entry[] {
  const { facts, day } = audit.audited;
  const { id, displayName } = partOf(facts.organization) ?? {};
  const tenant = present([displayName === undefined ? undefined : shortened(displayName), id]).join(", ");
  const mappings = MAPPINGS.map(({ framework, requirements }) => `${framework}: ${requirements.join(", ")}`);
  return present([
    entry("Tenant", tenant === "" ? "not known" : tenant),
    entry("Source", digested(run.source)),
    entry("Read at", facts.readAt === undefined ? "not known" : shortened(facts.readAt)),
    facts.plannedBy !== undefined &&
      entry("Policies", `as ${shortened(facts.plannedBy)} plans them, not as they are in the tenant`),
    entry("Register", run.register === null ? "none" : `${digested(run.register)}${run.commits ? "" : NO_COMMITS}`),
    entry("Judged on", day),
    entry("Run at", run.at),
    entry("Run by", run.operator === null ? "not stated" : shortened(run.operator)),
    entry("Tool", `${run.tool.name} ${run.tool.version}`),
    entry("Benchmark", `${BENCHMARK.title} ${BENCHMARK.version}, ${BENCHMARK.recommendation}`),
    entry("Maps to", mappings.join("; ")),
  ]);
}

const NO_COMMITS = "; not in a complete git work tree, so the commits of the approvals aren't known";

const digested = ({ name, sha256 }: Digested): string =>
  `${shortened(name)}${sha256 === null ? "" : `, SHA-256 ${sha256}`}`;

/** Every policy that was read, and when it was created and changed. */
export const policiesRead = ({ audit, judgement: { tenant } }: AuditReport) =>
  tenant.policies.map(({ id, displayName, written }) => ({
    id,
    displayName,
    state: textIn(written.in("state")),
    createdDateTime: textIn(written.in("createdDateTime")),
    modifiedDateTime: textIn(written.in("modifiedDateTime")),
    changedBy: lastKnownChange(id, audit.audited.facts)?.by ?? null,
  }));

/** The text of a field. A field that a policy doesn't have is written as the whole policy, which isn't a text. */
const textIn = (json: string): string | null => asText(JSON.parse(json)) ?? null;

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
          text: shortened(modifiedDateTime ?? (createdDateTime === null ? "not known" : "never")),
          ...(changedBy === null ? {} : { below: `by ${shortened(changedBy)}` }),
        },
      ]),
  );
