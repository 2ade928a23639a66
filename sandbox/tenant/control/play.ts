import type { Reply } from "../http/reply";
import { changedBody } from "./changed-body";
import type { FaultEffect, Refusing } from "./fault";

/** A request that a fault hits, and what would answer it. */
export interface Stage {
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
    case "withRoles":
      return answerAs(effect.roles);
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
