import type { UserId } from "../../law/model/ids";
import { type IdentityType, PERSON_CLASSES, type PersonClass, type Principal } from "../../law/model/sign-in";
import type { Tenant } from "../../law/model/tenant";
import { type BitSet, both, either, emptyBitSet, hasBit, isEmpty, keyOf, putBit, without } from "./bit-set";
import { type IdentityNaming, IdentityTypeClasses, type IdentityTypes, type PlacedPolicy } from "./identity-types";
import { mayHaveOthers, type NumberedPeople, type Person } from "./numbered-people";
import { type Namer, type Naming, Partition } from "./partition";

/** All principals whom the same policies are about, whatever isn't known turns out to be: they have the same bypasses. */
export interface PrincipalClass {
  /** The policies that certainly include them and don't certainly exclude them. */
  readonly included: BitSet;
  /** Those that may be about them. */
  readonly live: BitSet;
  /** Roles that matter and that they hold in a part of the tenant, or may activate, by number. */
  readonly rolesInPart: BitSet;
  readonly isInDirectory: boolean;
  readonly identities: IdentityTypes;
  readonly members: ClassMember[];
}

/** Whole blocks of people, people whom nothing names, and outsiders without an object. */
export type ClassMember =
  | { readonly kind: "block"; readonly block: number; readonly identities: IdentityTypes }
  | { readonly kind: "unnamed" | "outsider"; readonly identities: IdentityTypes };

/** Whether the people are there in that tenant. */
export const isPresent = ({ identities }: PrincipalClass, tenantIndex: number): boolean =>
  identities[tenantIndex] !== undefined;

/** What principals are put into classes by. */
export interface DistinguishedBy {
  readonly policies: readonly (PlacedPolicy & Namer)[];
  /** Roles that are held in a part of the tenant, and that policies name. */
  readonly roles: readonly Namer[];
  /** The policies that include groups or roles of which some isn't known. */
  readonly mayHoldAnybody: BitSet;
  readonly areReadingsOpen: boolean;
}

/**
 * Puts all principals into classes: two are in one iff the same policies are about them whatever isn't known turns out to be, and they
 * are present in the same tenants.
 * @param tenants one, or the two that are compared
 * @param numbered the people who aren't exempt: whoever may sign in without MFA is in no class
 */
export function principalsOf(
  tenants: readonly Tenant[],
  { policies, roles, mayHoldAnybody, areReadingsOpen }: DistinguishedBy,
  numbered: NumberedPeople,
): Principals {
  const namers: readonly Namer[] = [...policies, ...roles];
  const { people } = numbered;
  const partition = new Partition(numbered, namers);
  const identityTypes = new IdentityTypeClasses(tenants.length, policies, areReadingsOpen);
  const principalClasses = new PrincipalClasses(mayHoldAnybody, policies.length);
  const unnamed: Naming = { included: emptyBitSet(namers.length), excluded: emptyBitSet(namers.length) };
  for (let block = 0; block < partition.size && !principalClasses.isFull; block++) {
    const [first = 0] = partition.peopleOf(block);
    const named = partition.namingOf(block);
    for (const identity of identityTypes.ofPeople(people[first]?.classes ?? []))
      principalClasses.join({ kind: "block", block, identities: identity.identities }, identity, named);
  }
  for (const identity of identityTypes.ofPeople(tenants.map(unnamedClasses)))
    principalClasses.join({ kind: "unnamed", identities: identity.identities }, identity, partition.usual);
  for (const identity of identityTypes.ofOutsiders())
    principalClasses.join({ kind: "outsider", identities: identity.identities }, identity, unnamed);
  const isWhole = !principalClasses.isFull && identityTypes.areWhole;
  return new Principals(people, partition, principalClasses.all(), isWhole);
}

/** Where not all users are known there may be people of every class whom nothing names. */
const unnamedClasses = (tenant: Tenant): readonly PersonClass[] => (mayHaveOthers(tenant) ? PERSON_CLASSES : []);

const ANY_MEMBER: IdentityType = { type: "member", home: "unnamed" };

/** A person of the directory as a principal, with one of the identity types that they may have. */
export type PersonPrincipal = Extract<Principal, { readonly kind: "person" }>;

/** The principals of one tenant or two in classes. Whoever isn't among them has the signature of a class that is. */
export class Principals {
  readonly people: readonly Person[];
  readonly classes: readonly PrincipalClass[];
  /** False iff there were more classes, or identity types, than can be looked at, so that some people are in none. */
  readonly isWhole: boolean;
  readonly #partition: Partition;
  readonly #everywhere = new Map<number, ReadonlyMap<IdentityType["type"], number>>();

  constructor(people: readonly Person[], partition: Partition, classes: readonly PrincipalClass[], isWhole: boolean) {
    this.people = people;
    this.#partition = partition;
    this.classes = classes;
    this.isWhole = isWhole;
  }

  /** How many people of the directory are in these classes. */
  count(classes: Iterable<PrincipalClass>): number {
    let count = 0;
    for (const block of blocksIn(classes).keys()) count += this.#partition.peopleOf(block).length;
    return count;
  }

  /** The people in lots, each sorted by id: every policy includes and excludes all of a lot alike. */
  lots(): readonly (readonly UserId[])[] {
    return Array.from({ length: this.#partition.size }, (_, block) => this.#idsOf(this.#partition.peopleOf(block)));
  }

  /** Who signs in: the person with the lowest id if there is one, so that the same tenants always give the same witness. */
  oneOf(principals: PrincipalClass, tenantIndex: number): Principal {
    const blocks = [...blocksIn([principals])].sort(([one], [other]) => one - other);
    const [[block, { identities }] = [undefined, principals]] = blocks;
    const identity = identities[tenantIndex] ?? ANY_MEMBER;
    const [id] = block === undefined ? [] : this.#idsOf(this.#partition.peopleOf(block).subarray(0, 1));
    if (id !== undefined) return { kind: "person", id, identity };
    return this.othersIn([principals], tenantIndex)[0] ?? { kind: "unnamed", identity };
  }

  /** The people of these classes by their ids, sorted. */
  idsIn(classes: readonly PrincipalClass[]): readonly UserId[] {
    return this.#idsOf(this.#numbersIn(blocksIn(classes).keys()));
  }

  /** The people of these classes, sorted by id, each with the first identity type by which they are in one. */
  peopleIn(classes: readonly PrincipalClass[], tenantIndex: number): readonly PersonPrincipal[] {
    const blocks = blocksIn(classes);
    const numbers = this.#numbersIn(blocks.keys());
    return this.#idsOf(numbers).map((id, at) => {
      const member = blocks.get(this.#partition.blockOf[numbers[at] ?? 0] ?? 0);
      return { kind: "person", id, identity: member?.identities[tenantIndex] ?? ANY_MEMBER };
    });
  }

  #numbersIn(blocks: Iterable<number>): Int32Array {
    const lists = Array.from(blocks, (block) => this.#partition.peopleOf(block));
    const numbers = new Int32Array(lists.reduce((count, { length }) => count + length, 0));
    let at = 0;
    for (const list of lists) {
      numbers.set(list, at);
      at += list.length;
    }
    return numbers.sort();
  }

  #idsOf(numbers: Int32Array): readonly UserId[] {
    return Array.from(numbers, (number) => (this.people[number] as Person).id);
  }

  /** The principals of these classes who are no people of the directory: people whom nothing names, and outsiders. */
  othersIn(classes: readonly PrincipalClass[], tenantIndex: number): readonly Principal[] {
    return classes.flatMap(({ members }) =>
      members.flatMap((member) => {
        const identity = member.identities[tenantIndex];
        return member.kind === "block" || identity === undefined ? [] : [{ kind: member.kind, identity }];
      }),
    );
  }

  /** The types of people whom nothing names, and of outsiders, that are in these classes from some home tenants only. */
  partlyIn(classes: readonly PrincipalClass[], tenantIndex: number): ReadonlySet<IdentityType["type"]> {
    const here = countedByType(this.othersIn(classes, tenantIndex));
    const everywhere = this.#everywhere.get(tenantIndex) ?? countedByType(this.othersIn(this.classes, tenantIndex));
    this.#everywhere.set(tenantIndex, everywhere);
    return new Set([...here].flatMap(([type, count]) => (count < (everywhere.get(type) ?? 0) ? [type] : [])));
  }
}

/** The blocks of these classes, each as the first member that it is. */
function blocksIn(classes: Iterable<PrincipalClass>): ReadonlyMap<number, ClassMember> {
  const blocks = new Map<number, ClassMember>();
  for (const { members } of classes)
    for (const one of members) if (one.kind === "block" && !blocks.has(one.block)) blocks.set(one.block, one);
  return blocks;
}

function countedByType(principals: readonly Principal[]): ReadonlyMap<IdentityType["type"], number> {
  const counts = new Map<IdentityType["type"], number>();
  for (const { identity } of principals) counts.set(identity.type, (counts.get(identity.type) ?? 0) + 1);
  return counts;
}

/** The bound on principal classes. Beyond it the verdict is unknown, unless a bypass is found for one of these. */
export const MOST_PRINCIPAL_CLASSES = 600_000;

/** Puts principals together whom the same policies are about and who are present in the same tenants. */
export class PrincipalClasses {
  readonly #mayHoldAnybody: BitSet;
  readonly #policies: number;
  readonly #byKey = new Map<string, PrincipalClass>();

  /** @param mayHoldAnybody the policies that include groups or roles of which some isn't known */
  constructor(mayHoldAnybody: BitSet, policies: number) {
    this.#mayHoldAnybody = mayHoldAnybody;
    this.#policies = policies;
  }

  get isFull(): boolean {
    return this.#byKey.size >= MOST_PRINCIPAL_CLASSES;
  }

  /**
   * @param identity how policies name the member's identity type
   * @param naming how they name the person by id, group and role, and behind them the roles that they hold in part
   */
  join(member: ClassMember, identity: IdentityNaming, naming: Naming): void {
    const isInDirectory = member.kind !== "outsider";
    const excluded = either(identity.excluded, naming.excluded);
    const named = without(either(identity.included, naming.included), excluded);
    const open = isInDirectory ? either(identity.mayInclude, this.#mayHoldAnybody) : identity.mayInclude;
    const live = without(either(named, open), excluded);
    const [included, rolesInPart] = [both(named, live), partsBehind(naming.included, this.#policies)];
    const unclear = both(
      live,
      either(without(identity.mayInclude, identity.included), without(identity.mayExclude, identity.excluded)),
    );
    const presence = member.identities.map((one) => (one === undefined ? "-" : "+")).join("");
    const types = isEmpty(unclear) ? "" : member.identities.map((one) => `${one?.type} ${one?.home}`).join();
    const key = [presence, isInDirectory, keyOf(included), keyOf(live), keyOf(rolesInPart), types].join(" ");
    const known = this.#byKey.get(key);
    const { identities } = member;
    if (known !== undefined) known.members.push(member);
    else this.#byKey.set(key, { included, live, rolesInPart, isInDirectory, identities, members: [member] });
  }

  all(): readonly PrincipalClass[] {
    return [...this.#byKey.values()];
  }
}

/** The bits behind the first ones. */
function partsBehind(bits: BitSet, count: number): BitSet {
  const behind = emptyBitSet(bits.length * 32 - count);
  for (let bit = count; bit < bits.length * 32; bit++) if (hasBit(bits, bit)) putBit(behind, bit - count, true);
  return behind;
}
