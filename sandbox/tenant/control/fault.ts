import { errorReply, GraphError } from "../http/graph-error";
import { type GraphRequest, noContent, type Reply } from "../http/message";
import { type BodyChange, changedBody } from "./changed-body";

/** A misbehaviour to play on Graph requests that fit, as often as said. */
export interface Fault {
  /** HTTP method; every method when absent. */
  readonly method?: string;
  /** The version of Graph that is asked; either when absent. */
  readonly version?: "v1.0" | "beta";
  /** What the path below the version starts with, e.g. `/identity/conditionalAccess/policies`; every path when absent. */
  readonly path?: string;
  /** A regular expression that the whole path below the version fits, in any letter case; every path when absent. */
  readonly pattern?: string;
  /** Options that the query has, with their values; `*` is any value. Every query when absent. */
  readonly query?: Readonly<Record<string, string>>;
  /** How many requests it hits before it is used up; for ever when absent. */
  readonly times?: number;
  /** It hits each such request of those that fit: 5 is the fifth, the tenth and so on; each one when absent. */
  readonly every?: number;
  readonly effect: FaultEffect;
}

/** What happens to a request: it isn't answered as it should, or what it is answered with is changed on the way. */
export type FaultEffect =
  /** An error in Graph's shape; `retryAfter` in seconds is a header. */
  | {
      readonly kind: "refuse";
      readonly status: number;
      readonly code: string;
      readonly message: string;
      readonly retryAfter?: number;
    }
  /** A 204 that changes nothing. */
  | { readonly kind: "ignore" }
  /** A connection that is cut before the answer. */
  | { readonly kind: "hangUp" }
  /** A connection that is cut in the middle of the answer. */
  | { readonly kind: "cutOff" }
  /** No answer, until the caller hangs up. */
  | { readonly kind: "silent" }
  /** An answer that is late. */
  | { readonly kind: "delay"; readonly milliseconds: number }
  /** An answer as it would have been before the last change. */
  | { readonly kind: "forget" }
  /** An answer as if the caller hadn't got the role. */
  | { readonly kind: "withoutRole"; readonly role: string }
  /** Pages of that many objects, whatever the request says. */
  | { readonly kind: "pageBy"; readonly size: number }
  | BodyChange;

/** Graph's throttling. Conditional Access sends no Retry-After with it. */
export const THROTTLED = {
  kind: "refuse",
  status: 429,
  code: "TooManyRequests",
  message: "Too Many Requests",
} as const satisfies FaultEffect;

/** The faults in force. */
export interface FaultList {
  add(fault: Fault): void;
  clear(): void;
  /** The effect on a request, and one use of the fault that has it. */
  take(request: Faulted): FaultEffect | undefined;
}

/** What is looked at of a request. */
type Faulted = Pick<GraphRequest, "method" | "version" | "path" | "query">;

/** A fault, and how many requests that fit have come by so far. */
type Standing = { readonly fault: Fault; fitted: number; hit: number };

/** Keeps faults in the order given; the first that hits a request is played. */
export function openFaultList(initial: readonly Fault[]): FaultList {
  let faults: Standing[] = initial.map((fault) => ({ fault, fitted: 0, hit: 0 }));
  return {
    add: (fault) => void faults.push({ fault, fitted: 0, hit: 0 }),
    clear: () => {
      faults = [];
    },
    take(request) {
      const found = faults.find((candidate) => fits(candidate.fault, request) && hits(candidate));
      if (found === undefined) return undefined;
      found.hit++;
      return found.fault.effect;
    },
  };
}

/** Effects that stand in the place of an answer. */
type Refusing = Extract<FaultEffect, { kind: "refuse" | "ignore" }>;

/** The reply that stands in the place of an answer. */
export function faultReply(effect: Refusing, clientRequestId: string | undefined, now: Date): Reply {
  if (effect.kind === "ignore") return noContent();
  const { status, code, message, retryAfter } = effect;
  const reply = errorReply(new GraphError(status, code, message), clientRequestId, now);
  return retryAfter === undefined ? reply : { ...reply, headers: { "retry-after": String(retryAfter) } };
}

function fits(fault: Fault, { method, version, path, query }: Faulted): boolean {
  return (
    (fault.method ?? method) === method &&
    (fault.version ?? version) === version &&
    path.toLowerCase().startsWith((fault.path ?? "").toLowerCase()) &&
    (fault.pattern === undefined || new RegExp(`^(?:${fault.pattern})$`, "i").test(path)) &&
    Object.entries(fault.query ?? {}).every(([name, value]) =>
      value === "*" ? query.has(name) : query.get(name) === value,
    )
  );
}

/** Counts the request. */
function hits(standing: Standing): boolean {
  const { times, every = 1 } = standing.fault;
  if (times !== undefined && standing.hit >= times) return false;
  standing.fitted++;
  return standing.fitted % every === 0;
}

/** A request that a fault hits, and what would answer it. */
interface Stage {
  readonly roles: readonly string[];
  readonly query: URLSearchParams;
  /** The request's whole address. */
  readonly url: string;
  readonly answerAs: (roles: readonly string[], query?: URLSearchParams) => Reply;
  readonly forgetting: (read: () => Reply) => Reply;
  readonly refuse: (refusal: Refusing) => Reply;
}

/** What a request is answered with that a fault hits; `undefined` when the connection is to be cut before the answer. */
export function play(effect: FaultEffect, stage: Stage): Reply | undefined {
  const { roles, query, url, answerAs, forgetting, refuse } = stage;
  switch (effect.kind) {
    case "hangUp":
      return undefined;
    case "refuse":
    case "ignore":
      return refuse(effect);
    case "cutOff":
      return { ...answerAs(roles), delivery: { kind: "cutOff" } };
    case "delay":
      return { ...answerAs(roles), delivery: { kind: "late", milliseconds: effect.milliseconds } };
    case "forget":
      return forgetting(() => answerAs(roles));
    case "silent":
      return { ...answerAs(roles), delivery: { kind: "never" } };
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
