import type { GroupId } from "../model/ids";
import { type Group, isEmptied, type Tenant } from "../model/tenant";

/** Groups whose every member is exempt. Nobody who is judged is in one of them. */
export type WhollyExempt = ReadonlySet<GroupId>;

/** The direct members of a group. */
interface Members {
  readonly groups: readonly GroupId[];
  readonly others: readonly string[];
}

const NO_GROUPS: ReadonlySet<GroupId> = new Set();

/**
 * Groups and the groups inside them. Membership is transitive, and a group may be inside itself. Groups may be many, large and deep, so
 * that as much as possible is worked out once for all of them.
 * @see Microsoft Entra, "Conditional Access: Users and groups" (2024-05): nested groups count
 */
export class Groups {
  readonly #groups: ReadonlyMap<GroupId, Group>;
  readonly #exempt: WhollyExempt;
  readonly #emptied: Pick<Tenant, "emptied">;
  readonly #members = new Map<GroupId, Members>();
  #parents: ReadonlyMap<string, readonly GroupId[]> | undefined;
  #holdingOthers: ReadonlySet<GroupId> | undefined;
  #last: { readonly member: string; readonly groups: ReadonlyMap<GroupId, GroupId | undefined> } | undefined;

  constructor({ groups, emptied }: Pick<Tenant, "groups" | "emptied">, exempt: WhollyExempt) {
    this.#groups = groups ?? new Map();
    this.#emptied = { ...(emptied === undefined ? {} : { emptied }) };
    this.#exempt = exempt;
  }

  /** Whether it is the id of a group that is known. */
  isGroup(id: string): id is GroupId {
    return this.#groups.has(id as GroupId);
  }

  isExempt(id: string): boolean {
    return this.#exempt.has(id as GroupId);
  }

  /** Whether a group, or a group inside it, may have unknown members. False for a group that is wholly exempt. */
  mayHoldOthers(id: GroupId): boolean {
    this.#holdingOthers ??= this.#findHoldingOthers();
    return this.#holdingOthers.has(id) || (!this.#groups.has(id) && this.unknownIn(id) === "all");
  }

  /** What isn't known about the group itself: nothing, all, a rest, or the groups inside it that the file doesn't have. */
  unknownIn(id: GroupId): "nothing" | "all" | "a rest" | readonly GroupId[] {
    if (this.#exempt.has(id) || isEmptied(this.#emptied, id)) return "nothing";
    const group = this.#groups.get(id);
    if (group?.members === undefined) return "all";
    if (!group.mayHoldOthers) return "nothing";
    if (group.unlisted === undefined) return "a rest";
    const open = group.unlisted.filter((inner) => !this.#exempt.has(inner) && !isEmptied(this.#emptied, inner));
    return open.length === 0 ? "nothing" : open;
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

  /** Ids of the members, that aren't groups, of these groups and of those inside them. */
  peopleIn(groups: Iterable<GroupId>): ReadonlySet<string> {
    const people = new Set<string>();
    for (const group of this.within(groups)) for (const person of this.membersOf(group).others) people.add(person);
    return people;
  }

  /** The groups around a person or a group, nearest first. Each has the group inside it that holds them, unless it holds them directly. */
  around(member: string): ReadonlyMap<GroupId, GroupId | undefined> {
    if (this.#last?.member !== member) this.#last = { member, groups: this.#climb([member]) };
    return this.#last.groups;
  }

  #climb(members: Iterable<string>): ReadonlyMap<GroupId, GroupId | undefined> {
    this.#parents ??= parentsIn(this.#groups.values(), this.#exempt);
    const found = new Map<GroupId, GroupId | undefined>();
    for (const member of members) for (const group of this.#parents.get(member) ?? []) found.set(group, undefined);
    for (const inner of found.keys())
      for (const group of this.#parents.get(inner) ?? []) if (!found.has(group)) found.set(group, inner);
    return found;
  }

  #findHoldingOthers(): ReadonlySet<GroupId> {
    const partlyKnown = [...this.#groups.values()]
      .filter((group) => this.unknownIn(group.id) !== "nothing")
      .map(({ id }) => id);
    return partlyKnown.length === 0 ? NO_GROUPS : new Set([...partlyKnown, ...this.#climb(partlyKnown).keys()]);
  }
}

/** The groups that each person and each group is directly in, without groups that are wholly exempt. */
function parentsIn(groups: Iterable<Group>, exempt: WhollyExempt): ReadonlyMap<string, readonly GroupId[]> {
  const parents = new Map<string, GroupId[]>();
  for (const { id, members } of groups) {
    if (exempt.has(id)) continue;
    for (const member of members ?? []) {
      const known = parents.get(member);
      if (known === undefined) parents.set(member, [id]);
      else known.push(id);
    }
  }
  return parents;
}
