import { asObject, graphId, type JsonObject } from "../law/json/json-object";
import type { Drifted, DriftReport, PolicyReport } from "./drift-report";
import type { ExclusionDrift } from "./exclusions";
import { valueAt, withValueAt } from "./policy-fields";
import { changesSince, itemsIn, readyToUndo, type SinceChange, STRENGTHS, withChanged, withItem } from "./since";

/** One thing that drifted, and how to make a tenant file what it should be in this. */
export type TenantChange = {
  /** What is said of it; more than one where two readings found the same. */
  readonly drifted: readonly Drifted[];
  readonly undo: (file: JsonObject) => JsonObject;
};

type Stack = Pick<DriftReport, "policies" | "exclusions">;

/**
 * All that drifted: the stack's policies against the code, groups against the register, and everything else against the snapshot.
 * @returns the changes, and the tenant as it is in a file in which each of them can be undone by itself
 */
export function tenantChanges(
  now: JsonObject,
  snapshot: JsonObject | undefined,
  { policies, exclusions }: Stack,
): { readonly file: JsonObject; readonly changes: readonly TenantChange[] } {
  const members = exclusions.flatMap(changeOfMembers);
  const [today, before] = snapshot === undefined ? [now, undefined] : readyToUndo(now, snapshot);
  const file = withMembersAsFound(today, exclusions);
  const registered = new Set(members.map(({ group }) => group));
  const newer = before === undefined ? [] : changesSince(file, before, policies, registered);
  return { file, changes: [...policies.flatMap((policy) => changesOfPolicy(policy, newer)), ...members, ...newer] };
}

/** What drifted in a policy of the stack, field by field. */
function changesOfPolicy(policy: PolicyReport, newer: readonly SinceChange[]): readonly TenantChange[] {
  const id = policy.id?.toLowerCase();
  if (id === undefined) return [];
  if (policy.kind === "deleted") {
    const { sessionControls: _anything, ...code } = policy.code; // says nothing about MFA
    return [{ drifted: [policy], undo: (file) => withItem(file, "policies", { ...code, id }) }];
  }
  if (policy.kind !== "compared") return [];
  const change = (drifted: Drifted, undo: (policy: JsonObject) => JsonObject): TenantChange => ({
    drifted: [drifted],
    undo: (file) => withChanged(file, "policies", id, undo),
  });
  const fields = policy.differences.map((difference) =>
    change(difference, (tenant) => withValueAt(tenant, difference.path, valueAt(policy.code, difference.path) ?? null)),
  );
  if (policy.weakStrength === undefined) return fields;
  const strength = String(valueAt(policy.tenant, "grantControls.authenticationStrength.id")).toLowerCase();
  const known = newer.find(({ drifted: [{ list, id: other }] }) => list === STRENGTHS && other === strength);
  if (known === undefined) return [...fields, change(policy, withMfaForStrength)];
  known.drifted.push(policy);
  return fields;
}

/** What the strength allowed isn't known without a snapshot; who asked for it meant MFA. */
function withMfaForStrength(policy: JsonObject): JsonObject {
  const { authenticationStrength: _strength, ...rest } = asObject(policy["grantControls"]) ?? {};
  const builtIn: unknown = rest["builtInControls"];
  return {
    ...policy,
    grantControls: { ...rest, builtInControls: [...(Array.isArray(builtIn) ? builtIn : []), "mfa"] },
  };
}

/** Who came into an excluded group, or left it. What is about the account itself changes nobody's sign-in. */
function changeOfMembers(drift: ExclusionDrift): readonly (TenantChange & { readonly group: string })[] {
  if (drift.kind !== "memberAdded" && drift.kind !== "memberMissing") return [];
  const { entry, member, kind } = drift;
  const undo = (group: JsonObject): JsonObject => {
    const others = itemsIn(group, "members").filter((one) => graphId(one) !== member.id);
    return { ...group, members: kind === "memberMissing" ? [...others, { id: member.id }] : others };
  };
  const group = entry.principal.id;
  return [{ group, drifted: [drift], undo: (file) => withChanged(file, "groups", group, undo) }];
}

/** Groups whose members drifted have them as they were found: through nested groups too. */
function withMembersAsFound(file: JsonObject, exclusions: readonly ExclusionDrift[]): JsonObject {
  const found = new Map<string, Set<string>>();
  for (const { entry, ...drift } of exclusions) {
    const { principal } = entry;
    if (!("member" in drift) || principal.kind !== "group") continue;
    const ids = found.get(principal.id) ?? new Set<string>(principal.members);
    if (drift.kind === "memberAdded") ids.add(drift.member.id);
    else ids.delete(drift.member.id);
    found.set(principal.id, ids);
  }
  return [...found].reduce(
    (sum, [group, ids]) =>
      withChanged(sum, "groups", group, (one) => ({ ...one, members: Array.from(ids, (id) => ({ id })) })),
    file,
  );
}
