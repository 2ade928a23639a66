import type { Evidence, Gap } from "../model/evidence";

/** What is known, as a whole or in part; `undefined` where nothing is. For what is there: one that is seen is enough. */
export const partOf = <T>(evidence: Evidence<T>): T | undefined =>
  evidence.kind === "notKnown" ? undefined : evidence.value;

/** What is known as a whole; else `undefined`. For what isn't there: that takes the whole list. */
export const wholeOf = <T>(evidence: Evidence<T>): T | undefined =>
  evidence.kind === "known" ? evidence.value : undefined;

/** What isn't known of it; `undefined` where everything is. */
export const gapIn = <T>(evidence: Evidence<T>): Gap | undefined =>
  evidence.kind === "known" ? undefined : evidence.gap;

/** What to do about something that isn't known: the role that is missing, if that is why. */
export const howToRead = (evidence: Evidence<unknown>, role: string): string => {
  const missing = gapIn(evidence)?.role ?? role;
  return `read the tenant with the application role ${missing}, with admin consent: \`azmfa snapshot\` does, and so does an audit without a file`;
};
