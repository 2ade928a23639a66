import { changesSince, notComparable } from "../../drift/change/since";
import { changesOfExclusion, changesOfPolicy, type TenantChange } from "../../drift/change/stack-changes";
import { wantedTenant } from "../../drift/change/wanted-tenant";
import { type DriftReport, hasDrift, type Since } from "../../drift/drift-report";
import type { ExclusionDrift } from "../../drift/exclusions";
import { type Meaning, meaningOf } from "../../drift/meaning";
import type { PolicyReport } from "../../drift/policy/policy-report";
import { problemOf, type Read } from "../../drift/problem";
import { awaitEnforcement, underSecurityDefaults } from "../../drift/security-defaults";
import type { JsonObject } from "../../law/json/json-object";
import type { Exemption } from "../../law/model/register";
import type { LiveTenant, TenantSettings } from "../../tenant/live/live-tenant";
import type { Answer } from "../../tenant/live/tenant-problem";

/** All of the tenant that decides about sign-ins, and its settings as a whole. */
export type WholeTenant = { readonly live: Answer<LiveTenant>; readonly settings: TenantSettings };

/** What the meaning of drift is asked with. */
export type MeaningOfCheck = {
  /** What the tenant was like before: a tenant file, and how it is called. */
  readonly since: { readonly file: string; readonly tenant: JsonObject } | undefined;
  readonly exemptions: readonly Exemption[];
  readonly progress: (what: string, count?: number) => void;
};

/** The report with what came since the snapshot, and with what all of it means. */
export function withMeaning(
  compared: DriftReport,
  input: MeaningOfCheck,
  { live, settings }: WholeTenant,
): DriftReport {
  const report = withSecurityDefaults(compared, settings);
  if (live.kind === "failed") return { ...report, problems: [...report.problems, live.problem] };
  const now = { ...live.value.file, ...knownOf(settings) };
  const newer = input.since === undefined ? [] : changesSince(input.since.tenant, now, ownIds(report.policies));
  const since = sinceReport(input.since, now, newer);
  const whole = { ...report, since };
  if (!hasDrift(whole)) return whole;
  input.progress("the proof");
  const meaning = readMeaning(whole, { ...live.value, file: now }, newer, input);
  return meaning.kind === "read"
    ? { ...whole, meaning: meaning.value }
    : { ...whole, problems: [...whole.problems, meaning.problem] };
}

/** Whether they are on is only told where a policy waits for it; where that can't be read then, it is a problem. */
function withSecurityDefaults(report: DriftReport, { securityDefaults }: TenantSettings): DriftReport {
  const { policies, problems } = report;
  if (!awaitEnforcement(policies)) return report;
  if (securityDefaults.kind === "failed") return { ...report, problems: [...problems, securityDefaults.problem] };
  switch (securityDefaults.value["isEnabled"]) {
    case true:
      return { ...report, securityDefaults: "on", policies: underSecurityDefaults(policies) };
    case false:
      return { ...report, securityDefaults: "off" };
    default:
      return { ...report, problems: [...problems, NOT_SHOWN] };
  }
}

const NOT_SHOWN = problemOf("status-not-shown", {
  message: "Graph's answer doesn't say whether security defaults are on",
  help: "Policy.Read.All shows it; while they are on, Entra refuses to enforce a policy",
});

/** The settings that could be read, under their keys in a tenant file. */
const knownOf = (settings: TenantSettings): JsonObject =>
  Object.fromEntries(
    Object.entries(settings).flatMap(([key, answer]) => (answer.kind === "read" ? [[key, answer.value]] : [])),
  );

const ownIds = (policies: readonly PolicyReport[]): ReadonlySet<string> =>
  new Set(policies.flatMap(({ id }) => (id === undefined ? [] : [id.toLowerCase()])));

function sinceReport(
  since: MeaningOfCheck["since"],
  now: JsonObject,
  changes: readonly TenantChange[],
): Since | undefined {
  if (since === undefined) return undefined;
  const objects = changes.flatMap(({ drifted }) => ("list" in drifted ? [drifted] : []));
  return { file: since.file, changes: objects, notComparable: notComparable(since.tenant, now) };
}

function readMeaning(
  {
    policies,
    exclusions,
  }: { readonly policies: readonly PolicyReport[]; readonly exclusions: readonly ExclusionDrift[] },
  { file: now, missing }: LiveTenant,
  newer: readonly TenantChange[],
  { since, exemptions }: MeaningOfCheck,
): Read<Meaning> {
  const changes = [...policies.flatMap(changesOfPolicy), ...exclusions.flatMap(changesOfExclusion), ...newer];
  const wanted = wantedTenant(now, since?.tenant, policies, exclusions);
  return meaningOf({ now, wanted, changes, policies, exemptions, notKnown: missing });
}
