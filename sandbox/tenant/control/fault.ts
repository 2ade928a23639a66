import { errorReply, GraphError } from "../http/graph-error";
import type { GraphRequest, Reply } from "../http/message";
import { type BodyChange, changedBody } from "./changed-body";

/** A fault to inject into the answers to matching requests. */
export interface Fault {
  /** The HTTP method; any by default. */
  readonly method?: string;
  /** The beginning of the path after the version, e.g. `/identity/conditionalAccess/policies`; any by default. */
  readonly path?: string;
  /** Options that the query must have, with their values. `*` is any value. Any query by default. */
  readonly query?: Readonly<Record<string, string>>;
  /** The number of requests that the fault hits; no limit by default. */
  readonly times?: number;
  /** The fault hits every n-th matching request: 5 means the fifth, the tenth and so on; every one by default. */
  readonly every?: number;
  readonly effect: FaultEffect;
}

/** The effect on a request: it gets another answer, or its answer is changed. */
export type FaultEffect =
  /** An error of Graph. `retryAfter` is a header, in seconds. */
  | {
      readonly kind: "refuse";
      readonly status: number;
      readonly code: string;
      readonly message: string;
      readonly retryAfter?: number;
    }
  /** A connection that breaks before the answer. */
  | { readonly kind: "hangUp" }
  /** A connection that breaks in the middle of the answer. */
  | { readonly kind: "cutOff" }
  /** A late answer. */
  | { readonly kind: "delay"; readonly milliseconds: number }
  /** The answer that a caller without the role gets. */
  | { readonly kind: "withoutRole"; readonly role: string }
  /** Pages of this size, whatever the request asks for. */
  | { readonly kind: "pageBy"; readonly size: number }
  | BodyChange;

/** Graph's answer when it throttles. Conditional Access sends it without Retry-After. */
export const THROTTLED = {
  kind: "refuse",
  status: 429,
  code: "TooManyRequests",
  message: "Too Many Requests",
} as const satisfies FaultEffect;

/** The active faults. */
export type FaultList = ReturnType<typeof openFaultList>;

/** The parts of a request that a fault matches. */
type Faulted = Pick<GraphRequest, "method" | "path" | "query">;

/** A fault, with the numbers of requests that it matched and hit. */
type Standing = { readonly fault: Fault; fitted: number; hit: number };

/** Keeps the faults in order. The first one that hits a request takes effect. */
export function openFaultList(initial: readonly Fault[]) {
  let faults: Standing[] = initial.map((fault) => ({ fault, fitted: 0, hit: 0 }));
  return {
    add: (fault: Fault) => void faults.push({ fault, fitted: 0, hit: 0 }),
    clear: () => {
      faults = [];
    },
    /** The effect on a request. It uses up one hit of the fault. */
    take(request: Faulted): FaultEffect | undefined {
      const found = faults.find((candidate) => fits(candidate.fault, request) && hits(candidate));
      if (found === undefined) return undefined;
      found.hit++;
      return found.fault.effect;
    },
  };
}

type Refusing = Extract<FaultEffect, { kind: "refuse" }>;

/** The reply that replaces the answer. */
export function faultReply(effect: Refusing, clientRequestId: string | undefined, now: Date): Reply {
  const { status, code, message, retryAfter } = effect;
  const reply = errorReply(new GraphError(status, code, message), clientRequestId, now);
  return retryAfter === undefined ? reply : { ...reply, headers: { "retry-after": String(retryAfter) } };
}

function fits(fault: Fault, { method, path, query }: Faulted): boolean {
  return (
    (fault.method ?? method) === method &&
    path.toLowerCase().startsWith((fault.path ?? "").toLowerCase()) &&
    Object.entries(fault.query ?? {}).every(([name, value]) =>
      value === "*" ? query.has(name) : query.get(name) === value,
    )
  );
}

/** Counts the request and returns whether the fault hits it. */
function hits(standing: Standing): boolean {
  const { times, every = 1 } = standing.fault;
  if (times !== undefined && standing.hit >= times) return false;
  standing.fitted++;
  return standing.fitted % every === 0;
}

/** A request that a fault hits, and the function that would answer it. */
interface Stage {
  readonly roles: readonly string[];
  readonly query: URLSearchParams;
  /** The full URL of the request. */
  readonly url: string;
  readonly answerAs: (roles: readonly string[], query?: URLSearchParams) => Reply;
  readonly refuse: (refusal: Refusing) => Reply;
}

/** The reply to a request that a fault hits, or `undefined` if the connection breaks before the answer. */
export function play(effect: FaultEffect, stage: Stage): Reply | undefined {
  const { roles, query, url, answerAs, refuse } = stage;
  switch (effect.kind) {
    case "hangUp":
      return undefined;
    case "refuse":
      return refuse(effect);
    case "cutOff":
      return { ...answerAs(roles), delivery: { kind: "cutOff" } };
    case "delay":
      return { ...answerAs(roles), delivery: { kind: "late", milliseconds: effect.milliseconds } };
    case "withoutRole":
      return answerAs(roles.filter((role) => role !== effect.role));
    case "pageBy":
      return answerAs(roles, pagedBy(query, effect.size));
    default:
      return changedBody(effect, answerAs(roles), url);
  }
}

function pagedBy(query: URLSearchParams, size: number): URLSearchParams {
  const paged = new URLSearchParams(query);
  paged.set("$top", String(size));
  return paged;
}
