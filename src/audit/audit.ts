import type { Answer } from "./answer";
import { type Audited, auditedOf, type Matter } from "./audited";
import { BESIDE_IDS, BESIDES, type BesideId } from "./besides";
import { type Exclusion, exclusionsOf } from "./exclusions/exclusions";
import { naming } from "./rests-on";
import { STEP_NUMBERS, STEPS } from "./steps";
import type { StepNumber } from "./steps/step";
import { worst } from "./worst";

/** Everything that an audit found, each with its reason. */
export interface Audit {
  readonly audited: Audited;
  readonly steps: Readonly<Record<StepNumber, Answer>>;
  readonly besides: Readonly<Record<BesideId, Answer>>;
  readonly exclusions: readonly Exclusion[];
  /**
   * *compliant* iff the verdict is proved and every step passes or doesn't apply; *not compliant* where somebody gets in, or a
   * step fails; else *not settled*. What is looked at beside the steps doesn't count.
   */
  readonly outcome: "compliant" | "not compliant" | "not settled";
}

/** Audits a tenant by the recommendation's steps and beyond. Pure: everything that it looks at is in the matter. */
export function auditOf(matter: Matter): Audit {
  const audited = auditedOf(matter);
  const steps = answers(STEP_NUMBERS, (step) => naming(STEPS[step].ask(audited), step, audited));
  return {
    audited,
    steps,
    besides: answers(BESIDE_IDS, (id) => naming(BESIDES[id].ask(audited), id, audited)),
    exclusions: exclusionsOf(audited),
    outcome: outcomeOf(audited, Object.values(steps)),
  };
}

/** The cast hides nothing: the keys are all there are. */
const answers = <Key extends string | number>(keys: readonly Key[], ask: (key: Key) => Answer): Record<Key, Answer> =>
  Object.fromEntries(keys.map((key) => [key, ask(key)])) as Record<Key, Answer>;

function outcomeOf({ verdict }: Audited, steps: readonly Answer[]): Audit["outcome"] {
  const kind = worst(steps);
  if (verdict.kind === "bypass" || kind === "failed") return "not compliant";
  return verdict.kind === "unknown" || kind === "unknown" ? "not settled" : "compliant";
}
