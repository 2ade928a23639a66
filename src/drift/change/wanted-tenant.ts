import { asObject, type JsonObject } from "../../law/json/json-object";
import type { ExclusionDrift } from "../exclusions";
import type { PolicyReport } from "../policy/policy-report";
import { byId, idOf, itemsIn, ROLE_LISTS } from "./tenant-lists";

/**
 * The tenant as it should be: the stack's policies as coded, in groups whose members the register lists only those, and
 * everything else as in the snapshot or, without one, as it is.
 * @param since a tenant file of an earlier day
 */
export function wantedTenant(
  now: JsonObject,
  since: JsonObject | undefined,
  policies: readonly PolicyReport[],
  exclusions: readonly ExclusionDrift[],
): JsonObject {
  const base = since === undefined ? now : asItWas(since, now);
  const coded = new Map(policies.flatMap((policy) => codedPolicy(policy, since)));
  const others = itemsIn(base, "policies").filter((policy) => !coded.has(idOf(policy)));
  const groups =
    base["groups"] === undefined ? {} : { groups: itemsIn(base, "groups").map(withListedMembers(exclusions)) };
  return { ...base, ...groups, policies: [...others, ...coded.values()] };
}

/**
 * The tenant of the snapshot, with the people of today: who came since isn't drift. What it doesn't have at all, a list or a group,
 * isn't known of that day, and is taken as it is.
 */
function asItWas(since: JsonObject, now: JsonObject): JsonObject {
  const isInBoth = (list: string): boolean => since[list] !== undefined && now[list] !== undefined;
  const objects = ["namedLocations", "authenticationStrengthPolicies", "groups"].filter(isInBoth).map((list) => {
    const [then, today] = [itemsIn(since, list), byId(itemsIn(now, list))];
    const known = byId(then);
    return [
      list,
      [
        ...then.map((item) => withMembersOf(item, today.get(idOf(item)))),
        ...itemsIn(now, list).filter((item) => !known.has(idOf(item))),
      ],
    ] as const;
  });
  const whole = [...ROLE_LISTS, "securityDefaults", "conditionalAccessSettings"]
    .filter(isInBoth)
    .map((key) => [key, since[key]] as const);
  return { ...now, ...Object.fromEntries([...objects, ...whole]), policies: since["policies"] };
}

/** A group of which the snapshot doesn't say who was in it has whoever is in it now. */
const withMembersOf = (then: JsonObject, today: JsonObject | undefined): JsonObject =>
  then["members"] === undefined && today?.["members"] !== undefined ? { ...then, members: today["members"] } : then;

function codedPolicy(policy: PolicyReport, since: JsonObject | undefined): readonly (readonly [string, JsonObject])[] {
  if (policy.kind !== "compared" && policy.kind !== "deleted") return [];
  const { sessionControls: _anything, ...code } = policy.code; // says nothing about MFA
  const isWeak = policy.kind === "compared" && policy.weakStrength !== undefined && since === undefined;
  const coded = isWeak ? { ...code, grantControls: withMfaForStrength(code["grantControls"]) } : code;
  return [[policy.id?.toLowerCase() ?? "", { ...coded, id: policy.id }]];
}

/** What a strength allowed isn't known without a snapshot; who asked for it meant MFA. */
function withMfaForStrength(grantControls: unknown): JsonObject {
  const { authenticationStrength: _strength, ...rest } = asObject(grantControls) ?? {};
  const builtIn: unknown = rest["builtInControls"];
  return { ...rest, builtInControls: [...(Array.isArray(builtIn) ? builtIn : []), "mfa"] };
}

const withListedMembers =
  (exclusions: readonly ExclusionDrift[]) =>
  (group: JsonObject): JsonObject => {
    const drift = exclusions.find(
      ({ kind, entry }) => (kind === "memberAdded" || kind === "memberMissing") && entry.principal.id === idOf(group),
    );
    const listed = drift?.entry.principal.kind === "group" ? drift.entry.principal.members : undefined;
    return listed === undefined ? group : { ...group, members: [...listed].map((id) => ({ id })) };
  };
