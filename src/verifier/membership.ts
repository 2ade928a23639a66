import type { GroupId, RoleId, UserId } from "./ids";
import type { Tenant } from "./tenant";

/** The people whom a group or a role certainly holds, and whether it may hold others. */
export interface Holders {
  readonly people: ReadonlySet<string>;
  /** Some of it couldn't be read: as an exclude it may hold anybody who has an object in the directory. */
  readonly open: boolean;
}

const ANYBODY: Holders = { people: new Set(), open: true };

type Directory = Pick<Tenant, "users" | "groups" | "roleAssignments">;

/** Groups whose every member is exempt: whoever is judged isn't in one of them, whatever they hold. */
export type WhollyExempt = ReadonlySet<GroupId>;

/**
 * Who is in a group or holds a role. Membership is transitive; a group inside itself is harmless.
 * @see Microsoft Entra, "Conditional Access: Users and groups" (2024-05): nested groups count
 */
export class Membership {
  readonly #tenant: Directory;
  readonly #exempt: WhollyExempt;
  readonly #groups = new Map<string, Holders>();
  readonly #roles = new Map<string, { readonly include: Holders; readonly exclude: Holders }>();
  #users: ReadonlySet<string> | undefined;

  constructor(tenant: Directory, exempt: WhollyExempt = new Set()) {
    this.#tenant = tenant;
    this.#exempt = exempt;
  }

  /** Everybody in a group and in the groups inside it. */
  ofGroup(id: GroupId): Holders {
    return remembered(this.#groups, id, () => this.#walk(id));
  }

  /** Groups inside a group, itself included, known or not. */
  groupsWithin(id: GroupId): ReadonlySet<GroupId> {
    const within = new Set<GroupId>([id]);
    for (const group of within)
      for (const member of this.#tenant.groups?.get(group)?.members ?? [])
        if (this.#tenant.groups?.has(member as GroupId)) within.add(member as GroupId);
    return within;
  }

  /**
   * Holders of a role. An assignment to a part of the tenant doesn't make a policy include its holder, but it may make
   * one exclude them.
   */
  ofRole(id: RoleId, side: "include" | "exclude"): Holders {
    return remembered(this.#roles, id, () => ({
      include: this.#assigned(id, true),
      exclude: this.#assigned(id, false),
    }))[side];
  }

  #assigned(id: RoleId, tenantWideOnly: boolean): Holders {
    const { roleAssignments, groups } = this.#tenant;
    if (roleAssignments === undefined) return ANYBODY;
    const people = new Set<string>();
    let open = false;
    for (const { principal, role, tenantWide } of roleAssignments) {
      if (role !== id || (tenantWideOnly && !tenantWide) || this.#exempt.has(principal as GroupId)) continue;
      const holders = groups?.has(principal as GroupId) ? this.ofGroup(principal as GroupId) : this.#single(principal);
      for (const person of holders.people) people.add(person);
      open ||= holders.open;
    }
    return { people, open };
  }

  /** While no groups are known, a principal that isn't a known user may be a group. */
  #single(principal: string): Holders {
    const { users, groups } = this.#tenant;
    this.#users ??= new Set(users?.map((user) => user.id));
    return { people: new Set([principal]), open: groups === undefined && !this.#users.has(principal) };
  }

  #walk(start: GroupId): Holders {
    const { groups } = this.#tenant;
    const people = new Set<string>();
    const seen = new Set<string>([start]);
    let open = false;
    for (const id of seen) {
      if (this.#exempt.has(id as GroupId)) continue;
      const group = groups?.get(id as GroupId);
      if (group?.members === undefined) {
        open = true;
        continue;
      }
      open ||= group.incomplete;
      for (const member of group.members) groups?.has(member as GroupId) ? seen.add(member) : people.add(member);
    }
    return { people, open };
  }
}

/** Whether these holders certainly include the person, or, on the exclude side, possibly. */
export function hold(holders: Holders, side: "include" | "exclude", person: UserId | undefined): boolean {
  if (side === "exclude" && holders.open) return true;
  return person !== undefined && holders.people.has(person);
}

function remembered<Key, Value>(known: Map<Key, Value>, key: Key, make: () => Value): Value {
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = make();
  known.set(key, made);
  return made;
}
