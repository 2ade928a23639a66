import type { UserId } from "../../law/model/ids";
import { type IdentityType, PERSON_CLASSES, type PersonClass, type Principal } from "../../law/model/sign-in";
import type { Tenant } from "../../law/model/tenant";
import { emptyBitSet } from "../search/bit-set";
import type { CandidatePolicy } from "../search/candidate-policy";
import { IdentityTypesToldApart } from "./identity-types";
import type { NumberedPeople } from "./numbered-people";
import type { Naming, Partition } from "./partition";
import { partitionOf } from "./partition";
import { mayHaveOthers, type Person } from "./people";
import { type PrincipalClass, PrincipalClasses } from "./principal-class";

/**
 * Puts all principals into classes: two are in one iff the same candidate policies are about them under either reading,
 * and they are present in the same tenants.
 * @param tenants one, or the two that are compared
 * @param numbered the people who aren't exempt: whoever may sign in without MFA is in no class
 * @param atBest candidate policies as they would be if what isn't known turned out for the best, where that differs: two are in
 *   one class only if the same of these are about them, too
 */
export function principalsOf(
  tenants: readonly Tenant[],
  candidates: readonly CandidatePolicy[],
  numbered: NumberedPeople,
  atBest: readonly CandidatePolicy[] = [],
): Principals {
  const all = [...candidates, ...atBest];
  const { people } = numbered;
  const partition = partitionOf(numbered, all);
  const identityTypes = new IdentityTypesToldApart(tenants.length, all);
  const principalClasses = new PrincipalClasses(candidates, atBest);
  const unnamed: Naming = { included: emptyBitSet(all.length), excluded: emptyBitSet(all.length) };
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

  constructor(people: readonly Person[], partition: Partition, classes: readonly PrincipalClass[], isWhole: boolean) {
    this.people = people;
    this.#partition = partition;
    this.classes = classes;
    this.isWhole = isWhole;
  }

  /** Only those of these classes, of the same people. */
  only(classes: readonly PrincipalClass[]): Principals {
    return new Principals(this.people, this.#partition, classes, this.isWhole);
  }

  /** The people in lots, each sorted by id: every candidate policy includes and excludes all of a lot alike. */
  lots(): readonly (readonly UserId[])[] {
    const lots: UserId[][] = this.#partition.blocks.map(() => []);
    this.people.forEach(({ id }, number) => {
      lots[this.#partition.blockOf[number] ?? 0]?.push(id);
    });
    return lots;
  }

  /**
   * The one of a class who signs in to one of the tenants: a person of the directory if there is one, the one with the
   * lowest id, so that the same tenants always give the same witness.
   */
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
    const everywhere = countedByType(this.othersIn(this.classes, tenantIndex));
    return new Set([...here].flatMap(([type, count]) => (count < (everywhere.get(type) ?? 0) ? [type] : [])));
  }
}

function countedByType(principals: readonly Principal[]): ReadonlyMap<IdentityType["type"], number> {
  const counts = new Map<IdentityType["type"], number>();
  for (const { identity } of principals) counts.set(identity.type, (counts.get(identity.type) ?? 0) + 1);
  return counts;
}
