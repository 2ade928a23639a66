import { printable } from "../adapters/register";
import type { ExitStatus } from "./command";
import { refuse } from "./refuse";
import type { Surroundings } from "./surroundings";

/**
 * Keeps a mistake of this program, met with one input, from taking the others along: nothing is known about that input
 * then, and that is said.
 */
export async function guarded(
  about: string,
  surroundings: Surroundings,
  work: () => Promise<ExitStatus>,
): Promise<ExitStatus> {
  try {
    return await work();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return refuse(surroundings, [
      `${printable(about)}: azmfa made a mistake, so there is no verdict: ${printable(message)}`,
      "  help: please report this with the file, or with the part of it that still shows the mistake",
    ]);
  }
}
