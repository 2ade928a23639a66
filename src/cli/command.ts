import type { Option } from "commander";
import { version } from "../../package.json";
import type { Advice } from "../law/model/finding";
import type { Report } from "../report/report";
import { whyNot } from "../tenant/file/file-problem";
import { TenantError } from "../tenant/live/tenant-problem";
import type { IsoDate } from "../text/iso-date";
import { printable } from "../text/printable";
import { Refused } from "../text/refused";
import { fileName } from "../text/sentence";
import { renderAdvice } from "../words/finding";

/** The name and version of this program in files that other programs read. */
export const TOOL = { name: "azmfa", version };

/** 0: all proved, or compliant; 1: a bypass, an unknown or a failed step; 2: bad input, or out of reach. The highest one counts. */
export type ExitStatus = 0 | 1 | 2;

/** A command of `azmfa`. */
export interface Command {
  /** What goes after the options, as its help shows it: `<TENANT>`, `[TENANT]`, `<TENANT...>`. */
  readonly takes: readonly string[];
  /** What the command does and what it prints, for `--help`. */
  readonly about: string;
  readonly options: readonly Option[];
  /** The meaning of each exit status; without 2, it is bad input, or a tenant out of reach. */
  readonly statuses: { readonly 0: string; readonly 1?: string; readonly 2?: string };
  /** Answers the command line. A command that prints by itself returns only the status. @throws Refused */
  run(given: Given, host: Host): Promise<Output | ExitStatus>;
}

/** What a command found: the report in words, the same as JSON, and what it means for the exit status. */
export type Output = { readonly report: () => Report; readonly object: () => object; readonly status: ExitStatus };

/** A command line without errors. */
export interface Given {
  readonly files: readonly string[];
  text(option: string): string | undefined;
  /** The values of an option that may be given more than once, in their order. */
  all(option: string): readonly string[];
  has(option: string): boolean;
}

/** Everything outside the program that a command may use, so that a test can replace it. */
export interface Host {
  /** Writes results. Resolves when the reader has taken the text, so that a slow reader slows the work down. */
  out(text: string): Promise<void>;
  err(text: string): void;
  readonly colour: boolean;
  /** The width of results in columns. */
  readonly width: number;
  readonly today: IsoDate;
  /** When this run started, ISO 8601 in UTC. */
  readonly startedAt: string;
  /** Milliseconds since an arbitrary moment: only differences have a meaning. */
  now(): number;
  pause(milliseconds: number): Promise<void>;
}

/**
 * The status of the work. It is 2 if the work refuses its input, if the operating system refuses something, or after an internal error:
 * then there is no verdict about this input, and the other inputs are still judged.
 */
export async function guarded(about: string, host: Host, work: () => Promise<ExitStatus>): Promise<ExitStatus> {
  try {
    return await work();
  } catch (error) {
    const advice = error instanceof TenantError ? error.problem : unexpected(error);
    const inOne = [`${printable(about)}: ${renderAdvice(advice)}`];
    for (const complaint of error instanceof Refused ? error.complaints : inOne) host.err(`${complaint}\n`);
    return 2;
  }
}

/** The message for an error of the operating system, which isn't a fault of this program, and for any other error, which is one. */
function unexpected(error: unknown): Advice {
  if (error instanceof Error && "errno" in error)
    return {
      message: `${fileName((error as NodeJS.ErrnoException).path ?? "a file")}: ${whyNot(error)}`,
      help: "correct this, then run the command again; nothing was decided, and no file is half-written",
    };
  const message = `internal error: no verdict: ${error instanceof Error ? error.message : String(error)}`;
  return { message, help: "report this with the file, or with the part of it that shows the error" };
}
