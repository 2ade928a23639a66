import type { Reading } from "../../law/model/truth";
import { type BitSet, bitSetWhere, keyOf } from "../search/bit-set";
import { type CandidatePolicy, mayStop } from "../search/candidate-policy";
import type { IdentityNaming, IdentityTypes } from "./identity-naming";
import type { Naming } from "./partition";

/**
 * All principals with one signature, who therefore have the same bypasses, and whom the same policies would be about if what
 * isn't known turned out for the best: so that their bypasses hang on the same.
 */
export interface PrincipalClass {
  readonly signature: Signature;
  readonly members: readonly ClassMember[];
}

/** The candidate policies that are about a principal: under the cautious reading for certain, under the generous one maybe. */
export type Signature = { readonly [R in Reading]: BitSet };

/**
 * What a principal class is made of: whole blocks of people, people whom nothing names, and outsiders without an
 * object.
 */
export type ClassMember =
  | { readonly kind: "block"; readonly block: number; readonly identities: IdentityTypes }
  | { readonly kind: "unnamed"; readonly identities: IdentityTypes }
  | { readonly kind: "outsider"; readonly identities: IdentityTypes };

/** Whether the people are there in that tenant. */
export const isPresent = ({ members }: PrincipalClass, tenantIndex: number): boolean =>
  members.every(({ identities }) => identities[tenantIndex] !== undefined);

/** The bound on principal classes. Beyond it the verdict is unknown, unless a bypass is found for one of these. */
export const MOST_PRINCIPAL_CLASSES = 600_000;

/** Puts principals together who have the same signature and are present in the same tenants. */
export class PrincipalClasses {
  /** The candidate policies that may stop anybody at all, under each reading. */
  readonly #stopping: Signature;
  readonly #atBest: Signature | undefined;
  readonly #bySignature = new Map<string, { signature: Signature; members: ClassMember[] }>();

  /** @param atBest the candidate policies that differ if what isn't known turned out for the best; numbered behind the others */
  constructor(candidates: readonly CandidatePolicy[], atBest: readonly CandidatePolicy[]) {
    this.#stopping = stoppingOf(candidates, []);
    this.#atBest = atBest.length === 0 ? undefined : stoppingOf(atBest, candidates);
  }

  get isFull(): boolean {
    return this.#bySignature.size >= MOST_PRINCIPAL_CLASSES;
  }

  /**
   * @param identity how candidate policies name the member's identity type
   * @param naming how they name the person by id, group and role; none names an outsider that way
   */
  join(member: ClassMember, identity: IdentityNaming, naming: Naming): void {
    const signature = signatureOf(this.#stopping, identity, naming);
    const presence = member.identities.map((one) => (one === undefined ? "-" : "+")).join("");
    const atBest = this.#atBest === undefined ? "" : keyOfSignature(signatureOf(this.#atBest, identity, naming));
    const key = presence + keyOfSignature(signature) + atBest;
    const principalClass = this.#bySignature.get(key);
    if (principalClass === undefined) this.#bySignature.set(key, { signature, members: [member] });
    else principalClass.members.push(member);
  }

  all(): readonly PrincipalClass[] {
    return [...this.#bySignature.values()];
  }
}

/** Those of the candidates that may stop anybody at all, numbered from behind others. */
function stoppingOf(candidates: readonly CandidatePolicy[], before: readonly CandidatePolicy[]): Signature {
  const all = [...before, ...candidates];
  const under = (reading: Reading): BitSet =>
    bitSetWhere(all, (candidate, number) => number >= before.length && mayStop(candidate, reading));
  return { cautious: under("cautious"), generous: under("generous") };
}

const signatureOf = (stopping: Signature, identity: IdentityNaming, naming: Naming): Signature => ({
  cautious: about(stopping.cautious, identity.included, identity.mayExclude, naming),
  generous: about(stopping.generous, identity.mayInclude, identity.excluded, naming),
});

const keyOfSignature = ({ cautious, generous }: Signature): string => keyOf(cautious) + keyOf(generous);

/** The candidate policies that are about somebody: some include names them and no exclude does, as in `meetsUsers`. */
function about(stopping: BitSet, included: BitSet, excluded: BitSet, naming: Naming): BitSet {
  const bits = stopping.slice();
  for (let word = 0; word < bits.length; word++)
    bits[word] =
      (bits[word] ?? 0) &
      ((included[word] ?? 0) | (naming.included[word] ?? 0)) &
      ~((excluded[word] ?? 0) | (naming.excluded[word] ?? 0));
  return bits;
}
