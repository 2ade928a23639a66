import { CONDITIONS, dimensionOf, isConditionReason } from "../law/conditions";
import type { Explanation } from "../law/conditions/condition";
import type { OtherReason, Reason } from "../law/evaluate";
import type { Circumstances, Dimension } from "../law/model/dimensions";
import { AZURE_MANAGEMENT } from "../law/model/ids";
import type { Policy } from "../law/model/policy";
import type { Tenant } from "../law/model/tenant";
import { present } from "../text/present";
import { counted, listing } from "../text/sentence";
import { notUnderstoodIn } from "../verifier/not-understood";
import { explainGrant } from "./grant";
import { tellerOf } from "./sign-in";
import { type EvaluatedPolicy, explainUsers } from "./users";

const EXPLAIN: Record<OtherReason, (evaluated: EvaluatedPolicy) => Explanation> = {
  state: ({ policy: { enforcement } }) =>
    enforcement.kind === "reportOnly"
      ? { why: "is report-only: it logs and stops nobody", fix: "switch it on" }
      : { why: "is off", fix: "switch it on" },
  grant: explainGrant,
  users: explainUsers,
  applications: explainApplications,
  clientApplications: () => ({ why: "is about workload identities, not about people", fix: "make one for people" }),
  unsupported: ({ policy }) => ({
    why: `has content that isn't understood: ${listing([...new Set(notUnderstoodIn(policy).map(({ field }) => field))], "and") || "a named location"}`,
    fix: "say the same in conditions that this program knows, or take them out",
  }),
};

/** Why a policy lets a sign-in through, by the first dimension that does, and what would close it. */
export const explain = (reason: Reason, evaluated: EvaluatedPolicy): Explanation =>
  isConditionReason(reason)
    ? explainCondition(dimensionOf(reason), evaluated.policy, evaluated.signIn, evaluated.names.tenant)
    : EXPLAIN[reason](evaluated);

/** What a condition covers, or leaves out, and how to widen it: `covers only client type browser`. */
export const explainCondition = <D extends Dimension>(
  dimension: D,
  { conditions }: Policy,
  missedBy: Circumstances,
  tenant: Tenant,
): Explanation => CONDITIONS[dimension].words.explain(conditions[dimension], missedBy[dimension], tellerOf(tenant));

/** Groups of resources that a policy names and that don't hold Azure management, such as `Office365`. */
export function groupsOfResources(
  { written }: Pick<Policy, "written">,
  list: "includeApplications" | "excludeApplications",
): readonly string[] {
  const named: unknown = JSON.parse(written.in(`conditions.applications.${list}`));
  const words = Array.isArray(named) ? named.filter((one): one is string => typeof one === "string") : [];
  return words.filter((word) => /^Office365$/i.test(word));
}

const API = `the Windows Azure Service Management API (${AZURE_MANAGEMENT})`;

/** Why a policy isn't about Azure management. */
export function explainApplications({ policy }: Pick<EvaluatedPolicy, "policy">): Explanation {
  const { applications } = policy;
  const { include, exclude, filter, otherTarget } = applications;
  if (otherTarget)
    return {
      why: "is about user actions or authentication contexts, not about a resource",
      fix: `target ${API} instead`,
    };
  if (exclude.all || exclude.ids.has(AZURE_MANAGEMENT))
    return { why: "excludes Azure management from its resources", fix: `take ${API} out of its excluded resources` };
  if (filter === "exclude")
    return { why: "leaves out resources by a filter, which may hold Azure management", fix: "take the filter out" };
  if (exclude.notUnderstood.length > 0 && (include.all || include.ids.has(AZURE_MANAGEMENT)))
    return {
      why: `leaves out resources in a way that isn't understood (${listing(
        exclude.notUnderstood.map(({ why }) => why),
        "and",
      )})`,
      fix: "name by their application ids what it leaves out",
    };
  const covers = present([
    ...groupsOfResources(policy, "includeApplications"),
    include.adminPortals && "the admin portals, which are another resource",
    include.ids.size > 0 && counted(include.ids.size, "other resource"),
    filter === "include" && "resources by a filter, which may not hold it",
  ]);
  return {
    why: `isn't about Azure management: it covers ${covers.length === 0 ? "no resource" : covers.join(" and ")}`,
    fix: `add ${API} to its resources`,
  };
}
