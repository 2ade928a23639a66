import type { NotRead } from "../law/model/evidence";
import type { Answer, CheckAnswer } from "../report/report";
import { ANSWERS, worst } from "./answer";
import type { CheckId, StepNumber } from "./check";
import { CHECKLIST, OTHER_CHECK_IDS, STEP_NUMBERS } from "./checklist";
import { type AuditContext, type AuditInput, auditContext } from "./context";
import { type Exclusion, exclusionsOf } from "./exclusions/exclusions";
import { auditedVerdict, howToRead } from "./not-known";

/** Everything that an audit found. */
export interface Audit {
  readonly audited: AuditContext;
  readonly answers: Readonly<Record<CheckId, Answer>>;
  readonly exclusions: readonly Exclusion[];
  /**
   * *compliant* iff the verdict is proved and every step passes or doesn't apply. *not compliant* if a step fails, or if somebody
   * gets in whatever the data that could not be read may be. *not settled* otherwise. Other checks don't count.
   */
  readonly outcome: "compliant" | "not compliant" | "not settled";
}

/** An outcome as reports say it. */
export const outcomeInWords = (outcome: string): string => (outcome === "not settled" ? "could not tell" : outcome);

/** Audits a tenant by the recommendation's steps, and beyond them. Pure: everything that it looks at is in its input. */
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

/** The answers to the steps alone, and the outcome. */
export function judgeSteps(audited: AuditContext) {
  const answers = answersTo(STEP_NUMBERS, audited);
  return { answers, outcome: outcomeOf(audited, Object.values(answers)) };
}

/** The steps by their answers, the worst first. Every answer has at least one step. */
export const stepsByAnswer = (
  { answers }: Pick<Audit, "answers">,
  isAsked: (step: StepNumber) => boolean = () => true,
): ReadonlyMap<CheckAnswer, readonly StepNumber[]> =>
  new Map(
    ANSWERS.map(
      (kind) => [kind, STEP_NUMBERS.filter((step) => isAsked(step) && answers[step].answer === kind)] as const,
    ).filter(([, steps]) => steps.length > 0),
  );

/** The answer to one check. If it is unknown, it also says which lists behind it could not be read, and how to read them. */
export function judgeCheck(check: CheckId, context: AuditContext): Answer {
  const { judge, restsOn } = CHECKLIST[check];
  const answer = judge(context);
  if (answer.answer !== "unknown") return answer;
  const isSaid = ({ role }: NotRead): boolean => role !== undefined && answer.todo.some((todo) => todo.includes(role));
  const missed = context.facts.notRead.filter((one) => restsOn.includes(one.key) && !isSaid(one));
  return { ...answer, todo: [...answer.todo, ...missed.map(howToRead)] };
}

/** The cast is safe: the object has these keys and no others. */
const answersTo = <Id extends CheckId>(ids: readonly Id[], context: AuditContext): Record<Id, Answer> =>
  Object.fromEntries(ids.map((id) => [id, judgeCheck(id, context)])) as Record<Id, Answer>;

function outcomeOf(context: AuditContext, steps: readonly Answer[]): Audit["outcome"] {
  const kind = worst(steps);
  const settled = auditedVerdict(context.verdict, context);
  if (settled === "bypass" || kind === "failed") return "not compliant";
  return settled === "unknown" || kind === "unknown" ? "not settled" : "compliant";
}
