import type { UserId } from "../../law/model/ids";
import { type IdentityType, PERSON_CLASSES, type PersonClass, type Principal } from "../../law/model/sign-in";
import type { Tenant } from "../../law/model/tenant";
import { type BitSet, both, either, emptyBitSet, hasBit, isEmpty, keyOf, putBit, without } from "./bit-set";
import { type IdentityNaming, IdentityTypeClasses, type IdentityTypes, type PlacedPolicy } from "./identity-types";
import {
  mayHaveOthers,
  type Namer,
  type Naming,
  type NumberedPeople,
  type Partition,
  type Person,
  partitionOf,
} from "./numbered-people";

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
  const partition = partitionOf(numbered, namers);
  const identityTypes = new IdentityTypeClasses(tenants.length, policies, areReadingsOpen);
  const principalClasses = new PrincipalClasses(mayHoldAnybody, policies.length);
  const unnamed: Naming = { included: emptyBitSet(namers.length), excluded: emptyBitSet(namers.length) };
  partition.blocks.forEach(({ first, naming }, block) => {
    if (principalClasses.isFull) return;
    const named = naming();
    for (const identity of identityTypes.ofPeople(people[first]?.classes ?? []))
      principalClasses.join({ kind: "block", block, identities: identity.identities }, identity, named);
  });
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
  #sizes: Int32Array | undefined;

  constructor(people: readonly Person[], partition: Partition, classes: readonly PrincipalClass[], isWhole: boolean) {
    this.people = people;
    this.#partition = partition;
    this.classes = classes;
    this.isWhole = isWhole;
  }

  /** How many people of the directory are in these classes. */
  count(classes: Iterable<PrincipalClass>): number {
    this.#sizes ??= sizesOf(this.#partition);
    const blocks = new Set<number>();
    for (const { members } of classes) for (const one of members) if (one.kind === "block") blocks.add(one.block);
    let count = 0;
    for (const block of blocks) count += this.#sizes[block] ?? 0;
    return count;
  }

  /** The people in lots, each sorted by id: every policy includes and excludes all of a lot alike. */
  lots(): readonly (readonly UserId[])[] {
    const lots: UserId[][] = this.#partition.blocks.map(() => []);
    this.people.forEach(({ id }, number) => {
      lots[this.#partition.blockOf[number] ?? 0]?.push(id);
    });
    return lots;
  }

  /** Who signs in: the person with the lowest id if there is one, so that the same tenants always give the same witness. */
  oneOf({ members }: PrincipalClass, tenantIndex: number): Principal {
    const principals = members.map((member): Principal => {
      const identity = member.identities[tenantIndex] ?? ANY_MEMBER;
      if (member.kind !== "block") return { kind: member.kind, identity };
      const id = this.people[this.#partition.blocks[member.block]?.first ?? -1]?.id;
      return id === undefined ? { kind: "unnamed", identity } : { kind: "person", id, identity };
    });
    const [first, ...others] = principals.flatMap((principal) => (principal.kind === "person" ? [principal] : []));
    if (first === undefined) return principals[0] ?? { kind: "unnamed", identity: ANY_MEMBER };
    return others.reduce((lowest, person) => (person.id < lowest.id ? person : lowest), first);
  }

  /** The people of these classes by their ids, sorted. */
  idsIn(classes: readonly PrincipalClass[]): readonly UserId[] {
    return this.peopleIn(classes, 0).map(({ id }) => id);
  }

  /** The people of these classes, sorted by id, each with the first identity type by which they are in one. */
  peopleIn(classes: readonly PrincipalClass[], tenantIndex: number): readonly PersonPrincipal[] {
    const { blocks, blockOf } = this.#partition;
    const identityOf: (IdentityType | undefined)[] = Array(blocks.length).fill(undefined);
    for (const { members } of classes)
      for (const one of members)
        if (one.kind === "block") identityOf[one.block] ??= one.identities[tenantIndex] ?? ANY_MEMBER;
    const found: PersonPrincipal[] = [];
    this.people.forEach(({ id }, number) => {
      const identity = identityOf[blockOf[number] ?? 0];
      if (identity !== undefined) found.push({ kind: "person", id, identity });
    });
    return found;
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

function sizesOf({ blocks, blockOf }: Partition): Int32Array {
  const sizes = new Int32Array(blocks.length);
  for (const block of blockOf) sizes[block] = (sizes[block] ?? 0) + 1;
  return sizes;
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
