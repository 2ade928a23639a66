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

/** Everybody with one signature: whole blocks of people, people whom nothing names, and outsiders. */
export interface PrincipalClass {
  readonly signature: Signature;
  readonly members: readonly ClassMember[];
}

export type ClassMember =
  | { readonly kind: "block"; readonly block: number; readonly identities: IdentityTypes }
  | { readonly kind: "somebody"; readonly identities: IdentityTypes }
  | { readonly kind: "outsider"; readonly identities: IdentityTypes };

/** The identities of the universe: enough of them, because whoever isn't here has the signature of one who is. */
export interface Principals {
  readonly people: readonly Person[];
  readonly partition: Partition;
  readonly classes: readonly PrincipalClass[];
  /** False where there were too many principal classes, so that some people are in none. */
  readonly isWhole: boolean;
}

/** More principal classes than this aren't made: the verdict says so, unless a bypass is found for one of these. */
export const MOST_PRINCIPAL_CLASSES = 600_000;

/**
 * @param tenants one, or the two that are compared
 * @param isExempt people who may be uncovered, and are therefore not looked at
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
  const facetsFor = (classes: Person["classes"]): readonly IdentityNaming[] => {
    const key = classes.join("|");
    const known = byClasses.get(key) ?? distinctIdentityTypes(candidates, identityTypesOf(classes, homes));
    byClasses.set(key, known);
    return known;
  };
  partition.blocks.forEach(({ first, naming }, block) => {
    if (principalClasses.isFull) return;
    const named = naming();
    for (const identity of facetsFor(people[first]?.classes ?? []))
      principalClasses.join({ kind: "block", block, identities: identity.identities }, identity, named);
  });
  for (const identity of facetsFor(tenants.map(unnamedClasses)))
    principalClasses.join({ kind: "somebody", identities: identity.identities }, identity, partition.usual);
  for (const identity of distinctIdentityTypes(candidates, outsiderIdentityTypes(tenants.length, homes)))
    principalClasses.join({ kind: "outsider", identities: identity.identities }, identity, unnamed);
  return { people, partition, classes: principalClasses.all(), isWhole: !principalClasses.isFull };
}

/** While the users aren't known there may be people of every class whom nothing names. */
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

/** The identity that signs in to one of the tenants: of several, the person with the lowest id, so that it is always the same. */
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

/** The people of these principal classes, in the order of the population, which is by id. */
export function peopleIn(
  principalClasses: readonly PrincipalClass[],
  { people, partition }: Principals,
): readonly UserId[] {
  const present = new Uint8Array(partition.blocks.length);
  for (const { members } of principalClasses)
    for (const one of members) if (one.kind === "block") present[one.block] = 1;
  const ids: UserId[] = [];
  people.forEach(({ id }, number) => {
    if (present[partition.blockOf[number] ?? 0] === 1) ids.push(id);
  });
  return ids;
}

/** Those in these principal classes who are no people of the directory by name. */
export function othersIn(principalClasses: readonly PrincipalClass[], tenantIndex: number): readonly Principal[] {
  return principalClasses.flatMap(({ members }) =>
    members.flatMap((member) => {
      const identity = member.identities[tenantIndex];
      return member.kind === "block" || identity === undefined ? [] : [{ kind: member.kind, identity }];
    }),
  );
}
