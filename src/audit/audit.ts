import type { NotRead } from "../law/model/evidence";
import { shortened } from "../text/sentence";
import { type Answer, worst } from "./answer";
import { type AuditContext, type AuditInput, auditContext } from "./context";
import { type Exclusion, exclusionsOf } from "./exclusions/exclusions";
import { EXTRA_CHECK_IDS, EXTRA_CHECKS, type ExtraCheckId } from "./extra-checks";
import { DECIDING, settledKind } from "./known";
import { STEP_NUMBERS, STEPS } from "./steps";
import type { StepNumber } from "./steps/step";

/** Keys of a tenant file on which an answer rests beside those, or instead. */
const RESTS_ON: { readonly [C in StepNumber | ExtraCheckId]?: readonly string[] } = {
  3: ["securityDefaults", "subscribedSkus"],
  "mfa-registration": ["userRegistrationDetails", "conditionalAccessSettings", ...DECIDING],
  "excluded-groups": ["groups", "administrativeUnits"],
  "security-defaults": ["securityDefaults"],
  licence: ["subscribedSkus"],
};

/** The step about whom the policies exclude: whoever may make an excluded role active is among them. */
const EXCLUSIONS: StepNumber = 8;
const ANYBODY_ELIGIBLE = "Who may make an excluded role active isn't known, so the register may lack somebody.";

/** The answer to one check; one that isn't known with what of that on which it rests could not be read, and why. */
export function judgeCheck(check: StepNumber | ExtraCheckId, context: AuditContext): Answer {
  const given = (typeof check === "number" ? STEPS[check] : EXTRA_CHECKS[check]).judge(context);
  const { notRead } = context.facts;
  const eligible = notRead.find(({ key }) => key === "roleEligibilitySchedules");
  const excludesRoles = context.carriers.policies.some(({ users }) => users.exclude.roles.size > 0);
  const answer: Answer =
    check === EXCLUSIONS && given.kind === "passed" && excludesRoles && eligible !== undefined
      ? { ...given, kind: "unknown", because: ANYBODY_ELIGIBLE, todo: [whatToDo(eligible)] }
      : given;
  if (answer.kind !== "unknown") return answer;
  const [first, ...rest] = answer.todo;
  const isSaid = ({ role }: NotRead): boolean => role !== undefined && answer.todo.some((todo) => todo.includes(role));
  const isMissed = (one: NotRead): boolean => (RESTS_ON[check] ?? DECIDING).includes(one.key) && !isSaid(one);
  return { ...answer, todo: [first, ...rest, ...notRead.filter(isMissed).map(whatToDo)] };
}

const whatToDo = ({ why, role }: NotRead): string =>
  role === undefined
    ? `look at why, and read the tenant again: ${shortened(why)}`
    : `give whoever reads the tenant the application role ${role}, with admin consent: ${shortened(why)}`;

/** Everything that an audit found, each with its reason. */
export interface Audit {
  readonly audited: AuditContext;
  readonly steps: Readonly<Record<StepNumber, Answer>>;
  readonly besides: Readonly<Record<ExtraCheckId, Answer>>;
  readonly exclusions: readonly Exclusion[];
  /**
   * *compliant* iff the verdict is proved and every step passes or doesn't apply; *not compliant* where somebody gets in whatever
   * it is that could not be read, or a step fails; else *not settled*. What is looked at beside the steps doesn't count.
   */
  readonly outcome: "compliant" | "not compliant" | "not settled";
}

/** Audits a tenant by the recommendation's steps and beyond. Pure: everything that it looks at is in its input. */
export function auditOf(input: AuditInput): Audit {
  const audited = auditContext(input);
  return {
    audited,
    ...judgeSteps(audited),
    besides: answers(EXTRA_CHECK_IDS, (id) => judgeCheck(id, audited)),
    exclusions: exclusionsOf(audited),
  };
}

/** The steps alone, and what comes of them. */
export function judgeSteps(audited: AuditContext): Pick<Audit, "steps" | "outcome"> {
  const steps = answers(STEP_NUMBERS, (step) => judgeCheck(step, audited));
  return { steps, outcome: outcomeOf(audited, Object.values(steps)) };
}

/** The cast hides nothing: the keys are all there are. */
const answers = <Key extends string | number>(keys: readonly Key[], ask: (key: Key) => Answer): Record<Key, Answer> =>
  Object.fromEntries(keys.map((key) => [key, ask(key)])) as Record<Key, Answer>;

function outcomeOf({ verdict, facts }: AuditContext, steps: readonly Answer[]): Audit["outcome"] {
  const [kind, settled] = [worst(steps), settledKind(verdict, facts)];
  if (settled === "bypass" || kind === "failed") return "not compliant";
  return settled === "unknown" || kind === "unknown" ? "not settled" : "compliant";
}
