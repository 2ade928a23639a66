import type { NotUnderstood } from "../model/truth";
import type { Unknown } from "../verifier/verdict";

/** What isn't understood, as reports give it. `policy` is empty where it isn't about one policy. */
export interface ReportedUnknown {
  readonly policy: string;
  readonly field: string;
  readonly why: string;
}

export const unknownsOf = (
  unknowns: readonly Unknown[],
  notes: readonly NotUnderstood[],
): readonly ReportedUnknown[] => [
  ...unknowns.map(({ policy, field, why }) => ({ policy: policy ?? "", field, why })),
  ...notes.map(({ field, why }) => ({ policy: "", field, why })),
];
