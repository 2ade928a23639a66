import type { ServerResponse } from "node:http";

/** The processes that have joined this tenant, each a response that stays open as long as the process lives. */
export interface Leases {
  readonly count: number;
  /** Keeps the response open as a lease; false when the tenant is ending. */
  grant(response: ServerResponse): boolean;
  /** Resolves when nobody holds a lease; from that moment on none is granted. */
  drained(): Promise<void>;
}

/** Starts without any lease. */
export function openLeases(): Leases {
  const held = new Set<ServerResponse>();
  let whenEmpty: (() => void) | undefined;
  let ending = false;
  const endIfEmpty = (): void => {
    if (held.size > 0 || whenEmpty === undefined) return;
    ending = true;
    whenEmpty();
  };
  return {
    get count() {
      return held.size;
    },
    grant(response) {
      if (ending) return false;
      held.add(response);
      response.once("close", () => {
        held.delete(response);
        endIfEmpty();
      });
      response.writeHead(200, { "content-type": "text/plain" });
      response.flushHeaders();
      return true;
    },
    drained() {
      return new Promise((resolve) => {
        whenEmpty = resolve;
        endIfEmpty();
      });
    },
  };
}
