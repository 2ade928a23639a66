import { asObject, isAbsent, type JsonObject } from "../../law/json/json-object";
import { misshapen } from "../../law/json/not-understood";
import { locationId, type UserId } from "../../law/model/ids";
import type { Policy } from "../../law/model/policy";
import type { Tenant, User } from "../../law/model/tenant";
import type { NotUnderstood } from "../../law/model/truth";
import { type Collection, collectionAt, itemsById, pageOf, type ShapeError } from "./collection";
import { agentsIn, readDirectoryGroups } from "./directory-groups";
import { readDirectoryUsers } from "./directory-users";
import { wrongEvidence } from "./evidence/keys";
import { readNamedLocation } from "./named-location";
import { whyInPart, wrongNotRead } from "./not-read";
import { readPolicy } from "./policy";
import type { ReadingContext } from "./reading-context";
import { perhapsToNamedRoles, readEligibilities, readRoleAssignments } from "./role-assignments";

/** A tenant file, read, or every error in its shape. */
export type ReadTenant =
  /** `notes` are about lists that the tenant file has only a part of: the tenant is then `partlyKnown`. */
  | { readonly ok: true; readonly tenant: Tenant; readonly notes: readonly NotUnderstood[] }
  | { readonly ok: false; readonly errors: readonly ShapeError[] };

/**
 * A tenant file: Graph v1.0 objects under `policies`, `namedLocations`, `authenticationStrengthPolicies`, `users`,
 * `groups`, `roleAssignments` and `roleEligibilitySchedules`; or a list of policies alone, bare or as Graph's `{ "value": […] }`.
 *
 * A missing key is not known, an empty list is known to be empty. Wrong shapes are errors, all of them at once; what is
 * odd *inside* a policy is no error but a part of the model. Keys of which only an audit asks are for `readEvidence`; of
 * these just a wrong shape is seen here.
 * @param partialPolicies whether a page of policies is taken for as much as it has, and the tenant for incomplete
 */
export function readTenant(json: unknown, partialPolicies: "refuse" | "take" = "refuse"): ReadTenant {
  const file = Array.isArray(json) ? { policies: json } : asObject(json);
  if (file === undefined) return { ok: false, errors: [{ path: "", problem: misshapen(json, "a tenant") }] };
  const reading = new Reading(file, partialPolicies);
  const tenant = reading.tenant();
  const errors = [...reading.errors, ...wrongEvidence(file), ...wrongNotRead(file)];
  return errors.length > 0 ? { ok: false, errors } : { ok: true, tenant, notes: reading.notes };
}

type ReadItems<T> = (items: readonly unknown[], path: string, errors: ShapeError[]) => T;

/** One tenant file being read: what is wrong with it gathers on the way. */
class Reading {
  readonly errors: ShapeError[] = [];
  readonly notes: NotUnderstood[] = [];
  readonly #file: JsonObject;
  readonly #partialPolicies: "refuse" | "take";

  constructor(file: JsonObject, partialPolicies: "refuse" | "take") {
    this.#file = file;
    this.#partialPolicies = partialPolicies;
  }

  tenant(): Tenant {
    const accounts = this.#list("users", readDirectoryUsers);
    const users = accounts?.people;
    const strengths = this.#list("authenticationStrengthPolicies", readStrengths);
    const { roleAssignments: assignments, areEligibilitiesKnown } = this.#roles();
    const roles = assignments && new Set(assignments.map(({ role }) => role));
    const policies = this.#policies({ users, roles, strengths });
    const tenant = {
      policies,
      users: users && [...users.values()],
      groups: this.#list("groups", readDirectoryGroups),
      roleAssignments: assignments && perhapsToNamedRoles(assignments, policies),
      ...(areEligibilitiesKnown && { areEligibilitiesKnown }),
      locations: this.#list("namedLocations", readNamedLocations),
    };
    const agents = new Set([...(accounts?.agents ?? []), ...this.#agentsInGroups(users)]);
    return {
      ...tenant,
      ...(agents.size > 0 ? { agents } : {}),
      ...(this.notes.length > 0 ? { partlyKnown: this.notes } : {}),
    };
  }

  /**
   * Where nobody knows who holds a role, it doesn't help to know who may make one active; and of whom only a part is there, nobody
   * can tell who isn't among them.
   */
  #roles(): Pick<Tenant, "roleAssignments" | "areEligibilitiesKnown"> {
    const assigned = this.#list("roleAssignments", readRoleAssignments);
    const eligible = this.#list("roleEligibilitySchedules", readEligibilities);
    if (this.#listAt("roleEligibilitySchedules").kind === "partial") return { roleAssignments: undefined };
    if (assigned === undefined || eligible === undefined) return { roleAssignments: assigned };
    return { roleAssignments: [...assigned, ...eligible], areEligibilitiesKnown: true };
  }

  /** Agents' accounts that groups hold, where the users aren't known. */
  #agentsInGroups(users: ReadonlyMap<UserId, User> | undefined): readonly UserId[] {
    if (users !== undefined) return [];
    const groups = collectionAt(this.#file, "groups");
    return "items" in groups ? agentsIn(groups.items) : [];
  }

  /** A list that is known as a whole, or not known. */
  #list<T>(key: string, read: ReadItems<T>): T | undefined {
    const list = this.#listAt(key);
    switch (list.kind) {
      case "missing":
        return undefined;
      case "whole":
        return read(list.items, list.path, this.errors);
      case "partial":
        this.notes.push({ field: key, why: `${this.#whyInPart(key)}, so the list is not known` });
        return undefined;
      case "wrong":
        this.errors.push({ path: list.path, problem: list.problem });
        return undefined;
    }
  }

  #policies(context: Omit<ReadingContext, "name">): readonly Policy[] {
    const list = this.#policyList();
    const at = "path" in list ? list.path : "";
    const read = (item: unknown, index: number): Policy => readPolicy(item, { ...context, name: `${at}[${index}]` });
    switch (list.kind) {
      case "whole":
        return list.items.map(read);
      case "partial":
        if (this.#partialPolicies === "take") {
          this.notes.push({ field: "policies", why: `${this.#whyInPart("policies")}: there may be more of them` });
          return list.items.map(read);
        }
        this.errors.push({ path: list.path, problem: `${this.#whyInPart("policies")}; add the rest of the policies` });
        return [];
      case "missing":
        this.errors.push({ path: "policies", problem: "missing; a tenant file has at least its policies" });
        return [];
      case "wrong":
        this.errors.push({ path: list.path, problem: list.problem });
        return [];
    }
  }

  #policyList(): Collection {
    const isPage = isAbsent(this.#file["policies"]) && !isAbsent(this.#file["value"]);
    return this.#orInPart("policies", isPage ? pageOf(this.#file, "value") : collectionAt(this.#file, "policies"));
  }

  #listAt(key: string): Collection {
    return this.#orInPart(key, collectionAt(this.#file, key));
  }

  /** What the file itself says it could not read wholly is a part, whatever it looks like. */
  #orInPart(key: string, list: Collection): Collection {
    return list.kind === "whole" && whyInPart(this.#file, key) !== undefined ? { ...list, kind: "partial" } : list;
  }

  #whyInPart(key: string): string {
    const why = whyInPart(this.#file, key);
    return why === undefined ? "there is a next page that isn't here" : `it could not be read wholly (${why})`;
  }
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
