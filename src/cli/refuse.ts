import type { ExitStatus } from "./command";
import type { Surroundings } from "./surroundings";

/** Says what is wrong with the input, all of it. */
export function refuse({ err }: Surroundings, complaints: readonly string[]): ExitStatus {
  for (const complaint of complaints) err(`${complaint}\n`);
  return 2;
}
