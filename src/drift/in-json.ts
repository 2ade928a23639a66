import { changedInJson } from "../report/verdict-in-json";
import { type DirectoryNames, directoryNames } from "../words/principal";
import type { Change, UndoableChange } from "./change";
import {
  type DriftReport,
  type Effect,
  effectAlone,
  exitStatus,
  type Meaning,
  type PolicyReport,
  problemsIn,
  type Remedy,
} from "./drift-report";
import { isFixedByUp, portalStep } from "./policy-fields";

const ANSWERS = { 0: "none", 1: "drift", 2: "unknown" } as const;

/** The report in the shape that `docs/drift.md` describes. */
export function driftInJson(report: DriftReport): object {
  const { stack, comparedWith, policies, otherChanges, exclusions, namesakes, securityDefaults } = report;
  const { since, whoChanged, meaning } = report;
  const names = meaning && directoryNames(meaning.tenant);
  const inJson = (one: Change) => ({ ...changeInJson(one), ...effectInJson(effectAlone(one, meaning), names) });
  return {
    stack,
    drift: ANSWERS[exitStatus(report)],
    comparedWith,
    policies: policies.map((policy) => policyInJson(policy, inJson)),
    otherChanges: otherChanges.map(({ urn, operation, fields }) => ({ urn, operation, fields })),
    exclusions: exclusions.map(inJson),
    securityDefaults: securityDefaults ?? null,
    namesakes: namesakes.map(({ help = null, ...policy }) => ({ ...policy, accepted: help === null, help })),
    since: since === undefined ? null : { ...since, changes: since.changes.map(inJson) },
    whoChanged:
      whoChanged?.kind !== "read"
        ? null
        : whoChanged.value.objects.map(({ id, last }) => ({
            id,
            by: last?.by ?? null,
            at: last?.at ?? null,
            operation: last?.operation ?? null,
          })),
    meaning: meaning === undefined || names === undefined ? null : meaningInJson(meaning, names),
    problems: problemsIn(report).map(({ code, message, help }) => ({ ...(code && { kind: code }), message, help })),
  };
}

function effectInJson(effect: Effect | undefined, names: DirectoryNames | undefined): object {
  if (effect === undefined || names === undefined) return { effect: null, opened: [], shutOut: [] };
  const opened = effect.opened.map((bypass) => changedInJson(bypass, names));
  return { effect: effect.kind, opened, shutOut: effect.shutOut };
}

/** A change without its effect. A policy that is deleted or whose strength is weak has the rest itself. */
function changeInJson(change: Change): object {
  switch (change.kind) {
    case "field": {
      const { path, tenant = null, code = null, repair, changedIn, onlyInBeta } = change;
      const portal = isFixedByUp(change) ? null : portalStep(path);
      return { field: path, tenant, code, repair, changedIn, onlyInBeta, portal };
    }
    case "deleted":
    case "weakStrength":
      return {};
    case "exclusion": {
      const { file, line, column } = change.entry.at;
      const member = "member" in change ? change.member.id : null;
      return { kind: change.found, id: change.entry.principal.id, member, at: { file, line, column } };
    }
    case "object": {
      const { list, id, displayName = null, found: kind } = change;
      const fields = change.fields.map(({ path: field, tenant: now = null, code: before = null }) => ({
        field,
        before,
        now,
      }));
      return { list, id, displayName, kind, fields };
    }
  }
}

function policyInJson(
  { policy, kind, changes, noise, request }: PolicyReport,
  inJson: (change: Change) => object,
): object {
  const { name, id = null, displayName } = policy;
  const whole = changes.find((change) => change.kind === "deleted" || change.kind === "weakStrength");
  const head = { name, id, displayName, kind, ...(whole && inJson(whole)) };
  if (kind !== "compared") return head;
  return {
    ...head,
    differences: changes.filter((change) => change.kind === "field").map(inJson),
    notDrift: noise,
    weakStrength: whole?.kind === "weakStrength" ? whole.says : null,
    request: request ?? null,
  };
}

function meaningInJson({ verdict, asCoded, together, blocked, undo }: Meaning, names: DirectoryNames): object {
  const { users, classes, outsiders } = verdict.uncovered;
  return {
    verdict: verdict.kind,
    asCoded,
    uncovered: { users, classes, externals: outsiders },
    ...effectInJson(together, names),
    blocked: blocked.map((way) => changedInJson(way, names)),
    opensRegistration: together.registering,
    undo: undo === undefined ? null : { acts: undo.steps.map(stepInJson), after: undo.after },
  };
}

const stepInJson = (step: Remedy): object => ({
  kind: step.kind,
  policy: step.kind === "request" ? (step.policy.id ?? null) : null,
  undoes: step.undoes.map(undoneInJson),
});

function undoneInJson(change: UndoableChange): object {
  switch (change.kind) {
    case "field":
      return { field: change.path };
    case "object":
      return { list: change.list, id: change.id };
    case "exclusion":
      return { group: change.entry.principal.id, member: change.member.id };
    case "deleted":
    case "weakStrength":
      return { policy: change.policy.id ?? null, is: change.kind };
  }
}
