import type { Json } from "../json";

/** What a route answers. `body` is absent for 204. */
export interface Reply {
  readonly status: number;
  readonly body?: Json;
  readonly headers?: Readonly<Record<string, string>>;
  /** How it is sent, where that isn't at once and as a whole. */
  readonly delivery?: Delivery;
}

/** Late, cut off in the middle, or not at all: then the caller waits until it hangs up. */
export type Delivery =
  | { readonly kind: "late"; readonly milliseconds: number }
  | { readonly kind: "cutOff" }
  | { readonly kind: "never" };

/** 200 with a JSON body. */
export function ok(body: Json): Reply {
  return { status: 200, body };
}

/** 201 with the object as it was stored. */
export function created(body: Json): Reply {
  return { status: 201, body };
}

/** 204: done, nothing to say. Graph answers PATCH, DELETE and reference changes with it. */
export function noContent(): Reply {
  return { status: 204 };
}
