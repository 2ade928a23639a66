import type { GroupId } from "../model/ids";
import { type Group, isEmptied, type Tenant } from "../model/tenant";

/** Groups whose every member is exempt. Nobody who is judged is in one of them. */
export type WhollyExempt = ReadonlySet<GroupId>;

/** The direct members of a group. */
interface Members {
  readonly groups: readonly GroupId[];
  readonly others: readonly string[];
}

/** Something unknown that decides whether somebody of the directory is in a group or holds a role. */
export interface OpenMembership {
  readonly kind: "group" | "role";
  readonly id: string;
  /** The same for the same unknown thing. */
  readonly key: string;
}

/** The members of a group that its list leaves out. */
export const unlistedIn = (id: string): string => `the rest of ${id}`;

/**
 * Groups and the groups inside them. Membership is transitive, and a group may be inside itself. Groups may be many, large and deep, so
 * that as much as possible is worked out once for all of them.
 * @see Microsoft Entra, "Conditional Access: Users and groups" (2024-05): nested groups count
 */
export class Groups {
  readonly #tenant: Pick<Tenant, "emptied">;
  readonly #groups: ReadonlyMap<GroupId, Group>;
  readonly #exempt: WhollyExempt;
  readonly #members = new Map<GroupId, Members>();
  #parents: ReadonlyMap<string, readonly GroupId[]> | undefined;
  /** The people and groups that `#parents` has; `undefined` if it has all of them, or isn't computed yet. */
  #foreseen: ReadonlySet<string> | undefined;
  #holdingOthers: ReadonlySet<GroupId> | undefined;
  #last: { readonly member: string; readonly groups: ReadonlySet<GroupId> } | undefined;

  constructor(tenant: Pick<Tenant, "groups" | "emptied">, exempt: WhollyExempt = new Set()) {
    this.#tenant = tenant;
    this.#groups = tenant.groups ?? new Map();
    this.#exempt = exempt;
  }

  /** Whether it is the id of a group that is known. */
  isGroup(id: string): id is GroupId {
    return this.#groups.has(id as GroupId);
  }

  /** Whether every member of the group is exempt, known or not. */
  isExempt(id: string): boolean {
    return this.#exempt.has(id as GroupId);
  }

  /** Whether a group, or a group inside it, may have unknown members. False for a group that is wholly exempt. */
  mayHoldOthers(id: GroupId): boolean {
    this.#holdingOthers ??= this.#findHoldingOthers();
    return this.#holdingOthers.has(id) || (!this.#groups.has(id) && this.#openInItself(id).length > 0);
  }

  /** What isn't known about the members of these groups and of the groups inside them. */
  openIn(ids: Iterable<GroupId>): readonly OpenMembership[] {
    return [...this.within([...ids].filter((id) => this.mayHoldOthers(id)))].flatMap((id) => this.#openInItself(id));
  }

  /** What isn't known about the direct members of a group. An unlisted group inside it is one unknown thing, whatever group it is in. */
  #openInItself(id: GroupId): readonly OpenMembership[] {
    if (this.#exempt.has(id)) return [];
    const group = this.#groups.get(id);
    const open = (one: GroupId, key: string): readonly OpenMembership[] =>
      this.#exempt.has(one) || isEmptied(this.#tenant, one) ? [] : [{ kind: "group", id: one, key: `group ${key}` }];
    if (group?.members === undefined) return open(id, id);
    if (!group.mayHoldOthers) return [];
    return group.unlisted?.flatMap((inner) => open(inner, inner)) ?? open(id, unlistedIn(id));
  }

  /** These groups and every group inside them, known or not. */
  within(ids: Iterable<GroupId>): ReadonlySet<GroupId> {
    const within = new Set<GroupId>(ids);
    for (const group of within) for (const inner of this.membersOf(group).groups) within.add(inner);
    return within;
  }

  /** The direct members of a group. A group that is wholly exempt has none. */
  membersOf(id: GroupId): Members {
    const known = this.#members.get(id);
    if (known !== undefined) return known;
    const members = (this.#exempt.has(id) ? undefined : this.#groups.get(id)?.members) ?? [];
    const groups = members.filter((member) => this.isGroup(member));
    // Most groups hold no groups, so that their list isn't copied.
    const others = groups.length === 0 ? members : members.filter((member) => !this.isGroup(member));
    this.#members.set(id, { groups, others });
    return { groups, others };
  }

  /** Ids of the members, that aren't groups, of these groups and of those inside them. Some come more than once. */
  *eachIn(groups: Iterable<GroupId>): Generator<string> {
    for (const group of this.within(groups)) yield* this.membersOf(group).others;
  }

  /** The groups around a person or a group. */
  around(member: string): ReadonlySet<GroupId> {
    if (this.#last?.member !== member) this.#last = { member, groups: this.aroundAny([member]) };
    return this.#last.groups;
  }

  /** Finds the groups of these people at once. Before a search that asks about few people, this costs much less than the groups of everybody. */
  foresee(people: Iterable<string>): void {
    if (this.#parents !== undefined) return;
    this.#foreseen = new Set([...people, ...this.#groups.keys()]);
    this.#parents = parentsIn(this.#groups.values(), this.#exempt, this.#foreseen);
  }

  /** The groups around any of these people and groups. */
  aroundAny(members: readonly string[]): ReadonlySet<GroupId> {
    if (members.some((member) => this.#foreseen?.has(member) === false)) this.#parents = this.#foreseen = undefined;
    this.#parents ??= parentsIn(this.#groups.values(), this.#exempt);
    const parents = this.#parents;
    const found = new Set(members.flatMap((member) => parents.get(member) ?? []));
    for (const inner of found) for (const group of parents.get(inner) ?? []) found.add(group);
    return found;
  }

  #findHoldingOthers(): ReadonlySet<GroupId> {
    const open = [...this.#groups.keys()].filter((id) => this.#openInItself(id).length > 0);
    return new Set(open.length === 0 ? [] : [...open, ...this.aroundAny(open)]);
  }
}

/** The groups that people and groups are directly in, without groups that are wholly exempt. @param of the people and groups to find; by default all */
function parentsIn(
  groups: Iterable<Group>,
  exempt: WhollyExempt,
  of?: ReadonlySet<string>,
): ReadonlyMap<string, readonly GroupId[]> {
  const parents = new Map<string, GroupId[]>();
  for (const { id, members } of groups) {
    if (exempt.has(id)) continue;
    for (const member of members ?? []) {
      if (of?.has(member) === false) continue;
      const known = parents.get(member);
      if (known === undefined) parents.set(member, [id]);
      else known.push(id);
    }
  }
  return parents;
}
