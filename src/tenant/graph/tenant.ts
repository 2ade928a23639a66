import { asObject, asText, isAbsent, isObject, type JsonObject } from "../../law/json/json-object";
import { wrongShape } from "../../law/json/not-understood";
import type { TenantEvidence } from "../../law/model/evidence";
import { comparableId, groupId, locationId, roleId, type UserId, userId } from "../../law/model/ids";
import type { Policy } from "../../law/model/policy";
import { type List, type Tenant, unknownUser } from "../../law/model/tenant";
import type { NotUnderstood } from "../../law/model/truth";
import { memoize } from "../../text/memoize";
import { COLLECTIONS, FACT_KEYS } from "./collections";
import { readDirectoryGroups } from "./directory-groups";
import type { Facts } from "./evidence";
import { contradictedIds, type FoundList, foundList, type Items, idOf, isDeleted, itemsAt, itemsById } from "./list";
import { type Manifest, manifestOf, unlessNotRead } from "./manifest";
import { readNamedLocation } from "./named-location";
import { People, type ReadingContext, readDirectoryUsers } from "./people";
import { readPolicy } from "./policy";
import { asHeld, isRequest, readRoleAssignments } from "./role-assignments";

/** A tenant file as a tenant, or every error in its shape. */
export type ReadTenant =
  | { readonly ok: true; readonly tenant: Tenant }
  | { readonly ok: false; readonly errors: readonly NotUnderstood[] };

/** Reads a tenant file. All wrong shapes are errors; odd content of a policy is kept in the model. @param partialPolicies what to do with an incomplete list of policies */
export function readTenant(json: unknown, partialPolicies: "refuse" | "take" = "refuse"): ReadTenant {
  const isPage = isObject(json) && isAbsent(json["policies"]) && !isAbsent(json["value"]);
  const file = asObject(isPage || Array.isArray(json) ? { ...asObject(json), policies: json } : json);
  if (file === undefined) return { ok: false, errors: [wrongShape("", json, "a tenant")] };
  const reading = new Reading(file);
  const tenant = reading.tenant();
  const policies = reading.found("policies");
  if (policies.kind === "missing")
    reading.errors.push({ field: "policies", why: "missing; a tenant file needs its policies" });
  if (policies.kind === "list" && policies.part !== undefined && partialPolicies === "refuse")
    reading.errors.push({ field: policies.path, why: `${policies.part}; it must have every policy once` });
  return reading.errors.length > 0 ? { ok: false, errors: reading.errors } : { ok: true, tenant };
}

/**
 * Reads what the audit needs of a tenant file. Never fails: what is missing or isn't understood is *not known*, with the reason. Values of
 * the wrong shape are errors of {@link readTenant}.
 * @param json a tenant file, or a list of policies alone
 */
export function readEvidence(json: unknown): TenantEvidence {
  const file = asObject(json) ?? {};
  const { notRead } = manifestOf(file);
  const facts = FACT_KEYS.map((key) => [key, COLLECTIONS[key].evidence({ file, notRead }, key)]);
  const about = { readAt: asText(file["readAt"]), plannedBy: asText(file["plannedBy"]), notRead };
  return { ...(Object.fromEntries(facts) as Facts), ...about };
}

/** Reads one tenant file, and collects its errors and the lists that may lack objects. */
class Reading {
  readonly errors: NotUnderstood[];
  readonly notes: NotUnderstood[] = [];
  readonly #mayLackItems = new Set<List>();
  readonly #file: JsonObject;
  readonly #manifest: Manifest;

  constructor(file: JsonObject) {
    this.#file = file;
    this.#manifest = manifestOf(file);
    this.errors = [...this.#manifest.errors];
  }

  tenant(): Tenant {
    const accounts = this.#list("users", readDirectoryUsers);
    const users = accounts?.people;
    const people = new People(users, accounts?.agents);
    const strengths = this.#list("authenticationStrengthPolicies", readStrengths);
    const { roleAssignments: held, areEligibilitiesKnown } = this.#roles(people);
    const roles = held && new Set(held.map(({ role }) => role));
    const policies = this.#list("policies", (list) => readPolicies(list, { users: people, roles, strengths })) ?? [];
    const holders = (held ?? []).filter(({ principalType }) => principalType === "user");
    const others = new Set(holders.map(({ principal }) => userId(principal)).filter((id) => !people.agents.has(id)));
    const groups = this.#groups(people, others);
    const agents = people.agents;
    // Members and holders that a whole list of users doesn't have. They count as people with nothing known but the id.
    const isUnlisted = (id: UserId) => !users?.has(id) && !agents.has(id) && !groups?.has(groupId(id));
    const unlisted = this.#mayLackItems.has("users") ? [] : [...others].filter(isUnlisted);
    const members = [...(groups?.values() ?? [])].flatMap((group) => group.members ?? []);
    return {
      policies,
      users: users && [...users.values(), ...unlisted.map(unknownUser)],
      groups,
      roleAssignments: held && asHeld(held, policies, new Set([...others, ...members])),
      ...(areEligibilitiesKnown && { areEligibilitiesKnown }),
      locations: this.#list("namedLocations", readNamedLocations),
      ...(agents.size > 0 ? { agents } : {}),
      ...(this.#mayLackItems.size > 0 ? { mayLackItems: this.#mayLackItems } : {}),
      ...(this.notes.length > 0 ? { partlyKnown: this.notes } : {}),
    };
  }

  /** Eligibilities count only if the role assignments are known. If the list of eligibilities is incomplete, neither is known. */
  #roles(people: People): Pick<Tenant, "roleAssignments" | "areEligibilitiesKnown"> {
    const listed = itemsAt(this.#file, "roleDefinitions").filter(isObject);
    const definitions = new Map(listed.map((one) => [roleId(asText(one["id"]) ?? ""), one]));
    const read = (areEligible: boolean) => (list: Items) =>
      readRoleAssignments(list, { people, definitions, areEligible });
    const assigned = this.#list("roleAssignments", read(false));
    const eligible = this.#list("roleEligibilitySchedules", read(true));
    if (this.notes.some(({ field }) => field === "roleEligibilitySchedules")) return { roleAssignments: undefined };
    if (assigned === undefined || eligible === undefined) return { roleAssignments: assigned };
    const isWhole = !this.#mayLackItems.has("roleEligibilitySchedules");
    return { roleAssignments: [...assigned, ...eligible], ...(isWhole ? { areEligibilitiesKnown: true } : {}) };
  }

  #groups(people: People, unlistedUsers: Set<UserId>): Tenant["groups"] {
    const mayHoldOthers = !this.#manifest.isWhole("groups") || showsMembersElsewhere(this.#file);
    const context = asObject(this.#file["groups"])?.["@odata.context"] ?? this.#file["groups@odata.context"];
    const around = { mayHoldOthers, context: asText(context) ?? "" };
    return this.#list("groups", (list) => readDirectoryGroups(list, { people, unlistedUsers, ...around }));
  }

  found(key: List): FoundList {
    const list = unlessNotRead(foundList(this.#file, key), key, this.#manifest);
    return list.kind === "list" ? { ...list, part: list.part ?? this.#whyIncomplete(key, list.items) } : list;
  }

  /** Why a list is incomplete, by its items and by other lists. A deleted policy is off. */
  #whyIncomplete(key: List, items: readonly unknown[]): string | undefined {
    const isOfHolders = key === "groups" || key === "roleAssignments";
    if (isOfHolders && showsMembersElsewhere(this.#file))
      return "`memberOf`, `transitiveMembers` or directory roles may name others";
    if (items.some(isRequest)) return "it has requests, which aren't assignments";
    const isGone = key !== "policies" && items.some((item) => isDeleted(asObject(item) ?? {}));
    return isGone ? "some of it is deleted" : undefined;
  }

  /** Reads a list, and notes whether it may lack objects. `undefined` if it is missing or isn't a list. */
  #list<T>(key: List, read: (list: Items) => T): T | undefined {
    const list = this.found(key);
    if (list.kind === "missing") return undefined;
    if (list.kind === "wrong") {
      this.errors.push({ field: list.field, why: list.why });
      return undefined;
    }
    if (list.part !== undefined) this.notes.push({ field: key, why: list.part });
    if (list.part !== undefined || !this.#manifest.isWhole(key)) this.#mayLackItems.add(key);
    return read({ items: list.items, path: list.path, errors: this.errors });
  }
}

/** Lists other than `members` and `roleAssignments` of who is in a group or holds a role. They aren't compared with these. */
const showsMembersElsewhere = memoize((file: JsonObject): boolean => {
  const lists = ["transitiveMembers", "memberOf", "transitiveMemberOf"];
  const objects = ["users", "groups"].flatMap((key) => itemsAt(file, key)).filter(isObject);
  const isThere = ["directoryRoles", "memberships"].some((key) => !isAbsent(file[key]));
  return isThere || objects.some((object) => lists.some((list) => !isAbsent(object[list])));
});

function readPolicies({ items, path, errors }: Items, context: Omit<ReadingContext, "name">): readonly Policy[] {
  if (items.length > MOST_POLICIES) {
    const why = `${items.length} policies; at most ${MOST_POLICIES} are read, and Entra allows 240 in a tenant. Leave out policies of other tenants`;
    errors.push({ field: path, why });
    return [];
  }
  const odd = contradictedIds(items);
  const note = { field: "id", why: "another policy has the same id, and the two differ; keep the current one" };
  return items.map((item, index) => {
    const policy = readPolicy(item, { ...context, name: `${path}[${index}]` });
    return odd.has(idOf(item)) ? { ...policy, notUnderstood: [...policy.notUnderstood, note] } : policy;
  });
}

/** The number of policies that are judged within seconds. @see Microsoft Entra, "Plan a Conditional Access deployment" (2026-06): 240 in a tenant */
const MOST_POLICIES = 10_000;

const readNamedLocations = (list: Items): NonNullable<Tenant["locations"]> =>
  new Map([...itemsById(list, locationId)].map(([id, { item }]) => [id, readNamedLocation(item)]));

const readStrengths = (list: Items): ReadonlyMap<string, JsonObject> =>
  new Map([...itemsById(list, comparableId)].map(([id, { item }]) => [id, item]));
