import { asObject, asText, type JsonObject } from "../../adapters/graph/json";
import type { ExclusionDrift } from "../../drift/exclusions/exclusion-drift";
import type { PolicyReport } from "../../drift/policy/policy-report";

/**
 * The tenant as the code would have it: the stack's policies as coded, and in groups whose members the register lists only
 * those.
 */
export function codedTenant(
  now: JsonObject,
  policies: readonly PolicyReport[],
  exclusions: readonly ExclusionDrift[],
): JsonObject {
  const coded = new Map(policies.flatMap(codedPolicy));
  const others = itemsIn(now, "policies").filter((policy) => !coded.has(idOf(policy)));
  const groups =
    now["groups"] === undefined ? {} : { groups: itemsIn(now, "groups").map(withListedMembers(exclusions)) };
  return { ...now, ...groups, policies: [...others, ...coded.values()] };
}

function codedPolicy(policy: PolicyReport): readonly (readonly [string, JsonObject])[] {
  if (policy.kind !== "compared" && policy.kind !== "deleted") return [];
  const { sessionControls: _anything, ...code } = policy.code; // says nothing about MFA
  return [[policy.id?.toLowerCase() ?? "", { ...code, id: policy.id }]];
}

const withListedMembers =
  (exclusions: readonly ExclusionDrift[]) =>
  (group: JsonObject): JsonObject => {
    const drift = exclusions.find(({ kind, entry }) => kind === "memberAdded" && entry.principal.id === idOf(group));
    const listed = drift?.entry.principal.kind === "group" ? drift.entry.principal.members : undefined;
    return listed === undefined ? group : { ...group, members: [...listed] };
  };

function itemsIn(file: JsonObject, key: string): readonly JsonObject[] {
  const list = file[key];
  return Array.isArray(list) ? list.map(asObject).filter((item) => item !== undefined) : [];
}

const idOf = ({ id }: JsonObject): string => asText(id)?.toLowerCase() ?? "";
