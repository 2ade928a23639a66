import { type Counts, countIn, type Group } from "../groups";
import type { CameIn, DifferenceShown } from "../replay";
import type { Replayed } from "./replayed";
import { circumstancesAsOptions, explainCommand, idOf } from "./sign-in";

/** A log replayed, in the shape and key order that `docs/replay.md` promises. */
export function replayObject(replayed: Replayed): object {
  const { logs, tenantFile, verdict, replay, elapsedMs } = replayed;
  const { records, decisions, differences, withoutMfa, unreadable } = replay;
  return {
    logs,
    tenant: tenantFile,
    verdict: verdict.kind,
    period: replay.period === undefined ? null : { from: iso(replay.period.from), until: iso(replay.period.until) },
    records: {
      read: replay.read,
      judged: records.total,
      agree: records.of("agrees"),
      differ: records.of("differs"),
      older: records.of("older"),
      notComparable: records.of("cannot"),
      unreadable: unreadable.count,
      aside: inOrder(replay.aside),
    },
    decisions: {
      compared: decisions.of("agrees") + decisions.of("differs"),
      agree: decisions.of("agrees"),
      differ: decisions.of("differs"),
      newer: decisions.of("newer"),
      notComparable: decisions.of("cannot"),
      gone: decisions.of("gone"),
    },
    notComparable: { records: inOrder(replay.cannotRecord), decisions: inOrder(replay.cannot) },
    differences: differences.all.map((group) => differenceInJson(group, replayed)),
    withoutMfa: {
      count: withoutMfa.count,
      undeclared: withoutMfa.undeclared,
      unexplained: countIn(withoutMfa.unexplained),
      notTold: replay.mfaNotTold,
      signIns: [...withoutMfa.unexplained, ...withoutMfa.explained].map((group) => cameInJson(group, replayed)),
    },
    unreadable: unreadable.first,
    incomplete: replay.incomplete.map((log) => ({ log, why: "page" })),
    elapsedMs: Math.round(elapsedMs),
  };
}

const iso = (time: number): string => new Date(time).toISOString();

const inOrder = <Key extends string>(counts: Counts<Key>): object => Object.fromEntries(counts.all);

const differenceInJson = (group: Group<DifferenceShown>, replayed: Replayed): object => {
  const { policy, kind, on, entra, ours, people } = group.said;
  return {
    ...{ policy: policy.id, displayName: policy.displayName, kind, on: on ?? null, entra, ours },
    people: Array.from(people, (id) => idOf(id, replayed)),
    ...shownBy(group, replayed),
  };
};

const cameInJson = (group: Group<CameIn>, replayed: Replayed): object => {
  const { by, clients, applications, from } = group.said;
  return {
    by,
    user: idOf(group.example.who.id, replayed),
    ...{ clients: [...clients], applications: [...applications], from: [...from] },
    ...shownBy(group, replayed),
  };
};

/** How many sign-ins show something and when, and the first of them. */
function shownBy({ count, first, last, example }: Group<unknown>, replayed: Replayed): object {
  const { id, time, who, application, circumstances } = example;
  return {
    count,
    first: iso(first),
    last: iso(last),
    example: {
      record: id,
      time: iso(time),
      user: idOf(who.id, replayed),
      ...(replayed.withNames ? { name: who.name ?? null } : {}),
      application,
      told: Object.fromEntries(circumstancesAsOptions(circumstances, replayed)),
      explain: explainCommand(example, replayed),
    },
  };
}
