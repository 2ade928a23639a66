import type { IsoDate } from "../text/iso-date";

/**
 * 0: all proved, or compliant; 1: a bypass, an unknown or a failed step; 2: bad input, or the tenant is out of reach.
 * Where several hold, the highest one wins.
 */
export type ExitStatus = 0 | 1 | 2;

/** What each exit status that a command ends with means. */
export type Statuses = { readonly 0: string; readonly 1?: string; readonly 2: string };

/** One command of `azmfa`. */
export interface Command {
  /** What goes after the options, e.g. `TENANT.json…`. */
  readonly takes: string;
  /** What the command does and what comes out, for `--help`. */
  readonly about: string;
  readonly options: OptionSpecs;
  /** What each exit status means. */
  readonly statuses: Statuses;
  /** How many files it takes; any other number is refused before it runs. */
  readonly files: { readonly least: number; readonly most: number };
  run(given: Given, host: Host): Promise<ExitStatus>;
}

/** A command line that was read without errors. */
export interface Given {
  readonly files: readonly string[];
  /** The text of an option that was given. */
  text(option: string): string | undefined;
  /** The texts of an option that may be given more than once, in their order. */
  all(option: string): readonly string[];
  /** Whether a switch was given. */
  has(option: string): boolean;
}

/** The options of a command by their long name. */
export type OptionSpecs = { readonly [name: string]: OptionSpec };

/** What one option takes, and what `--help` says of it. */
export type OptionSpec =
  | { readonly kind: "switch"; readonly help: string }
  /** `must`: there is no doing without it. `many`: it may be given more than once. */
  | {
      readonly kind: "text";
      readonly value: string;
      readonly help: string;
      readonly must?: true;
      readonly many?: true;
    }
  /** A switch that may be given a value, after an equals sign. */
  | { readonly kind: "optional"; readonly value: string; readonly help: string }
  | { readonly kind: "choice"; readonly choices: readonly string[]; readonly help: string };

/** The option as help shows it: `--format human|json`. */
export function renderOption(name: string, spec: OptionSpec): string {
  switch (spec.kind) {
    case "switch":
      return `--${name}`;
    case "text":
      return `--${name} ${spec.value}`;
    case "optional":
      return `--${name}[=${spec.value}]`;
    case "choice":
      return `--${name} ${spec.choices.join("|")}`;
  }
}

/** Everything outside the program that a command may touch, so that a test can stand in for it. */
export interface Host {
  /** Results. Resolves when the text was taken, so that a slow reader slows the work down. */
  out(text: string): Promise<void>;
  /** Messages. */
  err(text: string): void;
  /** What is being done: one line, which goes when anything else is said. */
  progress(text: string): void;
  /** Whether results may be coloured. */
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
