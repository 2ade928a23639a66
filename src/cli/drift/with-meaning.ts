import { type TenantChange, tenantChanges } from "../../drift/changes";
import { type DriftReport, hasDrift } from "../../drift/drift-report";
import { meaningOf } from "../../drift/meaning";
import type { Problem } from "../../drift/problem";
import { awaitsEnforcement, underSecurityDefaults } from "../../drift/security-defaults";
import { notComparable } from "../../drift/since";
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
  const { file, changes } = tenantChanges(now, input.since?.tenant, report);
  const whole = { ...report, since: input.since && sinceReport(input.since, now, changes) };
  if (!hasDrift(whole)) return whole;
  input.progress("the proof");
  const { policies } = whole;
  const meaning = meaningOf({ file, changes, policies, exemptions: input.exemptions, notKnown: live.value.missing });
  return meaning.kind === "read"
    ? { ...whole, meaning: meaning.value }
    : { ...whole, problems: [...whole.problems, meaning.problem] };
}

/** Whether they are on is only told where a policy waits for it; where that can't be read then, it is a problem. */
function withSecurityDefaults(report: DriftReport, { securityDefaults }: TenantSettings): DriftReport {
  const { policies, problems } = report;
  if (!policies.some(awaitsEnforcement)) return report;
  if (securityDefaults.kind === "failed") return { ...report, problems: [...problems, securityDefaults.problem] };
  switch (securityDefaults.value["isEnabled"]) {
    case true:
      return { ...report, securityDefaults: "on", policies: policies.map(underSecurityDefaults) };
    case false:
      return { ...report, securityDefaults: "off" };
    default:
      return { ...report, problems: [...problems, NOT_SHOWN] };
  }
}

const NOT_SHOWN: Problem = {
  message: "Graph's answer doesn't say whether security defaults are on",
  help: "Policy.Read.All shows it; while they are on, Entra refuses to enforce a policy",
};

/** The settings that could be read, under their keys in a tenant file. */
const knownOf = (settings: TenantSettings): JsonObject =>
  Object.fromEntries(
    Object.entries(settings).flatMap(([key, answer]) => (answer.kind === "read" ? [[key, answer.value]] : [])),
  );

function sinceReport(
  since: NonNullable<MeaningOfCheck["since"]>,
  now: JsonObject,
  changes: readonly TenantChange[],
): DriftReport["since"] {
  const objects = changes.flatMap(({ drifted }) => drifted).filter((one) => "list" in one);
  return { file: since.file, changes: objects, notComparable: notComparable(now, since.tenant) };
}
