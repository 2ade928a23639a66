import { renderAdvice } from "../report/human/finding";
import { printable } from "../text/printable";
import type { ExitStatus, Host } from "./command";

/** Says what is wrong with the input, all of it. */
export function refuse({ err }: Host, complaints: readonly string[]): ExitStatus {
  for (const complaint of complaints) err(`${complaint}\n`);
  return 2;
}

/**
 * Keeps a mistake of this program, met with one input, from taking the others along: nothing is known about that input
 * then, and that is said.
 */
export async function guarded(about: string, host: Host, work: () => Promise<ExitStatus>): Promise<ExitStatus> {
  try {
    return await work();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const mistake = {
      message: `azmfa made a mistake, so there is no verdict: ${reason}`,
      help: "please report this with the file, or with the part of it that still shows the mistake",
    };
    return refuse(host, [`${printable(about)}: ${renderAdvice(mistake)}`]);
  }
}

/** Of several results the worst one counts. */
export function worstOf(statuses: readonly ExitStatus[]): ExitStatus {
  if (statuses.includes(2)) return 2;
  return statuses.includes(1) ? 1 : 0;
}
