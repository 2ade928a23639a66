import { version } from "../../package.json";
import { renderAdvice } from "../report/finding";
import { refusedBySystem } from "../tenant/file/file-problem";
import type { IsoDate } from "../text/iso-date";
import { printable } from "../text/printable";

/** How this program is called in what other programs read. */
export const TOOL = { name: "azmfa", version };

/**
 * 0: all proved, or compliant; 1: a bypass, an unknown or a failed step; 2: bad input, or the tenant is out of reach.
 * Where several hold, the highest one wins.
 */
export type ExitStatus = 0 | 1 | 2;

/** What each exit status that a command ends with means. */
export type Statuses = { readonly 0: string; readonly 1?: string; readonly 2: string };

export interface Command {
  /** What goes after the options, e.g. `TENANT.json…`. */
  readonly takes: string;
  /** What the command does and what comes out, for `--help`. */
  readonly about: string;
  readonly options: OptionSpecs;
  readonly statuses: Statuses;
  /** How many files it takes; any other number is refused before it runs. */
  readonly files: { readonly least: number; readonly most: number };
  /** What is wrong with options and files together that are each fine alone. */
  readonly conflicts?: (given: Given) => readonly (string | false | undefined)[];
  run(given: Given, host: Host): Promise<ExitStatus>;
}

/** A command line that was read without errors. */
export interface Given {
  readonly files: readonly string[];
  text(option: string): string | undefined;
  /** The texts of an option that may be given more than once, in their order. */
  all(option: string): readonly string[];
  has(option: string): boolean;
}

/** The options of a command by their long name. */
export type OptionSpecs = { readonly [name: string]: OptionSpec };

/** What one option takes, and what `--help` says of it. */
export type OptionSpec =
  | { readonly kind: "switch"; readonly help: string }
  | {
      readonly kind: "text";
      readonly value: string;
      readonly help: string;
      /** There is no doing without it. */
      readonly must?: true;
      /** It may be given more than once. */
      readonly many?: true;
      /** What is wrong with a value, to go after the option's name. */
      readonly check?: (value: string) => string | false | undefined;
    }
  /** A switch that may be given a value, after an equals sign. */
  | { readonly kind: "optional"; readonly value: string; readonly help: string }
  | { readonly kind: "choice"; readonly choices: readonly string[]; readonly help: string };

/** Everything outside the program that a command may touch, so that a test can stand in for it. */
export interface Host {
  /** Results. Resolves when the text was taken, so that a slow reader slows the work down. */
  out(text: string): Promise<void>;
  err(text: string): void;
  /** What is being done: one line, which goes when anything else is said. */
  progress(text: string): void;
  readonly colour: boolean;
  /** Columns for results. */
  readonly width: number;
  readonly today: IsoDate;
  /** When this run started, ISO 8601 in UTC. */
  readonly startedAt: string;
  /** Milliseconds from some moment on; only differences mean anything. */
  now(): number;
  pause(milliseconds: number): Promise<void>;
  /** A signal that is given, with a TimeoutError, once so much time is up. */
  expiry(milliseconds: number): AbortSignal;
}

/** Ends a command with status 2 and everything that is wrong, as lines for people. */
export class Refused extends Error {
  readonly complaints: readonly string[];

  constructor(...complaints: readonly string[]) {
    super(complaints.join("\n"));
    this.complaints = complaints;
  }
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
