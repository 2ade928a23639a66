import type { PolicyOutcome } from "./comparison";
import { type Group, totalOf } from "./groups";
import { isExplained, type ReasonWithoutMfa } from "./replay";
import type { WhatIf } from "./what-if";
import { explainCommand, idOf, type Replayed, type ReportOptions } from "./words";

/** What the log's JSON calls what Entra did. Otherwise it uses azmfa's words. */
const ENTRA: { readonly [Word in PolicyOutcome]?: string } = {
  applies: "applied",
  doesNotApply: "notApplied",
  letsThrough: "letIn",
};

/** The replay of a log as JSON, in the shape and key order of `docs/replay.md`. */
export function replayObject(replayed: Replayed): object {
  const { logs, tenantFile, verdict, replay, elapsedMs } = replayed;
  const { period, differences, withoutMfa, read, unreadable, skipped, firstUnreadable, incomplete } = replay;
  const { agree = 0, differ = 0, older = 0, ...records } = replay.signIns;
  const { agree: agreeing = 0, differ: differing = 0, newer = 0, gone = 0, ...decisions } = replay.decisions;
  const judged = { judged: totalOf(replay.signIns), agree, differ, older, notComparable: totalOf(records) };
  const compared = { compared: agreeing + differing, agree: agreeing, differ: differing };
  return {
    logs,
    tenant: tenantFile,
    verdict: verdict.kind,
    period: period === undefined ? null : { from: iso(period.from), until: iso(period.until) },
    records: { read, ...judged, unreadable, aside: skipped },
    decisions: { ...compared, newer, notComparable: totalOf(decisions), gone },
    notComparable: { records, decisions },
    differences: differences.all.map((group) => {
      const { policy, displayName, kind, on, theirs, ours } = group.finding;
      const people = Array.from(group.people, (id) => idOf(id, replayed));
      return { policy, displayName, kind, on, entra: ENTRA[theirs] ?? theirs, ours, people, ...shown(group, replayed) };
    }),
    withoutMfa: {
      ...replay.counts,
      notTold: replay.mfaNotTold,
      signIns: unexplainedFirst(withoutMfa.all).map((group) => {
        const how = { clients: [...group.clients], applications: [...group.applications], from: [...group.from] };
        return { by: group.finding, user: idOf(group.example.who.id, replayed), ...how, ...shown(group, replayed) };
      }),
    },
    unreadable: firstUnreadable,
    incomplete: incomplete.map((log) => ({ log, why: "page" })),
    elapsedMs: Math.round(elapsedMs),
  };
}

const unexplainedFirst = (groups: readonly Group<ReasonWithoutMfa>[]): readonly Group<ReasonWithoutMfa>[] =>
  [false, true].flatMap((is) => groups.filter(({ finding }) => isExplained(finding) === is));

const iso = (time: number): string => new Date(time).toISOString();

/** How many sign-ins a group has, from when to when, and an example. */
function shown({ count, first, last, example }: Group<unknown>, showing: ReportOptions): object {
  const { id, time, who, application, circumstances } = example;
  return {
    count,
    first: iso(first),
    last: iso(last),
    example: {
      record: id,
      time: iso(time),
      user: idOf(who.id, showing),
      ...(showing.withNames ? { name: who.name ?? null } : {}),
      application,
      told: Object.fromEntries(showing.asOptions(circumstances)),
      explain: explainCommand(example, showing),
    },
  };
}

/** Microsoft's answers as JSON, in the shape and key order of `docs/replay.md`. */
export function whatIfObject(whatIf: WhatIf, tenantFile: string): object {
  const { agrees, disagrees, knownDefect, notAvailable } = whatIf.counts;
  return {
    tenant: tenantFile,
    answeredBy: [...whatIf.tips],
    questions: whatIf.results.length,
    agree: agrees,
    disagree: disagrees,
    knownDefect,
    notAvailable,
    results: whatIf.results,
  };
}
