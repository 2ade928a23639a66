import type { AnswerKind } from "../../../audit/answer";
import type { Audit } from "../../../audit/audit";

/** Which of the page's colours something has. Each is said in words beside it. */
export type Tone = "good" | "bad" | "warn" | "none";

export const TONE_OF: { readonly [K in AnswerKind]: Tone } = {
  passed: "good",
  failed: "bad",
  unknown: "warn",
  "not applicable": "none",
};

export const TONE_OF_OUTCOME: { readonly [O in Audit["outcome"]]: Tone } = {
  compliant: "good",
  "not compliant": "bad",
  "not settled": "warn",
};
