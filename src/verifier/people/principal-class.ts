import { type BitSet, both, either, emptyBitSet, hasBit, isEmpty, keyOf, putBit, without } from "./bit-set";
import type { IdentityNaming, IdentityTypes } from "./identity-types";
import type { Naming } from "./partition";

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
