import { type Fault, type FaultEffect, THROTTLED } from "../../../sandbox/tenant";
import { type Asked, faultOf } from "./questions-asked";

/** What a tenant does to one question, as a sentence without its subject. */
export interface Misbehaviour {
  readonly does: string;
  readonly onlyToLists?: true;
  readonly faults: (asked: Asked) => readonly Fault[];
}

const refuse = (status: number, code: string): FaultEffect => ({ kind: "refuse", status, code, message: "no" });
const always = (does: string, effect: FaultEffect): Misbehaviour => ({
  does,
  faults: (asked) => [faultOf(asked, effect)],
});

/** Of an object this is an answer, too. */
export const NOT_THERE = always("leads nowhere", refuse(404, "ResourceNotFound"));

/** It passes: the audit is the same as without. */
export const throttledOnce = (asked: Asked): Fault => faultOf(asked, THROTTLED, { times: 1 });

/** One of each sort of what an audit may meet; `test/tenant/live/faults.test.ts` has all that a tenant has been seen to do. */
export const MISBEHAVIOURS: readonly Misbehaviour[] = [
  NOT_THERE,
  always("is throttled for good", THROTTLED),
  always("may not be asked", refuse(403, "Authorization_RequestDenied")),
  always("isn't taken with this token", refuse(401, "InvalidAuthenticationToken")),
  always("is never answered in time", { kind: "silent" }),
  always("is answered with objects that have nothing in them", { kind: "hollow" }),
  always("is answered with numbers in the place of each value", { kind: "wrongTypes" }),
  {
    does: "has a second page that fails",
    onlyToLists: true,
    faults: (asked) => [
      faultOf(asked, refuse(503, "ServiceUnavailable"), { query: { $skiptoken: "*" } }),
      faultOf(asked, { kind: "pageBy", size: 1 }),
    ],
  },
];
