import type { OptionSpecs } from "./arguments/option-specs";
import type { Surroundings } from "./surroundings";

/**
 * 0: all proved, or compliant; 1: a bypass, an unknown or a failed step; 2: bad input, or the tenant is out of reach.
 * Where several hold, the highest one wins.
 */
export type ExitStatus = 0 | 1 | 2;

/** One command of `azmfa`. */
export interface Command {
  /** What goes after the command's name, e.g. `[options] TENANT.json…`. */
  readonly usage: string;
  /** What the command does and what comes out, for `--help`; lines of at most 80 characters. */
  readonly about: string;
  readonly options: OptionSpecs;
  /** How many files it takes; any other number is refused before it runs. */
  readonly files: { readonly least: number; readonly most: number };
  run(given: Given, surroundings: Surroundings): Promise<ExitStatus>;
}

/** A command line that was read without errors. */
export interface Given {
  readonly files: readonly string[];
  /** The text of an option that was given. */
  text(option: string): string | undefined;
  /** Whether a switch was given. */
  has(option: string): boolean;
}
