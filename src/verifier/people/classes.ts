import type { EvaluationContext } from "../../law/evaluate";
import type { NamedParts } from "../../law/membership/membership";
import { OUTSIDER_TYPES, PERSON_CLASSES, type PersonClass } from "../../law/model/sign-in";
import type { Encoding } from "../encoding/encoding";
import { type EncodedPolicy, type RoleInPart, rolesInPartOf } from "../encoding/users";
import { type BitSet, bitSetWhere, difference, emptyBitSet, intersection, keyOf, numbersIn, union } from "./bit-set";
import { type IdentityNaming, IdentityTypeClasses, type Types } from "./identity-types";
import { mayHaveOthers, NumberedPeople } from "./numbered-people";
import { type Namer, type Naming, partitionOf } from "./partition";
import { type ClassMember, type PrincipalClass, Principals } from "./principals";

/** One person of each class. If a change of the policies names no other people, the whole class gets in iff that person does. */
export function firstOfClasses({ tenant, membership }: EvaluationContext, numbered: NumberedPeople): NumberedPeople {
  const policies = tenant.policies.map((policy) => ({ policy, membership }));
  const namers = namersOf(policies, rolesInPartOf(tenant.policies, membership));
  const kept = new Set(partitionOf(numbered, namers).map(({ people }) => numbered.people[people[0] ?? 0]?.id));
  return new NumberedPeople([tenant], (person) => !kept.has(person));
}

/**
 * Puts all principals into classes. Two are in one class iff the same policies are about them, whatever the unknown data is, and they
 * are in the same tenants.
 * @param numbered the people who aren't exempt: exempt people are in no class
 */
export function principalsOf(by: Encoding, numbered: NumberedPeople): Principals {
  const tenants = by.sides.map(({ tenant }) => tenant);
  const namers = namersOf(by.policies, by.rolesInPart);
  const identityTypes = new IdentityTypeClasses(by.policies, by.areReadingsOpen);
  const numbers = {
    mayHoldAnybody: bitSetWhere(by.policies, includesUnknownHolders),
    roles: bitSetWhere(namers, (_, number) => number >= by.policies.length),
  };
  const classes = new Map<string, PrincipalClass>();
  const join = (member: MemberOf<ClassMember>, types: Types, naming: Naming): void => {
    for (const identity of identityTypes.of(types)) {
      const { key, ...principals } = classOf(member.kind !== "outsider", identity, naming, numbers);
      const known = classes.get(key) ?? { ...principals, number: classes.size, members: [] };
      known.members.push({ ...member, identities: identity.identities });
      classes.set(key, known);
    }
  };
  for (const block of partitionOf(numbered, namers))
    if (classes.size < MOST_PRINCIPAL_CLASSES) join({ kind: "block", block }, block.types, block.naming());
  const isWhole = classes.size < MOST_PRINCIPAL_CLASSES;
  // If not all users are known, there may be people of every class that no list names.
  const unnamed = tenants.map((tenant): readonly PersonClass[] => (mayHaveOthers(tenant) ? PERSON_CLASSES : []));
  const notNamed = { included: emptyBitSet(namers.length), excluded: emptyBitSet(namers.length) };
  join({ kind: "unnamed" }, unnamed, notNamed);
  const outsiders = tenants.map(() => OUTSIDER_TYPES);
  join({ kind: "outsider" }, outsiders, notNamed);
  return new Principals(numbered.people, [...classes.values()], isWhole && identityTypes.areWhole);
}

type MemberOf<Member> = Member extends unknown ? Omit<Member, "identities"> : never;

type NamingPolicy = Pick<EncodedPolicy, "policy" | "membership">;

/** The policies by number and, behind them, the roles. What a policy says of everybody names nobody in particular. */
function namersOf(policies: readonly NamingPolicy[], rolesInPart: readonly RoleInPart[]): readonly Namer[] {
  return [
    ...policies.map(({ policy: { users }, membership }): Namer => {
      const { include, exclude } = users;
      const included = include.everyone || exclude.everyone ? NO_PARTS : membership.partsOf(include, "include");
      return { membership, included, excluded: exclude.everyone ? NO_PARTS : membership.partsOf(exclude, "include") };
    }),
    ...rolesInPart.map(({ membership, holders }): Namer => ({ membership, included: holders, excluded: NO_PARTS })),
  ];
}

const NO_PARTS: NamedParts = { people: new Set(), groups: new Set(), mayHoldOthers: false };

/** Whether the policy includes groups or roles that may hold people who aren't known. */
const includesUnknownHolders = ({ policy: { users }, membership }: EncodedPolicy): boolean =>
  membership.partsOf(users.include, "exclude").mayHoldOthers ||
  [...users.include.roles].some((role) => membership.inPartOf(role) !== undefined);

/** The most principal classes. Beyond it the verdict is *unknown*, unless a bypass is found for one of these. */
const MOST_PRINCIPAL_CLASSES = 600_000;

/**
 * The class of everybody who is named so, with a key that tells it apart.
 * @param identity how policies name the identity type
 * @param naming how policies name the person by id, group and role; and the roles that the person holds in part
 */
function classOf(
  isInDirectory: boolean,
  { identities, ...identity }: IdentityNaming,
  naming: Naming,
  numbers: { readonly mayHoldAnybody: BitSet; readonly roles: BitSet },
): Omit<PrincipalClass, "number" | "members"> & { readonly key: string } {
  const excluded = union(identity.excluded, naming.excluded);
  const included = difference(union(identity.included, difference(naming.included, numbers.roles)), excluded);
  const open = isInDirectory ? union(identity.mayInclude, numbers.mayHoldAnybody) : identity.mayInclude;
  const live = union(included, difference(open, excluded));
  const rolesInPart = intersection(naming.included, numbers.roles);
  const unclear = intersection(
    live,
    union(difference(identity.mayInclude, identity.included), difference(identity.mayExclude, identity.excluded)),
  );
  const presence = identities.map((one) => (one === undefined ? "-" : "+")).join("");
  const types = numbersIn(unclear).length === 0 ? "" : identities.map((one) => `${one?.type} ${one?.home}`).join();
  const key = [presence, isInDirectory, keyOf(included), keyOf(live), keyOf(rolesInPart), types].join(" ");
  return { key, included, live, rolesInPart, isInDirectory, identities };
}
