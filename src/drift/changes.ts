import { replaced } from "../law/json/at-path";
import { asObject, graphId, type JsonObject } from "../law/json/json-object";
import type { DriftReport, PolicyReport, TenantChange } from "./drift-report";
import type { MemberDrift } from "./exclusions";
import { valueAt } from "./policy-fields";
import { changesSince, notComparable, readyToUndo } from "./since-snapshot";
import { itemsIn, withChanged, withItem } from "./tenant-file";

/**
 * All that drifted: the stack's policies against the code, groups against the register, and everything else against the snapshot.
 * @returns the changes, and the tenant as it is in a file in which each of them can be undone by itself
 */
export function tenantChanges(
  now: JsonObject,
  snapshot: JsonObject | undefined,
  { policies, exclusions }: Pick<DriftReport, "policies" | "exclusions">,
): {
  readonly file: JsonObject;
  readonly changes: readonly TenantChange[];
  readonly notComparable: readonly string[];
} {
  const members = exclusions.filter((drift) => "member" in drift);
  const [today, before] = snapshot === undefined ? [now, undefined] : readyToUndo(now, snapshot);
  const file = withMembersAsFound(today, members);
  const newer = before === undefined ? [] : changesSince(file, before, policies, members);
  const weak = policies.flatMap(weakStrength);
  const isSame = (one: TenantChange, other: TenantChange): boolean =>
    one.strength !== undefined && one.strength === other.strength;
  return {
    file,
    notComparable: snapshot === undefined ? [] : notComparable(now, snapshot),
    changes: [
      ...policies.flatMap(changesOfPolicy),
      ...weak.filter((one) => !newer.some((other) => isSame(one, other))),
      ...members.map((drift) => ({
        drifted: [drift],
        undo: (tenant: JsonObject) => withMember(tenant, drift, drift.kind === "memberMissing"),
      })),
      ...newer.map((one) => ({
        ...one,
        drifted: [...one.drifted, ...weak.filter((other) => isSame(one, other)).flatMap(({ drifted }) => drifted)],
      })),
    ],
  };
}

/** What drifted in a policy of the stack, field by field. */
function changesOfPolicy(policy: PolicyReport): readonly TenantChange[] {
  const id = policy.id?.toLowerCase();
  if (id === undefined) return [];
  if (policy.kind === "deleted") {
    const { sessionControls: _anything, ...code } = policy.code; // says nothing about MFA
    return [{ drifted: [policy], undo: (file) => withItem(file, "policies", id, { ...code, id }) }];
  }
  if (policy.kind !== "compared") return [];
  return policy.differences.map((difference) => ({
    drifted: [difference],
    undo: (file) =>
      withChanged(file, "policies", id, (tenant) =>
        replaced(tenant, difference.path.split("."), valueAt(policy.code, difference.path)),
      ),
  }));
}

/** The strength of a policy that doesn't ask for MFA any more. What it allowed isn't known here; who asked for it meant MFA. */
function weakStrength(policy: PolicyReport): readonly TenantChange[] {
  const id = policy.id?.toLowerCase();
  if (id === undefined || policy.kind !== "compared" || policy.weakStrength === undefined) return [];
  const withMfa = (tenant: JsonObject): JsonObject => {
    const { authenticationStrength: _strength, ...rest } = asObject(tenant["grantControls"]) ?? {};
    const builtIn: unknown = rest["builtInControls"];
    return {
      ...tenant,
      grantControls: { ...rest, builtInControls: [...(Array.isArray(builtIn) ? builtIn : []), "mfa"] },
    };
  };
  return [
    {
      drifted: [policy],
      strength: String(valueAt(policy.tenant, "grantControls.authenticationStrength.id")).toLowerCase(),
      undo: (file) => withChanged(file, "policies", id, withMfa),
    },
  ];
}

/** The file with somebody in an excluded group, or without. */
const withMember = (file: JsonObject, { entry, member }: MemberDrift, isIn: boolean): JsonObject =>
  withChanged(file, "groups", entry.principal.id, (group) => {
    const others = itemsIn(group, "members").filter((one) => graphId(one) !== member.id);
    return { ...group, members: isIn ? [...others, { id: member.id }] : others };
  });

/** Groups whose members drifted have them as they were found: through nested groups too. */
function withMembersAsFound(file: JsonObject, drifts: readonly MemberDrift[]): JsonObject {
  const asListed = drifts.reduce((sum, { entry: { principal } }) => {
    const listed = Array.from(principal.kind === "group" ? (principal.members ?? []) : [], (id) => ({ id }));
    return withChanged(sum, "groups", principal.id, (group) => ({ ...group, members: listed }));
  }, file);
  return drifts.reduce((sum, drift) => withMember(sum, drift, drift.kind === "memberAdded"), asListed);
}
