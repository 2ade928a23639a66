import { renderAdvice } from "../report/finding";
import { refusedBySystem } from "../tenant/file/file-problem";
import { printable } from "../text/printable";
import type { Result } from "../text/result";
import type { ExitStatus, Host } from "./command";

/** Ends a command with status 2 and everything that is wrong, as lines for people. */
export class Refused extends Error {
  readonly complaints: readonly string[];

  constructor(...complaints: readonly string[]) {
    super(complaints.join("\n"));
    this.complaints = complaints;
  }
}

type Values<R extends readonly Result<unknown, string>[]> = {
  readonly [I in keyof R]: Extract<R[I], { readonly ok: true }>["value"];
};

/** What was read. @throws Refused with all that is wrong with any of it */
export function needed<R extends readonly Result<unknown, string>[]>(...read: R): Values<R> {
  const complaints = read.flatMap((one) => (one.ok ? [] : one.errors));
  if (complaints.length > 0) throw new Refused(...complaints);
  return read.map((one) => one.ok && one.value) as unknown as Values<R>;
}

/** Says everything that is wrong with the input. @returns 2 */
export function refuse({ err }: Host, complaints: readonly string[]): ExitStatus {
  for (const complaint of complaints) err(`${complaint}\n`);
  return 2;
}

/**
 * The status of the work; 2 where it refuses its input, the operating system refuses something, or this program makes a mistake: then
 * nothing is known about this input, and the other inputs are still judged.
 */
export async function guarded(about: string, host: Host, work: () => Promise<ExitStatus>): Promise<ExitStatus> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refused) return refuse(host, error.complaints);
    const problem = refusedBySystem(error) ?? {
      message: `internal error: no verdict: ${error instanceof Error ? error.message : String(error)}`,
      help: "please report this with the file, or with the part of it that still shows the mistake",
    };
    return refuse(host, [`${printable(about)}: ${renderAdvice(problem)}`]);
  }
}

/** The highest of the statuses; 0 where there are none. */
export const worstOf = (statuses: readonly ExitStatus[]): ExitStatus => Math.max(0, ...statuses) as ExitStatus;
