import type { NotRead } from "../law/model/evidence";
import { type Answer, worst } from "./answer";
import type { CheckId } from "./check";
import { CHECKLIST, OTHER_CHECK_IDS, STEP_NUMBERS } from "./checklist";
import { type AuditContext, type AuditInput, auditContext } from "./context";
import { type Exclusion, exclusionsOf } from "./exclusions/exclusions";
import { settledKind, toRead } from "./not-known";

/** Everything that an audit found, each with its reason. */
export interface Audit {
  readonly audited: AuditContext;
  readonly answers: Readonly<Record<CheckId, Answer>>;
  readonly exclusions: readonly Exclusion[];
  /**
   * *compliant* iff the verdict is proved and every step passes or doesn't apply; *not compliant* where somebody gets in whatever
   * it is that could not be read, or a step fails; else *not settled*. Other checks don't count.
   */
  readonly outcome: "compliant" | "not compliant" | "not settled";
}

/** Audits a tenant by the recommendation's steps and beyond. Pure: everything that it looks at is in its input. */
export function auditOf(input: AuditInput): Audit {
  const audited = auditContext(input);
  const { answers, outcome } = judgeSteps(audited);
  return {
    audited,
    answers: { ...answers, ...answersTo(OTHER_CHECK_IDS, audited) },
    exclusions: exclusionsOf(audited),
    outcome,
  };
}

/** The steps alone, and what comes of them. */
export function judgeSteps(audited: AuditContext) {
  const answers = answersTo(STEP_NUMBERS, audited);
  return { answers, outcome: outcomeOf(audited, Object.values(answers)) };
}

/** The answer to one check; one that isn't known with what of that on which it rests could not be read, and why. */
export function judgeCheck(check: CheckId, context: AuditContext): Answer {
  const { judge, restsOn } = CHECKLIST[check];
  const answer = judge(context);
  if (answer.kind !== "unknown") return answer;
  const [first, ...rest] = answer.todo;
  const isSaid = ({ role }: NotRead): boolean => role !== undefined && answer.todo.some((todo) => todo.includes(role));
  const missed = context.facts.notRead.filter((one) => restsOn.includes(one.key) && !isSaid(one));
  return { ...answer, todo: [first, ...rest, ...missed.map(toRead)] };
}

/** The cast hides nothing: the keys are all there are. */
const answersTo = <Id extends CheckId>(ids: readonly Id[], context: AuditContext): Record<Id, Answer> =>
  Object.fromEntries(ids.map((id) => [id, judgeCheck(id, context)])) as Record<Id, Answer>;

function outcomeOf({ verdict, facts }: AuditContext, steps: readonly Answer[]): Audit["outcome"] {
  const [kind, settled] = [worst(steps), settledKind(verdict, facts)];
  if (settled === "bypass" || kind === "failed") return "not compliant";
  return settled === "unknown" || kind === "unknown" ? "not settled" : "compliant";
}
