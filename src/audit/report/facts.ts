import type { Fact } from "../../report/report";
import { fileName, shortened } from "../../text/sentence";
import { BENCHMARK } from "../benchmark";
import { partOf } from "../known";
import type { AuditReport } from "./audit-report";

/** Where the evidence comes from: what an auditor needs to trust the report, and to make it again. */
export function factsOf({ audit, judgement }: AuditReport): readonly Fact[] {
  const { facts, day } = audit.audited;
  const organization = partOf(facts.organization);
  return [
    { label: "Tenant", text: organization?.displayName ?? organization?.id ?? fileName(judgement.file) },
    { label: "Read at", text: facts.readAt === undefined ? "not known" : shortened(facts.readAt) },
    ...(facts.plannedBy === undefined
      ? []
      : [
          {
            label: "Policies",
            text: `as ${shortened(facts.plannedBy)} plans them, not as they are in the tenant`,
          },
        ]),
    { label: "Reviews judged on", text: day },
    { label: "Benchmark", text: `${BENCHMARK.title} ${BENCHMARK.version}, ${BENCHMARK.recommendation}` },
  ];
}
