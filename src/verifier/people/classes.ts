import type { EvaluationContext } from "../../law/evaluate";
import type { NamedParts } from "../../law/membership/membership";
import { OUTSIDER_TYPES, PERSON_CLASSES } from "../../law/model/sign-in";
import { memoize } from "../../text/memoize";
import type { Encoding } from "../encoding/encoding";
import { type EncodedPolicy, type RoleInPart, rolesInPartOf } from "../encoding/users";
import { identitiesOf, namedHomeTenants, type Types } from "./identity-types";
import { mayHaveOthers, NumberedPeople } from "./numbered-people";
import { type Namer, type Naming, NOT_NAMED, partitionOf } from "./partition";
import { type ClassMember, type PrincipalClass, Principals } from "./principals";

/** One person of each class. If a change of the policies names no other people, the whole class gets in iff that person does. */
export function firstOfClasses({ tenant, membership }: EvaluationContext, numbered: NumberedPeople): NumberedPeople {
  const policies = tenant.policies.map((policy) => ({ policy, membership }));
  const namers = namersOf(policies, rolesInPartOf(tenant.policies, membership));
  const kept = new Set(partitionOf(numbered, namers).map(({ people }) => numbered.people[people[0] ?? 0]?.id));
  return new NumberedPeople([tenant], (person) => !kept.has(person));
}

/**
 * Puts all principals into classes. Two are in one class iff in each tenant the same policies stop them in the same circumstances,
 * whatever the unknown data is.
 * @param numbered the people who aren't exempt: exempt people are in no class
 */
export function principalsOf(by: Encoding, numbered: NumberedPeople): Principals {
  const homes = namedHomeTenants(by.policies.map(({ policy }) => policy));
  const possible = memoize((types: Types) => identitiesOf(types, homes));
  const classes = new Map<string, PrincipalClass>();
  let isWhole = true;
  for (const { who, types, naming } of everybodyIn(by, numbered)) {
    const all = possible(types);
    if (all.length > MOST_IDENTITY_TYPES || classes.size >= MOST_PRINCIPAL_CLASSES) {
      isWhole = false;
      continue;
    }
    const joined = new Set<string>();
    for (const identities of all) {
      const stops = by.stops.ofEach(identities, who !== "outsider", naming);
      const key = stops.map((one) => one?.toString(32)).join();
      const known = classes.get(key) ?? { stops, members: [] };
      classes.set(key, known);
      // Home tenants that no policy of the class tells apart are one member of it.
      const alike = `${key} ${identities.map((one) => one?.type)}`;
      if (!joined.has(alike)) known.members.push({ who, identities });
      joined.add(alike);
    }
  }
  return new Principals(numbered.people, [...classes.values()], isWhole);
}

interface Candidate extends Pick<ClassMember, "who"> {
  readonly types: Types;
  readonly naming: Naming;
}

/** The people in blocks, people that no list names if some users aren't known, and outsiders. */
function* everybodyIn({ sides, policies, rolesInPart }: Encoding, numbered: NumberedPeople): Generator<Candidate> {
  const blocks = partitionOf(numbered, namersOf(policies, rolesInPart));
  for (const block of blocks) yield { who: block, ...block };
  const unnamed = sides.map(({ tenant }) => (mayHaveOthers(tenant) ? PERSON_CLASSES : []));
  yield { who: "unnamed", types: unnamed, naming: NOT_NAMED };
  yield { who: "outsider", types: sides.map(() => OUTSIDER_TYPES), naming: NOT_NAMED };
}

/** The most principal classes, and the most identity types of one person. Beyond it the verdict is *unknown*, unless a bypass is found. */
const MOST_PRINCIPAL_CLASSES = 600_000;
const MOST_IDENTITY_TYPES = 10_000;

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
