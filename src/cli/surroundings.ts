import type { IsoDate } from "../adapters/register";

/** Everything outside the program that a command may touch, so that a test can stand in for it. */
export interface Surroundings {
  /** Results. Resolves when the text was taken, so that a slow reader slows the work down. */
  out(text: string): Promise<void>;
  /** Progress and messages. */
  err(text: string): void;
  /** Whether results may be coloured. */
  readonly colour: boolean;
  /** Columns for results. */
  readonly width: number;
  readonly today: IsoDate;
  /** Milliseconds from some moment on; only differences mean anything. */
  now(): number;
}
