import type { UserId } from "../../law/model/ids";
import type { IdentityType, Principal } from "../../law/model/sign-in";
import type { BitSet } from "./bit-set";
import type { IdentityTypes } from "./identity-types";
import type { Person } from "./numbered-people";
import type { Block } from "./partition";

/** All principals whom the same policies stop in the same circumstances, whatever the unknown data is. They have the same bypasses. */
export interface PrincipalClass {
  /** For each tenant the stops that its policies are to them, by number; undefined if they aren't in that tenant. */
  readonly stops: readonly (BitSet | undefined)[];
  readonly members: ClassMember[];
}

/** A whole block of people, people that no list names, or outsiders without an object. */
export type ClassMember =
  | { readonly kind: "block"; readonly block: Block; readonly identities: IdentityTypes }
  | { readonly kind: "unnamed" | "outsider"; readonly identities: IdentityTypes };

/** Whether the people are there in that tenant. */
export const isPresent = ({ stops }: PrincipalClass, tenantIndex: number): boolean => stops[tenantIndex] !== undefined;

const ANY_MEMBER: IdentityType = { type: "member", home: "unnamed" };

/** The principals of one tenant or two, in classes. Anyone else is like the members of some class. */
export class Principals {
  readonly people: readonly Person[];
  readonly classes: readonly PrincipalClass[];
  /** False iff there were too many classes or identity types, so that some people are in no class. */
  readonly isWhole: boolean;

  constructor(people: readonly Person[], classes: readonly PrincipalClass[], isWhole: boolean) {
    this.people = people;
    this.classes = classes;
    this.isWhole = isWhole;
  }

  /** How many people of the directory are in these classes. */
  count(classes: Iterable<PrincipalClass>): number {
    let count = 0;
    for (const { people } of blocksIn(classes).keys()) count += people.length;
    return count;
  }

  /** The principal of a witness: the person with the lowest id, so that the same tenants always give the same witness. */
  oneOf(principals: PrincipalClass, tenantIndex: number): Principal {
    const people = [...blocksIn([principals])].map(
      ([
        {
          people: [first = 0],
        },
        { identities },
      ]) => ({ first, identities }),
    );
    const [lowest] = people.sort((one, other) => one.first - other.first);
    if (lowest !== undefined)
      return { kind: "person", id: this.#idOf(lowest.first), identity: lowest.identities[tenantIndex] ?? ANY_MEMBER };
    const [other] = this.othersIn([principals], tenantIndex);
    return other ?? { kind: "unnamed", identity: ANY_MEMBER };
  }

  /** The people of these classes by their ids, sorted. */
  idsIn(classes: readonly PrincipalClass[]): readonly UserId[] {
    const numbers = [...blocksIn(classes).keys()].flatMap(({ people }) => people);
    return Array.from(Int32Array.from(numbers).sort(), (number) => this.#idOf(number));
  }

  #idOf(number: number): UserId {
    return (this.people[number] as Person).id;
  }

  /** The principals of these classes that aren't people of the directory: people that no list names, and outsiders. */
  othersIn(classes: readonly PrincipalClass[], tenantIndex: number): readonly Principal[] {
    return classes.flatMap(({ members }) =>
      members.flatMap((member) => {
        const identity = member.identities[tenantIndex];
        return member.kind === "block" || identity === undefined ? [] : [{ kind: member.kind, identity }];
      }),
    );
  }

  /** The types of people that no list names, and of outsiders, that are in these classes from some home tenants only. */
  partlyIn(classes: readonly PrincipalClass[], tenantIndex: number): ReadonlySet<IdentityType["type"]> {
    const here = countedByType(this.othersIn(classes, tenantIndex));
    const everywhere = countedByType(this.othersIn(this.classes, tenantIndex));
    return new Set([...here].flatMap(([type, count]) => (count < (everywhere.get(type) ?? 0) ? [type] : [])));
  }
}

/** The blocks of these classes, each as the first member that it is. */
function blocksIn(classes: Iterable<PrincipalClass>): ReadonlyMap<Block, ClassMember> {
  const blocks = new Map<Block, ClassMember>();
  for (const { members } of classes)
    for (const one of members) if (one.kind === "block" && !blocks.has(one.block)) blocks.set(one.block, one);
  return blocks;
}

function countedByType(principals: readonly Principal[]): ReadonlyMap<IdentityType["type"], number> {
  const counts = new Map<IdentityType["type"], number>();
  for (const { identity } of principals) counts.set(identity.type, (counts.get(identity.type) ?? 0) + 1);
  return counts;
}
