import { signInInJson } from "../report/verdict-in-json";
import type { Disagreement, PolicyOutcome } from "./comparison";
import type { Group } from "./groups";
import { isExplained, type ReasonWithoutMfa } from "./replay";
import type { WhatIf } from "./what-if";
import { explainCommand, idOf, type Replayed, type ReportOptions } from "./words";

/** What the log's JSON calls what Entra did. Otherwise it uses azmfa's words. */
const ENTRA: { readonly [Word in PolicyOutcome]?: string } = {
  ...{ applies: "applied", doesNotApply: "notApplied", letsThrough: "letIn" },
};

/** The replay of a log as JSON, in the shape and key order of `docs/replay.md`. */
export function replayObject(replayed: Replayed): object {
  const { logs, tenantFile, verdict, replay, elapsedMs } = replayed;
  const { period, signIns, decisions, notComparable, differences, withoutMfa } = replay;
  const { read, unreadable, skipped, firstUnreadable, incomplete } = replay;
  return {
    logs,
    tenant: tenantFile,
    verdict: verdict.kind,
    period: period === undefined ? null : { from: iso(period.from), until: iso(period.until) },
    records: { read, ...signIns, unreadable, aside: skipped },
    decisions,
    notComparable,
    differences: differences.all.map((group) => {
      const { policy, displayName, kind, on, theirs, ours } = group.finding;
      const people = Array.from(group.people, (id) => idOf(id, replayed));
      return { policy, displayName, kind, on, entra: ENTRA[theirs] ?? theirs, ours, people, ...shown(group, replayed) };
    }),
    withoutMfa: {
      ...{ ...replay.counts, notTold: replay.mfaNotTold },
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
    ...{ count, first: iso(first), last: iso(last) },
    example: {
      ...{ record: id, time: iso(time), user: idOf(who.id, showing) },
      ...(showing.withNames ? { name: who.name ?? null } : {}),
      application,
      told: Object.fromEntries(showing.asOptions(circumstances, showing.withNames)),
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
    ...{ agree: agrees, disagree: disagrees, knownDefect, notAvailable },
    results: whatIf.results.map(({ about, signIn, isStopped, result, why, differences }) => ({
      about,
      user: signIn.principal.kind === "person" ? signIn.principal.id : null,
      signIn: signInInJson(signIn, whatIf.tenant),
      stopped: isStopped,
      result,
      ...(why === undefined ? {} : { why }),
      ...(differences.length === 0 ? {} : { policies: differences.map(otherInJson) }),
    })),
  };
}

function otherInJson({ policy, displayName, kind, theirs, ours, reasons }: Disagreement): object {
  const said = ours === "off" ? "doesNotApply" : ours;
  return { policy, displayName, ours: said, theirs, reasons, knownDefect: kind === "knownDefect" };
}
