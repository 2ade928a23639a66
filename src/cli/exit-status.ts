import { renderAdvice } from "../report/finding";
import { refusedBySystem } from "../tenant/file/file-problem";
import { printable } from "../text/printable";
import type { Result } from "../text/result";
import type { ExitStatus, Host } from "./command";

/** Says everything that is wrong with the input. @returns 2 */
export function refuse({ err }: Host, complaints: readonly string[]): ExitStatus {
  for (const complaint of complaints) err(`${complaint}\n`);
  return 2;
}

/** Says everything that is wrong with what was read. @returns 2 */
export const refuseAll = (host: Host, read: readonly Result<unknown, string>[]): ExitStatus =>
  refuse(
    host,
    read.flatMap((one) => (one.ok ? [] : one.errors)),
  );

/** Says what is wrong with a command line, and once what to do about it. @returns 2 */
export const refuseCommandLine = (host: Host, program: string, errors: readonly string[], help: string): ExitStatus =>
  refuse(host, [...errors.map((error) => `${program}: ${error}`), help]);

/**
 * The status of the work; 2 where the work throws. Unless the operating system has refused something, that is a mistake of this program: it is said that nothing is known
 * about this input, and the other inputs are still judged.
 */
export async function guarded(about: string, host: Host, work: () => Promise<ExitStatus>): Promise<ExitStatus> {
  try {
    return await work();
  } catch (error) {
    const refused = refusedBySystem(error);
    if (refused !== undefined) return refuse(host, [`${printable(about)}: ${renderAdvice(refused)}`]);
    const reason = error instanceof Error ? error.message : String(error);
    const mistake = {
      message: `internal error: no verdict: ${reason}`,
      help: "please report this with the file, or with the part of it that still shows the mistake",
    };
    return refuse(host, [`${printable(about)}: ${renderAdvice(mistake)}`]);
  }
}

/** The highest of the statuses; 0 where there are none. */
export const worstOf = (statuses: readonly ExitStatus[]): ExitStatus => Math.max(0, ...statuses) as ExitStatus;
