import { asObject, asText, isAbsent, isObject, type JsonObject } from "../../law/json/json-object";
import { wrongShape } from "../../law/json/not-understood";
import { groupId, locationId, roleId, type UserId, userId } from "../../law/model/ids";
import type { Policy } from "../../law/model/policy";
import { type List, type RoleAssignment, type Tenant, type User, unknownUser } from "../../law/model/tenant";
import type { NotUnderstood } from "../../law/model/truth";
import { type Collection, collectionAt, itemsAt, itemsById, pageOf } from "./collection";
import { type DirectoryGroups, readDirectoryGroups } from "./directory-groups";
import { readDirectoryUsers } from "./directory-users";
import { wrongEvidence } from "./file-keys";
import { type Manifest, manifestOf, unlessNotRead, wrongNotRead } from "./manifest";
import { readNamedLocation } from "./named-location";
import { People, type ReadingContext } from "./people";
import { readPolicy } from "./policy";
import { perhapsToNamedRoles, type RoleReading, readRoleAssignments } from "./role-assignments";

/** A tenant file, read, or every error in its shape. */
export type ReadTenant =
  /** `notes` are about lists that the tenant file has only a part of: the tenant is then `partlyKnown`. */
  | { readonly ok: true; readonly tenant: Tenant; readonly notes: readonly NotUnderstood[] }
  | { readonly ok: false; readonly errors: readonly NotUnderstood[] };

/** Wrong shapes are errors, all at once; what is odd inside a policy is in the model. @param partialPolicies whether a page of policies will do */
export function readTenant(json: unknown, partialPolicies: "refuse" | "take" = "refuse"): ReadTenant {
  const file = Array.isArray(json) ? { policies: json } : asObject(json);
  if (file === undefined) return { ok: false, errors: [wrongShape("", json, "a tenant")] };
  const reading = new Reading(file);
  const tenant = reading.tenant();
  const policies = unlessNotRead(file, "policies", listAt(file, "policies"));
  if (policies.kind === "missing")
    reading.errors.push({ field: "policies", why: "missing; a tenant file has at least its policies" });
  if (policies.kind === "list" && policies.part !== undefined && partialPolicies === "refuse")
    reading.errors.push({ field: policies.path, why: `${policies.part}; add the rest of the policies` });
  const errors = [...reading.errors, ...wrongEvidence(file), ...wrongNotRead(file)];
  return errors.length > 0 ? { ok: false, errors } : { ok: true, tenant, notes: reading.notes };
}

type ReadItems<T> = (items: readonly unknown[], path: string, errors: NotUnderstood[]) => T;

/** One tenant file being read: what is wrong with it gathers on the way, and which of its lists may lack items. */
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
    const gone = accounts?.gone ?? 0;
    if (gone > 0) this.#isAPart("users", `${gone} of them are deleted, so it isn't the directory's list`);
    const users = accounts?.people;
    const people = new People(users);
    const strengths = this.#list("authenticationStrengthPolicies", readStrengths);
    const { roleAssignments: assignments, areEligibilitiesKnown } = this.#roles(people);
    const roles = assignments && new Set(assignments.map(({ role }) => role));
    const policies = this.#list("policies", (...list) => readPolicies(...list, { users: people, roles, strengths }));
    const directory = this.#groups(people);
    const agents = accounts?.agents ?? new Set();
    const strangers = users && !this.#mayLackItems.has("users") ? strangersIn(users, directory, assignments) : [];
    return {
      policies: policies ?? [],
      users: users && [...users.values(), ...strangers.filter(({ id }) => !agents.has(id))],
      groups: directory?.groups,
      roleAssignments: assignments && perhapsToNamedRoles(assignments, policies ?? []),
      ...(areEligibilitiesKnown && { areEligibilitiesKnown }),
      locations: this.#list("namedLocations", readNamedLocations),
      ...(agents.size > 0 ? { agents } : {}),
      ...(this.#mayLackItems.size > 0 ? { mayLackItems: this.#mayLackItems } : {}),
      ...(this.notes.length > 0 ? { partlyKnown: this.notes } : {}),
    };
  }

  /** Who may make a role active is of no use where nobody knows who holds one; in a part of either anybody may be missing. */
  #roles(people: People): Pick<Tenant, "roleAssignments" | "areEligibilitiesKnown"> {
    const listed = itemsAt(this.#file, "roleDefinitions").filter(isObject);
    const definitions = new Map(listed.map((one) => [roleId(asText(one["id"]) ?? ""), one]));
    const reading: RoleReading = { people, definitions, readAt: this.#manifest.writtenAt };
    const assigned = this.#list("roleAssignments", (...list) => readRoleAssignments(...list, reading));
    const eligible = this.#list("roleEligibilitySchedules", (...list) =>
      readRoleAssignments(...list, { ...reading, areEligible: true }),
    );
    if (this.notes.some(({ field }) => field === "roleEligibilitySchedules")) return { roleAssignments: undefined };
    if (assigned === undefined || eligible === undefined) return { roleAssignments: assigned };
    const isWhole = !this.#mayLackItems.has("roleEligibilitySchedules");
    return { roleAssignments: [...assigned, ...eligible], ...(isWhole ? { areEligibilitiesKnown: true } : {}) };
  }

  #groups(people: People): DirectoryGroups | undefined {
    const mayHoldOthers = !this.#manifest.isWhole("groups");
    const context = asObject(this.#file["groups"])?.["@odata.context"] ?? this.#file["groups@odata.context"];
    const reading = { people, mayHoldOthers, context: asText(context) ?? "" };
    return this.#list("groups", (...list) => readDirectoryGroups(...list, reading));
  }

  /** What there is of a list, with a note of what it says of itself; `undefined` where it isn't there, or is none. */
  #list<T>(key: List, read: ReadItems<T>): T | undefined {
    const list = unlessNotRead(this.#file, key, listAt(this.#file, key));
    if (list.kind === "missing") return undefined;
    if (list.kind === "wrong") {
      this.errors.push({ field: list.field, why: list.why });
      return undefined;
    }
    if (list.part !== undefined) this.#isAPart(key, list.part);
    if (!this.#manifest.isWhole(key)) this.#mayLackItems.add(key);
    return read(list.items, list.path, this.errors);
  }

  #isAPart(key: List, why: string): void {
    this.#mayLackItems.add(key);
    this.notes.push({ field: key, why });
  }
}

/** A list of the file; the policies may be a page of Graph's, which the file is then. */
const listAt = (file: JsonObject, key: List): Collection =>
  key === "policies" && isAbsent(file["policies"]) && !isAbsent(file["value"]) ? pageOf(file) : collectionAt(file, key);

function readPolicies(
  items: readonly unknown[],
  path: string,
  errors: NotUnderstood[],
  context: Omit<ReadingContext, "name">,
): readonly Policy[] {
  if (items.length > MOST_POLICIES) {
    const [count, most] = [items.length, MOST_POLICIES].map((number) => number.toLocaleString("en-US"));
    const why = `${count} policies, and at most ${most} are read; Entra has 240 in a tenant. Leave out what isn't this tenant's`;
    errors.push({ field: path, why });
    return [];
  }
  return contradicting(items.map((item, index) => readPolicy(item, { ...context, name: `${path}[${index}]` })));
}

/** As many as are judged within seconds. @see Microsoft Entra, "Plan a Conditional Access deployment" (2026-06): 240 in a tenant */
const MOST_POLICIES = 10_000;

/** People whom a list of users lacks that says it is whole: they are somebody all the same. */
function strangersIn(
  users: ReadonlyMap<UserId, User>,
  directory: DirectoryGroups | undefined,
  assignments: readonly RoleAssignment[] = [],
): readonly User[] {
  const holders = assignments.filter((one) => one.principalType === "user").map(({ principal }) => userId(principal));
  const ids = [...new Set([...(directory?.strangers ?? []), ...holders])];
  return ids.filter((id) => !users.has(id) && directory?.groups.has(groupId(id)) !== true).map(unknownUser);
}

/** Entra gives no id twice. Where two policies of one id differ, one of them is of another day, and nobody knows which one. */
function contradicting(policies: readonly Policy[]): readonly Policy[] {
  const first = new Map<string, Policy>();
  const odd = new Set<string>();
  for (const policy of policies) {
    const id = policy.id.toLowerCase();
    const other = first.get(id);
    if (other === undefined) first.set(id, policy);
    else if (other.written.in("") !== policy.written.in("")) odd.add(id);
  }
  if (odd.size === 0) return policies;
  const note = { field: "id", why: "another policy has the same id, and the two differ; keep the one that holds" };
  return policies.map((policy) =>
    odd.has(policy.id.toLowerCase()) ? { ...policy, notUnderstood: [...policy.notUnderstood, note] } : policy,
  );
}

const readNamedLocations: ReadItems<NonNullable<Tenant["locations"]>> = (items, path, errors) => {
  const listed = itemsById(items, path, { one: "a named location", idOf: locationId }, errors);
  return new Map([...listed].map(([id, { item }]) => [id, readNamedLocation(item)]));
};

const readStrengths: ReadItems<ReadonlyMap<string, JsonObject>> = (items, path, errors) => {
  const one = "an authentication strength";
  const listed = itemsById(items, path, { one, idOf: (text) => text.toLowerCase() }, errors);
  return new Map([...listed].map(([id, { item }]) => [id, item]));
};
