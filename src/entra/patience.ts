import { setTimeout as pause } from "node:timers/promises";

/** How often and how long to wait for an answer. */
export type Patience = {
  /** Waits before the second, third … attempt, in milliseconds; there is one attempt more than waits. */
  readonly waits: readonly number[];
  /** How long one attempt may take, in milliseconds. */
  readonly timeout: number;
  readonly pause: (milliseconds: number) => Promise<void>;
};

/**
 * Conditional Access takes one request a second per tenant, of all programs together, and says nothing about when to come
 * back. Half a minute is enough to let another program's burst pass.
 */
export const PATIENCE: Patience = {
  waits: [1_000, 2_000, 4_000, 8_000, 16_000],
  timeout: 30_000,
  pause: (milliseconds) => pause(milliseconds),
};

/** The longest that Graph may tell us to wait. */
const LONGEST_WAIT_MS = 60_000;

/** How long to wait before the next attempt: what Graph says in `Retry-After`, if it is more than the own back-off. */
export function waitBefore(own: number, retryAfter: string | null | undefined): number {
  const seconds = Number(retryAfter ?? "0");
  const asked = Number.isFinite(seconds) ? seconds * 1_000 : 0;
  return Math.min(LONGEST_WAIT_MS, Math.max(own, asked));
}
