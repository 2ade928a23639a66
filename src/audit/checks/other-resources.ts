import { type EvaluationContext, withPolicies } from "../../law/evaluate";
import { type ApplicationId, AZURE_MANAGEMENT, applicationId } from "../../law/model/ids";
import type { ApplicationList } from "../../law/model/policy";
import type { Answer } from "../../report/report";
import { counted, listing } from "../../text/sentence";
import { kindOf } from "../../verifier/prove";
import type { Verdict } from "../../verifier/verdict";
import { type Conclusion, failed, observation, passed, unknown } from "../answer";
import type { AuditContext } from "../context";
import { hasGaps } from "../not-known";

/**
 * Other resources that administer Azure or its protection, and that this API doesn't cover.
 * @see Microsoft Entra, "Conditional Access: Target resources" (2026-01): what the API covers. It doesn't cover Azure
 * DevOps since 2025-09. Graph's command line tools change the policies themselves.
 */
const RESOURCES: Readonly<Record<string, string>> = {
  "499b84ac-1321-427f-aa17-267ca6975798": "Azure DevOps",
  "00000003-0000-0000-c000-000000000000": "Microsoft Graph",
  "cfa8b339-82a2-471a-a3c9-0fc0be7a4093": "Azure Key Vault",
  "e406a681-f3d4-42a8-90b6-c2b029497af1": "Azure Storage",
  "022907d3-0f1b-48f7-badc-1ba6abab6d66": "Azure SQL Database",
};

const IN_WORDS = {
  proved: "required of everybody",
  bypass: "someone gets in without it",
  unknown: "could not tell",
} as const;

/** Whether MFA is required for each other resource too. The verifier is asked as if that resource were the API. */
export function otherResources(context: AuditContext): Answer {
  const { whole, representatives } = context;
  const on = hasGaps(context) ? "nothing unknown" : "nothing not understood"; // as the audit reads its own verdict
  const tried = Object.entries(RESOURCES).map(([id, name]) => ({
    id,
    name,
    kind: kindOf(asIfTheApi(applicationId(id), whole), representatives, on),
  }));
  const those = (kind: Verdict["kind"]) => tried.filter((one) => one.kind === kind).map(({ name }) => name);
  return {
    ...concluded(those("bypass"), those("unknown")),
    about: tried.filter(({ kind }) => kind !== "proved").map(({ id }) => id),
    evidence: tried.map(({ id, name, kind }) =>
      observation({ kind: "application", id, name }, "MFA there", IN_WORDS[kind]),
    ),
  };
}

/** The tenant with another resource in place of the API. */
function asIfTheApi(id: ApplicationId, whole: EvaluationContext): EvaluationContext {
  const renamed = (list: ApplicationList): ApplicationList => {
    const others = [...list.ids].filter((one) => one !== AZURE_MANAGEMENT && one !== id);
    return { ...list, ids: new Set(list.ids.has(id) ? [...others, AZURE_MANAGEMENT] : others) };
  };
  const policies = whole.tenant.policies.map(({ applications, ...policy }) => ({
    ...policy,
    applications: { ...applications, include: renamed(applications.include), exclude: renamed(applications.exclude) },
  }));
  return withPolicies(whole, policies);
}

function concluded(open: readonly string[], unsettled: readonly string[]): Conclusion {
  if (open.length > 0)
    return failed(
      `${counted(open.length, "other resource is", "other resources are")} open without MFA: ${listing(open, "and")}.`,
      "require MFA there too: one policy on All resources covers all of them",
    );
  if (unsettled.length > 0)
    return unknown(
      `Could not tell whether somebody reaches ${listing(unsettled, "or")} without MFA.`,
      "read the tenant again with all of its lists, and check what isn't understood in the policies",
    );
  return passed("Nobody reaches the other resources without MFA either.");
}
