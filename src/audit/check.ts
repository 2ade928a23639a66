import type { Answer, Conclusion, Observation } from "./answer";
import type { Audited } from "./audited";

/** What an audit looks at that no step asks for. */
export interface Beside {
  /** As reports head it. */
  readonly title: string;
  readonly ask: (audited: Audited) => Answer;
}

/** The steps of the recommendation's audit, and the four beyond it. */
export type StepNumber = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15;

/** One step of the audit. */
export interface Step {
  /** Where an auditor is in the Entra admin center. */
  readonly title: string;
  /** What must be true. */
  readonly must: string;
  /** False of what the recommendation's own audit doesn't look at. */
  readonly inBenchmark: boolean;
  readonly ask: (audited: Audited) => Answer;
}

/** A question put to a tenant, as an auditor works: look, write down what was seen, and say what follows. */
interface Check<Seen> {
  /** What there is to see. */
  readonly look: (audited: Audited) => Seen;
  readonly evidence: (seen: Seen, audited: Audited) => readonly Observation[];
  readonly conclude: (seen: Seen, audited: Audited) => Conclusion;
}

/** The check as a question that a tenant answers. */
export const asked =
  <Seen>({ look, evidence, conclude }: Check<Seen>) =>
  (audited: Audited): Answer => {
    const seen = look(audited);
    return { ...conclude(seen, audited), evidence: evidence(seen, audited) };
  };
