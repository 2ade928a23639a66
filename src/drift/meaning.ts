import { readTenant } from "../adapters/graph/tenant";
import { asObject, asText, type JsonObject } from "../json/json-object";
import type { Tenant } from "../model/tenant";
import { type ChangedBypass, compare } from "../verifier/compare";
import type { Exemption } from "../verifier/exemptions";
import { prove } from "../verifier/prove";
import type { Verdict } from "../verifier/verdict";
import type { ExclusionDrift } from "./exclusions";
import type { PolicyReport } from "./policy/policy-report";
import { type Problem, problemOf, type Read } from "./problem";

/** What the drift does to who needs MFA. */
export type Meaning = {
  /** As the tenant is now. */
  readonly verdict: Verdict;
  readonly tenant: Tenant;
  /** What the verdict would be if the tenant had what the code says. */
  readonly asCoded: Verdict["kind"];
  /** Sign-ins that the code would stop, or may, and that get through now. */
  readonly opened: readonly ChangedBypass[];
  /** Parts of the tenant that may not be read, so that the cautious reading holds for them. */
  readonly notKnown: readonly Problem[];
};

/**
 * Proves the tenant as it is, and as the code would have it.
 * @param now a tenant file with the policies as they are
 * @param coded the same with the stack's policies as the code says
 */
export function meaningOf(
  now: JsonObject,
  coded: JsonObject,
  exemptions: readonly Exemption[],
  notKnown: readonly Problem[],
): Read<Meaning> {
  const [actual, wanted] = [readTenant(now), readTenant(coded)];
  if (!actual.ok || !wanted.ok) return { kind: "failed", problem: UNREADABLE };
  const verdict = prove(actual.tenant, exemptions);
  const asCoded = prove(wanted.tenant, exemptions).kind;
  const { opened } = compare(wanted.tenant, actual.tenant, exemptions);
  return { kind: "read", value: { verdict, tenant: actual.tenant, asCoded, opened, notKnown } };
}

const UNREADABLE = problemOf("tenant-misshapen", {
  message: "what the drift means could not be judged: the tenant's objects have shapes that make no sense",
  help: "run `npm run -s azmfa -- snapshot --out tenant.json`, then `npm run -s azmfa -- prove tenant.json`, which says which",
});

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
