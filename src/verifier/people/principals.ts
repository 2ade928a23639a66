import type { UserId } from "../../law/model/ids";
import { type IdentityType, PERSON_CLASSES, type PersonClass, type Principal } from "../../law/model/sign-in";
import type { Tenant } from "../../law/model/tenant";
import { type BitSet, emptyBitSet } from "./bit-set";
import { IdentityTypeClasses, type PlacedPolicy } from "./identity-types";
import { mayHaveOthers, type NumberedPeople, type Person } from "./numbered-people";
import { type Namer, type Naming, type Partition, partitionOf } from "./partition";
import { type PrincipalClass, PrincipalClasses } from "./principal-class";

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
