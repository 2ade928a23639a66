import type { UserId } from "../../model/ids";
import { type IdentityType, PERSON_CLASSES, type PersonClass, type Principal } from "../../model/sign-in";
import type { Tenant } from "../../model/tenant";
import { emptyBitSet } from "../search/bit-set";
import type { CandidatePolicy } from "../search/candidate-policy";
import { type Naming, type Partition, partitionOf } from "./partition";
import {
  type IdentityTypes,
  identityTypesOf,
  namedHomes,
  outsiderIdentityTypes,
  type Person,
  peopleOf,
} from "./people";
import { distinctIdentityTypes, type IdentityNaming, type Signature, Signatures } from "./signature";

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
  const homes = namedHomes(candidates.map(({ policy }) => policy));
  const principalClasses = new PrincipalClasses(candidates);
  const unnamed: Naming = { included: emptyBitSet(candidates.length), excluded: emptyBitSet(candidates.length) };
  const byClasses = new Map<string, readonly IdentityNaming[]>();
  const namingsFor = (classes: Person["classes"]): readonly IdentityNaming[] => {
    const key = classes.join("|");
    const known = byClasses.get(key) ?? distinctIdentityTypes(candidates, identityTypesOf(classes, homes));
    byClasses.set(key, known);
    return known;
  };
  partition.blocks.forEach(({ first, naming }, block) => {
    if (principalClasses.isFull) return;
    const named = naming();
    for (const naming of namingsFor(people[first]?.classes ?? []))
      principalClasses.join({ kind: "block", block, identities: naming.identities }, naming, named);
  });
  for (const naming of namingsFor(tenants.map(unnamedClasses)))
    principalClasses.join({ kind: "somebody", identities: naming.identities }, naming, partition.usual);
  for (const naming of distinctIdentityTypes(candidates, outsiderIdentityTypes(tenants.length, homes)))
    principalClasses.join({ kind: "outsider", identities: naming.identities }, naming, unnamed);
  return { people, partition, classes: principalClasses.all(), isWhole: !principalClasses.isFull };
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
