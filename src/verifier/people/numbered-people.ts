import type { Membership, NamedParts } from "../../law/membership/membership";
import type { GroupId, UserId } from "../../law/model/ids";
import { PERSON_CLASSES, type PersonClass } from "../../law/model/sign-in";
import type { Tenant, User } from "../../law/model/tenant";
import { type BitSet, bitSetWhere, either, emptyBitSet, keyOf, without } from "./bit-set";

/** A person of a directory, and every class that they may be of in each of the tenants; none where they aren't. */
export interface Person {
  readonly id: UserId;
  readonly classes: readonly (readonly PersonClass[])[];
}

/** The people of these directories who aren't exempt, by number, with who is in which group, worked out once. */
export class NumberedPeople {
  readonly people: readonly Person[];
  #numbers: ReadonlyMap<string, number> | undefined;
  readonly #members = new Map<Membership, Map<GroupId, Int32Array>>();

  constructor(tenants: readonly Tenant[], isExempt: (person: UserId) => boolean) {
    this.people = peopleOf(tenants, isExempt);
  }

  /** Calls with the number of each person who is named, with some more than once. */
  each({ people, groups }: NamedParts, membership: Membership, call: (number: number) => void): void {
    const numbers = this.#numberOfEach();
    for (const id of people) {
      const number = numbers.get(id);
      if (number !== undefined) call(number);
    }
    for (const group of membership.groups.within(groups))
      for (const number of this.#in(group, membership)) call(number);
  }

  #numbersOf(ids: readonly string[]): Int32Array {
    const numbers = this.#numberOfEach();
    const found = new Int32Array(ids.length);
    let size = 0;
    for (const id of ids) {
      const number = numbers.get(id);
      if (number !== undefined) found[size++] = number;
    }
    return found.subarray(0, size);
  }

  #numberOfEach(): ReadonlyMap<string, number> {
    this.#numbers ??= new Map(this.people.map(({ id }, number) => [id, number]));
    return this.#numbers;
  }

  #in(group: GroupId, membership: Membership): Int32Array {
    const groups = this.#members.get(membership) ?? new Map<GroupId, Int32Array>();
    this.#members.set(membership, groups);
    const known = groups.get(group) ?? this.#numbersOf(membership.groups.directlyIn(group));
    groups.set(group, known);
    return known;
  }
}

/**
 * The people of the directories who aren't exempt, sorted by id.
 *
 * Where a tenant's `users` aren't known, its people are the ids that policies, groups and role assignments name, in
 * either of two tenants, and each may be of any class. That there may be others, whom nothing names, is for the caller.
 */
function peopleOf(tenants: readonly Tenant[], isExempt: (id: UserId) => boolean): readonly Person[] {
  const people = new Map<UserId, (readonly PersonClass[])[]>();
  tenants.forEach((tenant, tenantIndex) => {
    for (const { id, classes } of peopleIn(tenant, tenants)) {
      if (isExempt(id)) continue;
      const known = people.get(id) ?? tenants.map(() => []);
      known[tenantIndex] = classes;
      people.set(id, known);
    }
  });
  return Array.from(people, ([id, classes]) => ({ id, classes })).sort(byId);
}

const byId = (one: Person, other: Person): number => (one.id < other.id ? -1 : one.id > other.id ? 1 : 0);

/** Beside the people of a list that may lack some, there are those whom something else names. */
function peopleIn({ users, mayLackItems }: Tenant, tenants: readonly Tenant[]): Iterable<Pick<User, "id" | "classes">> {
  if (users === undefined) return namedPeople(tenants);
  if (mayLackItems?.has("users") !== true) return users;
  const listed = new Set<string>(users.map(({ id }) => id));
  return [...users, ...[...namedPeople(tenants)].filter(({ id }) => !listed.has(id))];
}

/** Whether there may be people of the directory who aren't listed. */
export const mayHaveOthers = ({ users, mayLackItems }: Tenant): boolean =>
  users === undefined || mayLackItems?.has("users") === true;

function* namedPeople(tenants: readonly Tenant[]): Generator<Pick<User, "id" | "classes">> {
  const isGroup = (id: string): boolean => tenants.some(({ groups }) => groups?.has(id as GroupId));
  for (const tenant of tenants)
    for (const id of namedIds(tenant)) if (!isGroup(id)) yield { id: id as UserId, classes: PERSON_CLASSES };
}

function namedIds(tenant: Tenant): ReadonlySet<string> {
  const { policies, users: known = [], groups, roleAssignments, agents } = tenant;
  const ids = new Set<string>(known.map(({ id }) => id));
  if (!mayHaveOthers(tenant)) return ids;
  for (const { users } of policies)
    for (const assignment of [users.include, users.exclude]) for (const id of assignment.users) ids.add(id);
  for (const { members } of groups?.values() ?? []) for (const id of members ?? []) ids.add(id);
  for (const { principal, principalType: type } of roleAssignments ?? [])
    if (type === undefined || type === "user") ids.add(principal);
  for (const agent of agents ?? []) ids.delete(agent);
  return ids;
}

/** Something that names people: a policy, or a role of which it matters who may hold it. */
export interface Namer {
  readonly membership: Membership;
  /** How it names everybody whom it doesn't name otherwise. */
  readonly usually: "included" | "excluded" | undefined;
  readonly included: NamedParts;
  readonly excluded: NamedParts;
}

/** The namers that certainly include a person by id, group or role, and those that certainly exclude them, by their numbers. */
export interface Naming {
  readonly included: BitSet;
  readonly excluded: BitSet;
}

/** People of the same classes whom every namer names alike: what is decided for one of them holds for all. */
export interface Block {
  /** The number of one of them in the list of people. */
  readonly first: number;
  /** How the namers name each of them. */
  naming(): Naming;
}

/** The people in blocks: everybody is in exactly one. */
export interface Partition {
  readonly blocks: readonly Block[];
  /** How namers name a person whom none of them names by id, group or role. */
  readonly usual: Naming;
  /** The number of each person's block, by the person's number. */
  readonly blockOf: Int32Array;
}

/**
 * The coarsest partition in which two people are in one block iff they are of the same classes and every namer names them alike. The
 * cost grows with the sizes of the groups that policies name, and not with policies times people.
 */
export function partitionOf(numbered: NumberedPeople, namers: readonly Namer[]): Partition {
  const { people } = numbered;
  const usual = {
    included: bitSetWhere(namers, ({ usually }) => usually === "included"),
    excluded: bitSetWhere(namers, ({ usually }) => usually === "excluded"),
  };
  const rows = new NamedPeople(people.length, namers.length);
  namers.forEach(({ membership, usually, included, excluded }, namer) => {
    if (usually === undefined) numbered.each(included, membership, (person) => rows.put("included", person, namer));
    if (usually !== "excluded") numbered.each(excluded, membership, (person) => rows.put("excluded", person, namer));
  });
  const blocks: Block[] = [];
  const byKey = new Map<string, number>();
  const blockOf = Int32Array.from(people, ({ classes }, person) => {
    const key = `${classes.join("|")} ${rows.keyOf(person)}`;
    const known = byKey.get(key) ?? blocks.push({ first: person, naming: () => rows.naming(person, usual) }) - 1;
    byKey.set(key, known);
    return known;
  });
  return { blocks, blockOf, usual };
}

/** Of each person the namers that name them otherwise than everybody: a row of bits each, since there may be very many people. */
class NamedPeople {
  readonly #words: number;
  readonly #isNamed: Uint8Array;
  readonly #included: Uint32Array;
  readonly #excluded: Uint32Array;

  constructor(people: number, namers: number) {
    this.#words = emptyBitSet(namers).length;
    this.#isNamed = new Uint8Array(people);
    this.#included = new Uint32Array(people * this.#words);
    this.#excluded = new Uint32Array(people * this.#words);
  }

  /** An exclude beats an include, which comes before it. */
  put(how: "included" | "excluded", person: number, namer: number): void {
    const at = person * this.#words + (namer >>> 5);
    const bit = 1 << (namer & 31);
    this.#isNamed[person] = 1;
    this.#included[at] = how === "included" ? (this.#included[at] ?? 0) | bit : (this.#included[at] ?? 0) & ~bit;
    if (how === "excluded") this.#excluded[at] = (this.#excluded[at] ?? 0) | bit;
  }

  keyOf(person: number): string {
    return this.#isNamed[person] === 1 ? this.#rowsOf(person).map(keyOf).join("") : "";
  }

  naming(person: number, usual: Naming): Naming {
    const [included, excluded] = this.#rowsOf(person);
    return {
      included: without(either(usual.included, included), excluded),
      excluded: either(usual.excluded, excluded),
    };
  }

  #rowsOf(person: number): readonly [BitSet, BitSet] {
    const [from, to] = [person * this.#words, (person + 1) * this.#words];
    return [this.#included.subarray(from, to), this.#excluded.subarray(from, to)];
  }
}
