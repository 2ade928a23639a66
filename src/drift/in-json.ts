import { changedInJson } from "../report/verdict-in-json";
import { directoryNames } from "../words/principal";
import type { Change } from "./change";
import { type DriftReport, exitStatus, type Meaning } from "./drift-report";

const ANSWERS = { 0: "none", 1: "drift", 2: "unknown" } as const;

/** The report in the shape that `docs/drift.md` describes. */
export function driftInJson(report: DriftReport): object {
  const { stack, comparedWith, policies, changes, since = null, meaning, problems } = report;
  return {
    stack,
    drift: ANSWERS[exitStatus(report)],
    comparedWith,
    policies: policies.map(({ name, id = null, displayName, isCompared, noise }) => {
      return { name, id, displayName, compared: isCompared, notDrift: noise };
    }),
    changes: changes.map((change) => changeInJson(change, report)),
    since,
    meaning: meaning === undefined ? null : meaningInJson(meaning),
    problems: problems.map(({ message, help }) => ({ message, help })),
  };
}

function changeInJson(change: Change, { meaning, whoChanged }: DriftReport): object {
  const { source, kind, list, id, name = null, fields, help = null, request = null, at } = change;
  const effect = meaning?.alone.get(change);
  const last = whoChanged?.kind === "read" ? whoChanged.value.get(id) : undefined;
  return {
    source,
    kind,
    list,
    id,
    name,
    fields: fields.map(({ path, tenant = null, code = null, repair = null }) => {
      return { field: path, tenant, expected: code, repair };
    }),
    help,
    request,
    at: at === undefined ? null : { file: at.file, line: at.line, column: at.column },
    effect: effect?.kind ?? null,
    shutOut: effect?.shutOut ?? [],
    lastChange: last === undefined ? null : { by: last.by ?? null, at: last.at, operation: last.operation },
  };
}

function meaningInJson({ verdict, asCoded, together, blocked, tenant }: Meaning): object {
  const { users, classes, outsiders } = verdict.uncovered;
  const names = directoryNames(tenant);
  return {
    verdict: verdict.kind,
    asCoded,
    uncovered: { users, classes, externals: outsiders },
    effect: together.kind,
    opened: together.opened.map((way) => changedInJson(way, names)),
    blocked: blocked.map((way) => changedInJson(way, names)),
    shutOut: together.shutOut,
    opensRegistration: together.registering,
  };
}
