import type { ComparedDecisions } from "./comparison";
import type { Replay } from "./replay";
import { type SignInGroup, totalOf } from "./sign-in-groups";
import type { WhatIf } from "./what-if";

/** The replay of a log as JSON, in the shape and key order of `docs/replay.md`. */
export function replayObject(replay: Replay): object {
  const { logs, file, verdict, period, read, unreadable, skipped, firstUnreadable, incomplete } = replay;
  return {
    logs,
    tenant: file,
    verdict: verdict.kind,
    period: period === undefined ? null : { from: iso(period.from), until: iso(period.until) },
    records: { read, unreadable, aside: skipped },
    signIns: { judged: totalOf(replay.signIns), ...replay.signIns },
    decisions: replay.decisions,
    differences: differencesOf(replay),
    withoutMfa: {
      ...replay.counts,
      notTold: replay.mfaNotTold,
      signIns: replay.withoutMfa.all.map((group) => ({ by: group.finding, ...shown(group) })),
    },
    unreadable: firstUnreadable,
    incomplete,
  };
}

/** What If answers about now, so its answers have no time. */
const iso = (time: number): string | null => (Number.isFinite(time) ? new Date(time).toISOString() : null);

/** Whose sign-ins a group has, how they signed in, how many, from when to when, and an example. */
const shown = ({ people, how, count, first, last, example }: SignInGroup<unknown>): object => ({
  people: [...people],
  how: [...how],
  count,
  first: iso(first),
  last: iso(last),
  example: { record: example.id, time: iso(example.time) },
});

const differencesOf = ({ differences }: ComparedDecisions): readonly object[] =>
  differences.all.map((group) => ({ ...group.finding, ...shown(group) }));

/** Microsoft's answers as JSON, in the shape and key order of `docs/replay.md`. */
export const whatIfObject = (whatIf: WhatIf, tenantFile: string): object => ({
  tenant: tenantFile,
  answeredBy: [...whatIf.tips],
  unconfirmed: whatIf.unconfirmed,
  signIns: whatIf.signIns,
  decisions: whatIf.decisions,
  differences: differencesOf(whatIf),
});
