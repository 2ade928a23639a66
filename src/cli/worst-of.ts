import type { ExitStatus } from "./command";

/** Of several results the worst one counts. */
export function worstOf(statuses: readonly ExitStatus[]): ExitStatus {
  if (statuses.includes(2)) return 2;
  return statuses.includes(1) ? 1 : 0;
}
