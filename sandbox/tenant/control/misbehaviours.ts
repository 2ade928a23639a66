import { type Fault, THROTTLED } from "./fault";

/** A way in which the local tenant misbehaves as a real one does, or as a network does in between. */
export interface Misbehaviour {
  /** What the tenant does, as a sentence without its subject. */
  readonly does: string;
  readonly faults: readonly Fault[];
}

const outOfOrder = { kind: "refuse", status: 503, code: "ServiceUnavailable", message: "no" } as const;
const POLICIES = "/identity/conditionalAccess";

/** By the names that `--misbehave` takes, in the order that help shows. */
export const MISBEHAVIOURS: ReadonlyMap<string, Misbehaviour> = new Map<string, Misbehaviour>(
  Object.entries({
    throttle: {
      does: "takes two requests out of three, and doesn't say when to come back",
      faults: [{ every: 3, effect: THROTTLED }],
    },
    "throttle-politely": {
      does: "the same, and says to come back in two seconds",
      faults: [{ every: 3, effect: { ...THROTTLED, retryAfter: 2 } }],
    },
    "throttle-policies": {
      does: "takes no request about Conditional Access at all",
      faults: [{ path: POLICIES, effect: THROTTLED }],
    },
    "fail-one-in-five": { does: "is out of order for one request in five", faults: [{ every: 5, effect: outOfOrder }] },
    slow: {
      does: "takes a fifth of a second longer for each answer",
      faults: [{ effect: { kind: "delay", milliseconds: 200 } }],
    },
    "cut-off": {
      does: "cuts each fourth answer off in the middle",
      faults: [{ every: 4, effect: { kind: "cutOff" } }],
    },
    "page-by-two": {
      does: "shows two objects a page",
      faults: [{ method: "GET", effect: { kind: "pageBy", size: 2 } }],
    },
    miscount: {
      does: "says that there are three users more than it shows",
      faults: [{ path: "/users", effect: { kind: "miscount", by: 3 } }],
    },
    forget: {
      does: "shows the policies as they were before the last change, to each second reader",
      faults: [{ method: "GET", path: POLICIES, every: 2, effect: { kind: "forget" } }],
    },
    "refuse-users": {
      does: "lets nobody read users, as if the role weren't there",
      faults: [
        { path: "/users", effect: { kind: "refuse", status: 403, code: "Authorization_RequestDenied", message: "no" } },
      ],
    },
    "web-page": {
      does: "has a network in between that answers with its own sign-in page",
      faults: [{ effect: { kind: "webPage" } }],
    },
  } satisfies { readonly [name: string]: Misbehaviour }),
);
