import type { Group, Replayed } from "./replay";
import { explainCommand, idOf } from "./words";

/** The replay of a log as JSON, in the shape and key order of `docs/replay.md`. */
export function replayObject(replayed: Replayed): object {
  const { logs, tenantFile, verdict, replay, elapsedMs } = replayed;
  const { period, records, decisions, notComparable, differences, withoutMfa, mfaNotTold, unreadable } = replay;
  const { groups, ...counts } = withoutMfa;
  return {
    logs,
    tenant: tenantFile,
    verdict: verdict.kind,
    period: period === undefined ? null : { from: iso(period.from), until: iso(period.until) },
    records,
    decisions,
    notComparable,
    differences: differences.map((group) => ({
      ...group.said,
      people: Array.from(group.said.people, (id) => idOf(id, replayed)),
      ...shownBy(group, replayed),
    })),
    withoutMfa: {
      ...{ ...counts, notTold: mfaNotTold },
      signIns: groups.map((group) => {
        const { by, clients, applications, from } = group.said;
        const how = { clients: [...clients], applications: [...applications], from: [...from] };
        return { by, user: idOf(group.example.who.id, replayed), ...how, ...shownBy(group, replayed) };
      }),
    },
    unreadable,
    incomplete: replay.incomplete.map((log) => ({ log, why: "page" })),
    elapsedMs: Math.round(elapsedMs),
  };
}

const iso = (time: number): string => new Date(time).toISOString();

/** How many sign-ins a group has, from when to when, and an example. */
function shownBy({ count, first, last, example }: Group<unknown>, replayed: Replayed): object {
  const { id, time, who, application, circumstances } = example;
  return {
    ...{ count, first: iso(first), last: iso(last) },
    example: {
      ...{ record: id, time: iso(time), user: idOf(who.id, replayed) },
      ...(replayed.withNames ? { name: who.name ?? null } : {}),
      application,
      told: Object.fromEntries(replayed.asOptions(circumstances, replayed.withNames)),
      explain: explainCommand(example, replayed),
    },
  };
}
