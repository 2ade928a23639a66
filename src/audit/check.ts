import type { Answer, Conclusion, Observation } from "./answer";
import type { Audited } from "./audited";

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
