import { type Fault, type FaultEffect, THROTTLED } from "../../../sandbox/tenant";
import { type Asked, faultOf } from "./questions-asked";

/** What a tenant does to one question, as a sentence without its subject. */
export interface Misbehaviour {
  readonly does: string;
  /** Whether there is nothing to it: it passes, and the audit is the same as without. */
  readonly passes: boolean;
  readonly onlyToLists?: true;
  readonly faults: (asked: Asked) => readonly Fault[];
}

const refuse = (status: number, code: string): FaultEffect => ({ kind: "refuse", status, code, message: "no" });
const OUT_OF_ORDER = refuse(503, "ServiceUnavailable");
const NEXT_PAGE = { query: { $skiptoken: "*" } };

const once = (does: string, effect: FaultEffect, times = 1): Misbehaviour => ({
  does,
  passes: true,
  faults: (asked) => [faultOf(asked, effect, { times })],
});
const always = (does: string, effect: FaultEffect, onlyToLists?: true): Misbehaviour => ({
  does,
  passes: false,
  ...(onlyToLists && { onlyToLists }),
  faults: (asked) => [faultOf(asked, effect)],
});
/** The first page holds one object, and something is wrong with the second. */
const onTheSecondPage = (does: string, effect: FaultEffect): Misbehaviour => ({
  does,
  passes: false,
  onlyToLists: true,
  faults: (asked) => [faultOf(asked, effect, NEXT_PAGE), faultOf(asked, { kind: "pageBy", size: 1 })],
});

/** Of an object this is an answer, too. */
export const NOT_THERE = always("leads nowhere", refuse(404, "ResourceNotFound"));

/** Everything that a tenant, or a network before it, has been seen to do. */
export const ALL_MISBEHAVIOURS: readonly Misbehaviour[] = [
  once("is throttled, and doesn't say for how long", THROTTLED),
  once("is throttled, and says for how long", { ...THROTTLED, retryAfter: 7 }),
  once("is throttled five times in a row", THROTTLED, 5),
  once("is answered that Graph is out of order", OUT_OF_ORDER),
  once("meets a gateway that gives up", refuse(504, "GatewayTimeout")),
  once("is answered a moment later", { kind: "delay", milliseconds: 2 }),
  once("isn't answered in time", { kind: "silent" }),
  once("is hung up on", { kind: "hangUp" }),
  once("is cut off in the middle of its answer", { kind: "cutOff" }),
  once("is answered with half of the JSON, as if it were all", { kind: "halfBody" }),
  {
    does: "fails one time in five",
    passes: true,
    faults: (asked) => [faultOf(asked, OUT_OF_ORDER, { every: 5 })],
  },
  {
    does: "is answered two objects a page",
    passes: true,
    onlyToLists: true,
    faults: (asked) => [faultOf(asked, { kind: "pageBy", size: 2 })],
  },
  {
    does: "is answered one object a page, and each second page has to be asked for again",
    passes: true,
    onlyToLists: true,
    faults: (asked) => [
      faultOf(asked, OUT_OF_ORDER, { ...NEXT_PAGE, every: 2 }),
      faultOf(asked, { kind: "pageBy", size: 1 }),
    ],
  },
  { ...always("is answered a count that is too low", { kind: "miscount", by: -1 }, true), passes: true },
  always("is throttled for good", THROTTLED),
  always("is answered that Graph is out of order, for good", OUT_OF_ORDER),
  always("meets a mistake of Graph's", refuse(500, "InternalServerError")),
  always("asks for something that isn't implemented", refuse(501, "NotImplemented")),
  always("isn't understood by Graph", refuse(400, "BadRequest")),
  always("isn't taken with this token", refuse(401, "InvalidAuthenticationToken")),
  always("may not be asked", refuse(403, "Authorization_RequestDenied")),
  NOT_THERE,
  always("is gone", refuse(410, "Gone")),
  always("is never answered in time", { kind: "silent" }),
  always("is hung up on each time", { kind: "hangUp" }),
  always("is cut off in the middle each time", { kind: "cutOff" }),
  always("is answered with half of the JSON each time", { kind: "halfBody" }),
  always("is answered with a web page", { kind: "webPage" }),
  always("is answered with null", { kind: "noObject", body: null }),
  always("is answered with a bare list", { kind: "noObject", body: [] }),
  always("is answered with a word", { kind: "noObject", body: "ok" }),
  always("is answered with objects that have nothing in them", { kind: "hollow" }),
  always("is answered with numbers in the place of each value", { kind: "wrongTypes" }),
  always("is answered with an object in the place of the list", { kind: "noList" }, true),
  always("is answered with something in the list that is no object", { kind: "oddItem" }, true),
  always("is answered a count that is too high", { kind: "miscount", by: 1 }, true),
  always("has its next page at another host", { kind: "foreignNextPage" }, true),
  always("has itself as its next page", { kind: "circlingPages" }, true),
  always("has a next page without end", { kind: "endlessPages" }, true),
  onTheSecondPage("has a second page that never comes", { kind: "silent" }),
  onTheSecondPage("has a second page that fails", OUT_OF_ORDER),
  onTheSecondPage("has a second page that isn't understood any more", refuse(400, "Directory_ExpiredPageToken")),
  onTheSecondPage("has a second page that may not be read", refuse(403, "Authorization_RequestDenied")),
  onTheSecondPage("breaks off in the middle of its second page", { kind: "cutOff" }),
  onTheSecondPage("ends in the middle of the JSON of its second page", { kind: "halfBody" }),
  onTheSecondPage("has a second page that is a web page", { kind: "webPage" }),
  onTheSecondPage("has a second page without anything in it", { kind: "noObject", body: null }),
  onTheSecondPage("has a second page at another host", { kind: "foreignNextPage" }),
];

/** One of each sort of what they come to: passing, refused, without the role, no answer at all, and one that makes no sense. */
export const A_FEW: readonly Misbehaviour[] = ALL_MISBEHAVIOURS.filter(({ does }) =>
  [
    "is throttled, and doesn't say for how long",
    "is throttled for good",
    "may not be asked",
    "isn't taken with this token",
    "is never answered in time",
    "is answered with objects that have nothing in them",
    "has a second page that fails",
  ].includes(does),
);
