import type { JsonObject } from "../../law/json/json-object";
import type { ExclusionDrift } from "../exclusions";
import type { JudgedDifference, PolicyReport } from "../policy/policy-report";
import { valueAt, withValueAt } from "../policy/property-path";
import type { ObjectChange } from "./object-change";
import { itemsIn, withChanged, withoutItem } from "./tenant-lists";

/** What of the drift has an effect of its own. */
export type Drifted = JudgedDifference | PolicyReport | ExclusionDrift | ObjectChange;

/** One thing that drifted, and how to make a tenant file have it that doesn't. */
export type TenantChange = { readonly drifted: Drifted; readonly apply: (file: JsonObject) => JsonObject };

/** What drifted in the policies of the stack, field by field. */
export function changesOfPolicy(policy: PolicyReport): readonly TenantChange[] {
  const id = policy.id?.toLowerCase();
  if (id === undefined) return [];
  if (policy.kind === "deleted") return [{ drifted: policy, apply: (file) => withoutItem(file, "policies", id) }];
  if (policy.kind !== "compared") return [];
  const { tenant } = policy;
  const fields = policy.differences.map((drifted) => ({
    drifted,
    apply: (file: JsonObject) =>
      withChanged(file, "policies", id, (coded) =>
        withValueAt(coded, drifted.path, valueAt(tenant, drifted.path) ?? null),
      ),
  }));
  const strength = {
    drifted: policy,
    apply: (file: JsonObject) =>
      withChanged(file, "policies", id, (coded) => ({ ...coded, grantControls: tenant["grantControls"] })),
  };
  return policy.weakStrength === undefined ? fields : [...fields, strength];
}

/** Who came into an excluded group, or left it. What is about the account itself changes nobody's sign-in. */
export function changesOfExclusion(drift: ExclusionDrift): readonly TenantChange[] {
  if (drift.kind !== "memberAdded" && drift.kind !== "memberMissing") return [];
  const { id } = drift.entry.principal;
  const change = (group: JsonObject): JsonObject => {
    const others = itemsIn(group, "members").filter((member) => String(member["id"]).toLowerCase() !== drift.member.id);
    return { ...group, members: drift.kind === "memberAdded" ? [...others, { id: drift.member.id }] : others };
  };
  return [{ drifted: drift, apply: (file) => withChanged(file, "groups", id, change) }];
}
