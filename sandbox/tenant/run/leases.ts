import type { ServerResponse } from "node:http";

/** The processes that have joined this tenant, each a response that stays open as long as the process lives. */
export interface Leases {
  readonly count: number;
  /** Keeps the response open as a lease; false when the tenant is about to end. */
  grant(response: ServerResponse): boolean;
  /** Grants no more leases, and resolves when the last one has gone. */
  drained(): Promise<void>;
}

/** Starts without any lease. */
export function openLeases(): Leases {
  const held = new Set<ServerResponse>();
  let whenEmpty: (() => void) | undefined;
  let closing = false;
  return {
    get count() {
      return held.size;
    },
    grant(response) {
      if (closing) return false;
      held.add(response);
      response.once("close", () => {
        held.delete(response);
        if (held.size === 0) whenEmpty?.();
      });
      response.writeHead(200, { "content-type": "text/plain" });
      response.flushHeaders();
      return true;
    },
    drained() {
      closing = true;
      if (held.size === 0) return Promise.resolve();
      return new Promise((resolve) => {
        whenEmpty = resolve;
      });
    },
  };
}
