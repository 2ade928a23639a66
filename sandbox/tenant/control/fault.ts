import { errorReply, GraphError } from "../http/graph-error";
import { noContent, type Reply } from "../http/reply";

/** A misbehaviour to play on Graph requests that fit, as often as said. */
export interface Fault {
  /** HTTP method; every method when absent. */
  readonly method?: string;
  /** What the path below the version starts with, e.g. `/identity/conditionalAccess/policies`; every path when absent. */
  readonly path?: string;
  /** How many requests it hits before it is used up; for ever when absent. */
  readonly times?: number;
  readonly effect: FaultEffect;
}

/** What happens instead: an error in Graph's shape, a 204 that changes nothing, or a connection that is cut. */
export type FaultEffect =
  | { readonly kind: "refuse"; readonly status: number; readonly code: string; readonly message: string }
  | { readonly kind: "ignore" }
  | { readonly kind: "hangUp" };

/** Graph's throttling. Conditional Access sends no Retry-After with it. */
export const THROTTLED: FaultEffect = {
  kind: "refuse",
  status: 429,
  code: "TooManyRequests",
  message: "Too Many Requests",
};

/** The faults in force. */
export interface FaultList {
  add(fault: Fault): void;
  clear(): void;
  /** The effect on a request, and one use of the fault that has it. */
  take(method: string, path: string): FaultEffect | undefined;
}

/** Keeps faults in the order given; the first that fits a request is played. */
export function openFaultList(initial: readonly Fault[]): FaultList {
  let faults = [...initial];
  return {
    add: (fault) => void faults.push(fault),
    clear: () => {
      faults = [];
    },
    take(method, path) {
      const fault = faults.find((candidate) => fits(candidate, method, path));
      if (fault === undefined) return undefined;
      faults = faults.flatMap((other) => (other === fault ? usedOnce(other) : [other]));
      return fault.effect;
    },
  };
}

/** The reply that a fault stands for; `undefined` when the connection is to be cut. */
export function faultReply(effect: FaultEffect, clientRequestId: string | undefined, now: Date): Reply | undefined {
  switch (effect.kind) {
    case "hangUp":
      return undefined;
    case "ignore":
      return noContent();
    case "refuse":
      return errorReply(new GraphError(effect.status, effect.code, effect.message), clientRequestId, now);
  }
}

function fits(fault: Fault, method: string, path: string): boolean {
  return (fault.method ?? method) === method && path.toLowerCase().startsWith((fault.path ?? "").toLowerCase());
}

function usedOnce(fault: Fault): readonly Fault[] {
  if (fault.times === undefined) return [fault];
  return fault.times > 1 ? [{ ...fault, times: fault.times - 1 }] : [];
}
