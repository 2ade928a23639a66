import type { RecordedSignIn } from "../../law/model/recorded-sign-in";
import type { Counts, Group } from "../groups";
import type { CameIn, ReportedDifference } from "../replay";
import { circumstancesAsOptions, explainCommand, idIn } from "./example";
import type { ReplayReport } from "./replay-report";

/** A log replayed, in the shape and key order that `docs/replay.md` promises. */
export function replayObject(report: ReplayReport): object {
  const { logs, tenantFile, verdict, replay, read, elapsedMs } = report;
  const { records, decisions } = replay;
  return {
    logs,
    tenant: tenantFile,
    verdict: verdict.kind,
    period: replay.period === undefined ? null : { from: iso(replay.period.from), until: iso(replay.period.until) },
    records: {
      read: read.records,
      judged: read.judged,
      sayOtherwise: read.otherwise,
      agree: records.of("agrees"),
      differ: records.of("differs"),
      older: records.of("older"),
      notComparable: records.of("cannot"),
      unreadable: read.unreadable.count,
      aside: inOrder(read.aside),
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
    differences: replay.differences.all.map((group) => differenceInJson(group, report)),
    moreDifferences: replay.differences.beyond,
    withoutMfa: {
      count: replay.cameIn,
      undeclared: replay.undeclared,
      unexplained: replay.unexplained.total,
      notTold: replay.mfaNotTold,
      signIns: [...replay.unexplained.all, ...replay.explained.all].map((group) => cameInJson(group, report)),
      more: replay.unexplained.beyond + replay.explained.beyond,
    },
    unreadable: read.unreadable.first,
    incomplete: read.incomplete,
    elapsedMs: Math.round(elapsedMs),
  };
}

const iso = (time: number): string => new Date(time).toISOString();

const inOrder = <Key extends string>(counts: Counts<Key>): object => Object.fromEntries(counts.all);

const countsOf = ({ count, first, last }: Group<unknown>): object => ({ count, first: iso(first), last: iso(last) });

function differenceInJson(group: Group<ReportedDifference>, report: ReplayReport): object {
  const { policy, kind, on, entra, ours, example } = group.said;
  return {
    policy: policy.id,
    displayName: policy.displayName,
    kind,
    dated: policy.changed !== undefined,
    on: on ?? null,
    entra,
    ours,
    ...countsOf(group),
    example: signInInJson(example, report),
  };
}

const cameInJson = (group: Group<CameIn>, report: ReplayReport): object => ({
  by: group.said.by,
  ...countsOf(group),
  example: signInInJson(group.said.example, report),
});

function signInInJson(signIn: RecordedSignIn, report: ReplayReport): object {
  const { id, time, who, application, circumstances } = signIn;
  return {
    record: id,
    time: iso(time),
    user: idIn(signIn, report),
    ...(report.withNames ? { name: who.name ?? null } : {}),
    application,
    told: Object.fromEntries(circumstancesAsOptions(circumstances, report)),
    explain: explainCommand(signIn, report),
  };
}
