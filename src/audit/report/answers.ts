import type { Location } from "../../law/model/finding";
import type { Check } from "../../report/report";
import type { Answer } from "../answer";
import type { Audit } from "../audit";
import { type CheckId, isInBenchmark } from "../check";
import { CHECKLIST } from "../checklist";
import { undeclaredExclusions } from "../exclusions/lines";

/** What came of these checks, as every format shows it. */
export const checksOf = (ids: readonly CheckId[], audit: Audit): readonly Check[] =>
  ids.map((id) => {
    const answer = audit.answers[id];
    return {
      answer: answer.kind,
      because: answer.because,
      todo: todoIn(answer),
      evidence: answer.evidence.map(({ subject, what, value }) => ({
        object: subject?.name,
        id: subject?.id,
        what,
        value,
      })),
      at: (id === 8 ? lapsedEntry(audit) : undefined) ?? firstPolicy(answer),
      ...asked(id),
    };
  });

export const todoIn = (answer: Answer): readonly string[] => ("todo" in answer ? answer.todo : []);

function asked(id: CheckId): Pick<Check, "suite" | "number" | "title" | "must" | "decides" | "rule"> {
  const { title, must } = CHECKLIST[id];
  if (typeof id === "string")
    return {
      suite: "besides",
      title,
      decides: false,
      rule: { id, title, importance: "medium", level: "warning" },
    };
  const inBenchmark = isInBenchmark(id);
  return {
    suite: "steps",
    number: String(id),
    title,
    must: `${inBenchmark ? "" : "Beyond the benchmark. "}Required: ${must}.`,
    decides: true,
    rule: {
      id: `step-${id}`,
      title: `${title}: ${must}`,
      importance: "high",
      tags: [inBenchmark ? "cis-azure-5.2.6" : "beyond-cis-azure-5.2.6"],
    },
  };
}

function firstPolicy({ evidence }: Answer): Location | undefined {
  const policy = evidence.find(({ subject }) => subject?.kind === "policy")?.subject;
  return policy && { kind: "policy", id: policy.id, field: undefined };
}

/** An exclusion whose entry doesn't hold is mended in the register. */
const lapsedEntry = ({ audited }: Audit): Location | undefined =>
  undeclaredExclusions(audited).find(({ standing }) => standing.kind === "lapsed")?.standing.entry?.reviewAt;
