import type { UserId } from "../../law/model/ids";
import type { IdentityType, Principal } from "../../law/model/sign-in";
import type { IdentityTypes } from "./identity-types";
import type { Person } from "./numbered-people";
import type { BitSet, Block } from "./partition";

/** All principals that the same policies stop in the same circumstances, whatever the unknown data is. They have the same bypasses. */
export interface PrincipalClass {
  /** For each tenant the stops that its policies are to them, by number; undefined if they aren't in that tenant. */
  readonly stops: readonly (BitSet | undefined)[];
  /** First come the blocks, in the order of their first people. */
  readonly members: ClassMember[];
}

/** A whole block of people, people that no list names, or outsiders without an object. */
export interface ClassMember {
  readonly who: Block | "unnamed" | "outsider";
  readonly identities: IdentityTypes;
}

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
    for (const { people } of blocksIn(classes)) count += people.length;
    return count;
  }

  /** The principal of a witness: the person with the lowest id, so that the same tenants always give the same witness. */
  oneOf({ members: [first] }: PrincipalClass, tenantIndex: number): Principal {
    const { who = "unnamed", identities = [] } = first ?? {};
    const identity = identities[tenantIndex] ?? ANY_MEMBER;
    return typeof who === "string"
      ? { kind: who, identity }
      : { kind: "person", id: this.#idOf(who.people[0] ?? 0), identity };
  }

  /** The people of these classes by their ids, sorted. */
  idsIn(classes: readonly PrincipalClass[]): readonly UserId[] {
    const isIn = new Uint8Array(this.people.length);
    for (const { people } of blocksIn(classes)) for (const number of people) isIn[number] = 1;
    return this.people.filter(({ number }) => isIn[number] === 1).map(({ id }) => id);
  }

  #idOf(number: number): UserId {
    return (this.people[number] as Person).id;
  }

  /** The principals of these classes that aren't people of the directory: people that no list names, and outsiders. */
  othersIn(classes: readonly PrincipalClass[], tenantIndex: number): readonly Principal[] {
    const others: Principal[] = [];
    for (const { members } of classes)
      for (const { who, identities } of members) {
        const identity = identities[tenantIndex];
        if (typeof who === "string" && identity !== undefined) others.push({ kind: who, identity });
      }
    return others;
  }

  /** The types of people that no list names, and of outsiders, that are in these classes from some home tenants only. */
  partlyIn(classes: readonly PrincipalClass[], tenantIndex: number): ReadonlySet<IdentityType["type"]> {
    const here = countedByType(this.othersIn(classes, tenantIndex));
    const everywhere = countedByType(this.othersIn(this.classes, tenantIndex));
    return new Set([...here].flatMap(([type, count]) => (count < (everywhere.get(type) ?? 0) ? [type] : [])));
  }
}

/** The blocks of these classes. */
function blocksIn(classes: Iterable<PrincipalClass>): ReadonlySet<Block> {
  const blocks = new Set<Block>();
  for (const { members } of classes) for (const { who } of members) if (typeof who === "object") blocks.add(who);
  return blocks;
}

function countedByType(principals: readonly Principal[]): ReadonlyMap<IdentityType["type"], number> {
  const counts = new Map<IdentityType["type"], number>();
  for (const { identity } of principals) counts.set(identity.type, (counts.get(identity.type) ?? 0) + 1);
  return counts;
}
