import { constants } from "node:os";

type Cleanup = () => Promise<void> | void;

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
const cleanups = new Set<Cleanup>();
let watching = false;
let interrupted = false;

/**
 * Registers a clean-up that runs when the user interrupts this process. Clean-ups run one after the other, the newest first. A
 * second interrupt ends the process at once.
 * @returns a function that removes the clean-up
 */
export function onInterruption(cleanup: Cleanup): () => void {
  cleanups.add(cleanup);
  watch();
  return () => cleanups.delete(cleanup);
}

/** Whether the user has interrupted this process. Failures after that need no message. */
export const isInterrupted = (): boolean => interrupted;

function watch(): void {
  if (watching) return;
  watching = true;
  for (const signal of SIGNALS) process.on(signal, () => void end(signal));
}

async function end(signal: (typeof SIGNALS)[number]): Promise<void> {
  const status = 128 + constants.signals[signal];
  if (interrupted) process.exit(status);
  interrupted = true;
  for (const cleanup of [...cleanups].reverse()) await Promise.resolve(cleanup()).catch(() => undefined);
  process.exit(status);
}
