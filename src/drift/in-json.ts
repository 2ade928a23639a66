import { changedInJson } from "../report/verdict-in-json";
import { type DirectoryNames, directoryNames } from "../words/principal";
import { type Change, type FieldChange, undoOf } from "./change";
import { type Act, type DriftReport, type Effect, exitStatus, type Meaning, problemsIn } from "./drift-report";
import { isByUp, portalStep } from "./policy-fields";

const ANSWERS = { 0: "none", 1: "drift", 2: "unknown" } as const;

/** The report in the shape that `docs/drift.md` describes. */
export function driftInJson(report: DriftReport): object {
  const { stack, comparedWith, policies, otherChanges, exclusions, namesakes, securityDefaults } = report;
  const { since, whoChanged, meaning } = report;
  const names = meaning && directoryNames(meaning.tenant);
  const inJson = (change: Change): object => {
    const undo = undoOf(change);
    const effect = undo && meaning?.alone.get(undo);
    return { ...changeInJson(change), ...(effect && names ? effectInJson(effect, names) : NOT_JUDGED) };
  };
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
            ...{ id, by: last?.by ?? null, at: last?.at ?? null, operation: last?.operation ?? null },
          })),
    meaning: meaning === undefined || names === undefined ? null : meaningInJson(meaning, names),
    problems: problemsIn(report).map(({ code, message, help }) => ({ ...(code && { kind: code }), message, help })),
  };
}

const NOT_JUDGED = { effect: null, opened: [], shutOut: [] };

function effectInJson(effect: Effect, names: DirectoryNames): object {
  const opened = effect.opened.map((bypass) => changedInJson(bypass, names));
  return { effect: effect.kind, opened, shutOut: effect.shutOut };
}

/** What is said of a change except its effect. A policy that is deleted or whose strength is weak says the rest itself. */
function changeInJson(change: Change): object {
  switch (change.kind) {
    case "field":
      return fieldInJson(change);
    case "deleted":
    case "weakStrength":
    case "undeclared":
      return {};
    case "gone":
    case "disabled":
    case "memberAdded":
    case "memberMissing": {
      const { at, principal } = change.entry;
      const { file, line, column } = at;
      const member = "member" in change ? change.member.id : null;
      return { kind: change.kind, id: principal.id, member, at: { file, line, column } };
    }
    case "added":
    case "removed":
    case "changed": {
      const { list, id, displayName = null, kind } = change;
      const fields = change.fields.map(({ path, tenant, code }) => ({
        ...{ field: path, before: code ?? null, now: tenant ?? null },
      }));
      return { list, id, displayName, kind, fields };
    }
  }
}

function fieldInJson({ path, tenant, code, repair, changed, onlyInBeta }: FieldChange): object {
  const portal = isByUp({ repair }) ? null : portalStep(path);
  return { field: path, tenant: tenant ?? null, code: code ?? null, repair, changedIn: changed, onlyInBeta, portal };
}

type Policy = DriftReport["policies"][number];

function policyInJson({ policy, kind, changes, noise, request }: Policy, inJson: (change: Change) => object): object {
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

function meaningInJson({ verdict, asCoded, together, undo }: Meaning, names: DirectoryNames): object {
  const { users, classes, outsiders } = verdict.uncovered;
  return {
    verdict: verdict.kind,
    asCoded,
    uncovered: { users, classes, externals: outsiders },
    ...effectInJson(together, names),
    opensRegistration: together.registering,
    undo: undo === undefined ? null : { acts: undo.acts.map(actInJson), after: undo.after },
  };
}

const actInJson = (act: Act): object => ({
  kind: act.kind,
  policy: act.kind === "request" ? (act.policy.id ?? null) : null,
  undoes: act.undoes.map(undoneInJson),
});

function undoneInJson(change: Change): object {
  switch (change.kind) {
    case "field":
      return { field: change.path };
    case "added":
    case "removed":
    case "changed":
      return { list: change.list, id: change.id };
    case "gone":
    case "disabled":
    case "memberAdded":
    case "memberMissing":
      return { group: change.entry.principal.id, member: "member" in change ? change.member.id : null };
    case "deleted":
    case "weakStrength":
    case "undeclared":
      return { policy: change.policy.id ?? null, is: change.kind };
  }
}
