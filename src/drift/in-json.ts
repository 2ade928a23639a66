import { changedInJson } from "../report/verdict-in-json";
import { type DirectoryNames, directoryNames } from "../words/principal";
import {
  type Act,
  type Drifted,
  type DriftReport,
  type Effect,
  exitStatus,
  type JudgedDifference,
  type Meaning,
  type PolicyReport,
  problemsIn,
} from "./drift-report";
import type { ExclusionDrift } from "./exclusions";
import { isByUp, portalStep } from "./policy-fields";

const ANSWERS = { 0: "none", 1: "drift", 2: "unknown" } as const;

/** The report in the shape that `docs/drift.md` describes. */
export function driftInJson(report: DriftReport): object {
  const { stack, comparedWith, policies, otherChanges, exclusions, namesakes, securityDefaults } = report;
  const { since, whoChanged, meaning } = report;
  const names = meaning && directoryNames(meaning.tenant);
  const effect: EffectInJson = (drifted) => {
    const alone = meaning?.alone.get(drifted);
    return alone === undefined || names === undefined ? NOT_JUDGED : effectInJson(alone, names);
  };
  return {
    stack,
    drift: ANSWERS[exitStatus(report)],
    comparedWith,
    policies: policies.map((policy) => policyInJson(policy, effect)),
    otherChanges: otherChanges.map(({ urn, operation, fields }) => ({ urn, operation, fields })),
    exclusions: exclusions.map((drift) => exclusionInJson(drift, effect)),
    securityDefaults: securityDefaults ?? null,
    namesakes: namesakes.map(({ help = null, ...policy }) => ({ ...policy, accepted: help === null, help })),
    since: since === undefined ? null : { ...since, changes: since.changes.map((one) => changeInJson(one, effect)) },
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

/** What a thing that drifted does by itself. */
type EffectInJson = (drifted: Drifted) => object;

function effectInJson(effect: Effect, names: DirectoryNames): object {
  const opened = effect.opened.map((bypass) => changedInJson(bypass, names));
  return { effect: effect.kind, opened, shutOut: effect.shutOut };
}

const NOT_JUDGED = { effect: null, opened: [], shutOut: [] };

function policyInJson(policy: PolicyReport, effect: EffectInJson): object {
  const { kind, name, id, displayName } = policy;
  const own = kind === "deleted" || (kind === "compared" && policy.weakStrength !== undefined) ? effect(policy) : {};
  const head = { name, id: id ?? null, displayName, kind, ...own };
  if (kind !== "compared") return head;
  const { differences, noise, weakStrength, request } = policy;
  return {
    ...head,
    differences: differences.map((difference) => ({ ...differenceInJson(difference), ...effect(difference) })),
    notDrift: noise,
    weakStrength: weakStrength ?? null,
    request: request ?? null,
  };
}

function differenceInJson({ path, tenant, code, repair, changed, onlyInBeta }: JudgedDifference): object {
  const portal = isByUp({ repair }) ? null : portalStep(path);
  return { field: path, tenant: tenant ?? null, code: code ?? null, repair, changedIn: changed, onlyInBeta, portal };
}

function exclusionInJson(drift: ExclusionDrift, effect: EffectInJson): object {
  const { at, principal } = drift.entry;
  const [member, { file, line, column }] = [memberIn(drift), at];
  return { kind: drift.kind, id: principal.id, member, at: { file, line, column }, ...effect(drift) };
}

const memberIn = (drift: ExclusionDrift): string | null => ("member" in drift ? drift.member.id : null);

function changeInJson(change: NonNullable<DriftReport["since"]>["changes"][number], effect: EffectInJson): object {
  const fields = change.fields.map(({ path, tenant, code }) => ({
    field: path,
    before: code ?? null,
    now: tenant ?? null,
  }));
  return { ...change, displayName: change.displayName ?? null, fields, ...effect(change) };
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

function actInJson(act: Act): object {
  const policy = act.kind === "request" ? (act.policy.id ?? null) : null;
  return { kind: act.kind, policy, undoes: act.undoes.map(undoneInJson) };
}

function undoneInJson(drifted: Drifted): object {
  if ("path" in drifted) return { field: drifted.path };
  if ("list" in drifted) return { list: drifted.list, id: drifted.id };
  if ("entry" in drifted) return { group: drifted.entry.principal.id, member: memberIn(drifted) };
  return { policy: drifted.id ?? null, is: drifted.kind === "deleted" ? "deleted" : "weakStrength" };
}
