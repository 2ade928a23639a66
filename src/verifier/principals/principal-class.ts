import type { UserId } from "../../model/ids";
import {
  type HomeTenant,
  type IdentityType,
  PERSON_CLASSES,
  type PersonClass,
  type Principal,
} from "../../model/sign-in";
import type { Tenant } from "../../model/tenant";
import { emptyBitSet } from "../search/bit-set";
import type { CandidatePolicy } from "../search/candidate-policy";
import { type IdentityNaming, IdentityNamings } from "./identity-naming";
import { type Naming, type Partition, partitionOf } from "./partition";
import {
  homesToldApart,
  type IdentityTypes,
  identityTypesOfClass,
  outsiderIdentityTypes,
  type Person,
  peopleOf,
} from "./people";
import { type Signature, Signatures } from "./signature";

/** All principals with one signature, who therefore have the same bypasses. */
export interface PrincipalClass {
  readonly signature: Signature;
  readonly members: readonly ClassMember[];
}

/**
 * What a principal class is made of: whole blocks of people, people whom nothing names, and outsiders without an
 * object.
 */
export type ClassMember =
  | { readonly kind: "block"; readonly block: number; readonly identities: IdentityTypes }
  | { readonly kind: "somebody"; readonly identities: IdentityTypes }
  | { readonly kind: "outsider"; readonly identities: IdentityTypes };

/** The principals of one tenant or two in classes. Whoever isn't among them has the signature of a class that is. */
export interface Principals {
  readonly people: readonly Person[];
  readonly partition: Partition;
  readonly classes: readonly PrincipalClass[];
  /** False iff there were more than {@link MOST_PRINCIPAL_CLASSES}, so that some people are in none. */
  readonly isWhole: boolean;
}

/** The bound on principal classes. Beyond it the verdict is unknown, unless a bypass is found for one of these. */
export const MOST_PRINCIPAL_CLASSES = 600_000;

/**
 * Puts all principals into classes: two are in one iff the same candidate policies are about them under either reading,
 * and they are present in the same tenants.
 * @param tenants one, or the two that are compared
 * @param isExempt true of people who may sign in without MFA: they are in no class
 */
export function principalsOf(
  tenants: readonly Tenant[],
  candidates: readonly CandidatePolicy[],
  isExempt: (person: UserId) => boolean,
): Principals {
  const people = peopleOf(tenants, isExempt);
  const partition = partitionOf(people, candidates);
  const identityTypes = new IdentityTypesOfClasses(tenants, candidates);
  const principalClasses = new PrincipalClasses(candidates);
  const unnamed: Naming = { included: emptyBitSet(candidates.length), excluded: emptyBitSet(candidates.length) };
  partition.blocks.forEach(({ first, naming }, block) => {
    if (principalClasses.isFull) return;
    const named = naming();
    for (const identity of identityTypes.ofPeople(people[first]?.classes ?? []))
      principalClasses.join({ kind: "block", block, identities: identity.identities }, identity, named);
  });
  for (const identity of identityTypes.ofPeople(tenants.map(unnamedClasses)))
    principalClasses.join({ kind: "somebody", identities: identity.identities }, identity, partition.usual);
  for (const identity of identityTypes.ofOutsiders())
    principalClasses.join({ kind: "outsider", identities: identity.identities }, identity, unnamed);
  return {
    people,
    partition,
    classes: principalClasses.all(),
    isWhole: !principalClasses.isFull && identityTypes.areWhole,
  };
}

/** Identity types that somebody may have and that the policies tell apart; beyond so many the verdict is unknown, unless a bypass is found for one of these. */
export const MOST_IDENTITY_TYPES = 100_000;

/** The identity types that people of some classes may have, one of each that candidate policies name alike. */
class IdentityTypesOfClasses {
  readonly #tenants: number;
  readonly #homes: readonly HomeTenant[];
  readonly #namings: IdentityNamings;
  readonly #byClasses = new Map<string, readonly IdentityNaming[]>();
  areWhole = true;

  constructor(tenants: readonly Tenant[], candidates: readonly CandidatePolicy[]) {
    this.#tenants = tenants.length;
    this.#homes = homesToldApart(candidates.map(({ policy }) => policy));
    this.#namings = new IdentityNamings(candidates);
  }

  ofPeople(classes: Person["classes"]): readonly IdentityNaming[] {
    const key = classes.join("|");
    const known = this.#byClasses.get(key) ?? this.#atMost(this.#of(classes));
    this.#byClasses.set(key, known);
    return known;
  }

  ofOutsiders(): readonly IdentityNaming[] {
    return this.#atMost(this.#namings.distinct(outsiderIdentityTypes(this.#homes), this.#tenants));
  }

  /** Where the classes are the same in all tenants, so is the identity type. */
  #of(classes: Person["classes"]): Generator<IdentityNaming> {
    const perTenant = classes.map((types) => types.flatMap((type) => identityTypesOfClass(type, this.#homes)));
    const [first = [], ...others] = classes;
    return others.every((other) => other.join() === first.join())
      ? this.#namings.distinct(perTenant[0] ?? [], this.#tenants)
      : this.#namings.distinctPairs(
          perTenant.map((identities) => (identities.length === 0 ? [undefined] : identities)),
        );
  }

  #atMost(namings: Generator<IdentityNaming>): readonly IdentityNaming[] {
    const found: IdentityNaming[] = [];
    for (const naming of namings) {
      if (found.length === MOST_IDENTITY_TYPES) {
        this.areWhole = false;
        break;
      }
      found.push(naming);
    }
    return found;
  }
}

/** Where the users aren't known there may be people of every class whom nothing names. */
const unnamedClasses = ({ users }: Tenant): readonly PersonClass[] => (users === undefined ? PERSON_CLASSES : []);

class PrincipalClasses {
  readonly #signatures: Signatures;
  readonly #bySignature = new Map<string, { signature: Signature; members: ClassMember[] }>();

  constructor(candidates: readonly CandidatePolicy[]) {
    this.#signatures = new Signatures(candidates);
  }

  get isFull(): boolean {
    return this.#bySignature.size >= MOST_PRINCIPAL_CLASSES;
  }

  join(member: ClassMember, identity: IdentityNaming, naming: Naming): void {
    const signature = this.#signatures.of(identity, naming);
    const presence = member.identities.map((one) => (one === undefined ? "-" : "+")).join("");
    const key = presence + signature.key;
    const principalClass = this.#bySignature.get(key);
    if (principalClass === undefined) this.#bySignature.set(key, { signature, members: [member] });
    else principalClass.members.push(member);
  }

  all(): readonly PrincipalClass[] {
    return [...this.#bySignature.values()];
  }
}

const ANY_MEMBER: IdentityType = { type: "member", home: "unnamed" };

/**
 * The one of the class who signs in to one of the tenants: a person of the directory if there is one, the one with the
 * lowest id, so that the same tenants always give the same witness.
 */
export function principalOf(
  { members }: PrincipalClass,
  { people, partition }: Principals,
  tenantIndex: number,
): Principal {
  const principals = members.map((member): Principal => {
    const identity = member.identities[tenantIndex] ?? ANY_MEMBER;
    if (member.kind !== "block") return { kind: member.kind, identity };
    const id = people[partition.blocks[member.block]?.first ?? -1]?.id;
    return id === undefined ? { kind: "somebody", identity } : { kind: "person", id, identity };
  });
  const [first, ...others] = principals.flatMap((principal) => (principal.kind === "person" ? [principal] : []));
  if (first === undefined) return principals[0] ?? { kind: "somebody", identity: ANY_MEMBER };
  return others.reduce((lowest, person) => (person.id < lowest.id ? person : lowest), first);
}

/** The people of these principal classes, sorted by id. */
export const peopleIn = (principalClasses: readonly PrincipalClass[], principals: Principals): readonly UserId[] =>
  identitiesIn(principalClasses, principals, 0).map(({ id }) => id);

/** A person of the directory with one of the identity types by which they are in some class. */
export interface Identified {
  readonly id: UserId;
  readonly identity: IdentityType;
}

/** The people of these principal classes, sorted by id, each with the first identity type by which they are in one. */
export function identitiesIn(
  principalClasses: readonly PrincipalClass[],
  { people, partition }: Principals,
  tenantIndex: number,
): readonly Identified[] {
  const identityOf: (IdentityType | undefined)[] = Array(partition.blocks.length).fill(undefined);
  for (const { members } of principalClasses)
    for (const one of members)
      if (one.kind === "block") identityOf[one.block] ??= one.identities[tenantIndex] ?? ANY_MEMBER;
  const identified: Identified[] = [];
  people.forEach(({ id }, number) => {
    const identity = identityOf[partition.blockOf[number] ?? 0];
    if (identity !== undefined) identified.push({ id, identity });
  });
  return identified;
}

/** The types of people whom nothing names, and of outsiders, that are in these classes from some home tenants only. */
export function partlyOpen(
  principalClasses: readonly PrincipalClass[],
  all: readonly PrincipalClass[],
  tenantIndex: number,
): ReadonlySet<IdentityType["type"]> {
  const [open, there] = [principalClasses, all].map((classes) => {
    const counts = new Map<IdentityType["type"], number>();
    for (const { identity } of othersIn(classes, tenantIndex))
      counts.set(identity.type, (counts.get(identity.type) ?? 0) + 1);
    return counts;
  });
  return new Set([...(open ?? [])].flatMap(([type, count]) => (count < (there?.get(type) ?? 0) ? [type] : [])));
}

/** The principals of these classes who are no people of the directory: people whom nothing names, and outsiders. */
export function othersIn(principalClasses: readonly PrincipalClass[], tenantIndex: number): readonly Principal[] {
  return principalClasses.flatMap(({ members }) =>
    members.flatMap((member) => {
      const identity = member.identities[tenantIndex];
      return member.kind === "block" || identity === undefined ? [] : [{ kind: member.kind, identity }];
    }),
  );
}
