import { emptyBits } from "../cells/bits";
import type { Contender } from "../cells/contender";
import type { UserId } from "../ids";
import { type Facet, PERSON_CLASSES, type PersonClass, type Principal } from "../sign-in";
import type { Tenant } from "../tenant";
import { type Facets, facetsOf, namedHomes, outsiderFacets, type Person, peopleOf } from "./people";
import { type Naming, type Roster, rosterOf } from "./roster";
import { distinctFacets, type FacetNaming, type Signature, Signatures } from "./signature";

/** Everybody with one signature: whole cohorts of people, people whom nothing names, and outsiders. */
export interface Crowd {
  readonly signature: Signature;
  readonly members: readonly CrowdMember[];
}

export type CrowdMember =
  | { readonly kind: "cohort"; readonly cohort: number; readonly facets: Facets }
  | { readonly kind: "somebody"; readonly facets: Facets }
  | { readonly kind: "outsider"; readonly facets: Facets };

/** The identities of the universe: enough of them, because whoever isn't here has the signature of one who is. */
export interface Population {
  readonly people: readonly Person[];
  readonly roster: Roster;
  readonly crowds: readonly Crowd[];
  /** False where there were too many crowds, so that some people are in none. */
  readonly isWhole: boolean;
}

/** More crowds than this aren't made: the verdict says so, unless a hole is found for one of these. */
export const MOST_CROWDS = 600_000;

/**
 * @param tenants one, or the two that are compared
 * @param isExempt people who may be uncovered, and are therefore not looked at
 */
export function populationOf(
  tenants: readonly Tenant[],
  contenders: readonly Contender[],
  isExempt: (person: UserId) => boolean,
): Population {
  const people = peopleOf(tenants, isExempt);
  const roster = rosterOf(people, contenders);
  const homes = namedHomes(contenders.map(({ policy }) => policy));
  const crowds = new Crowds(contenders);
  const unnamed: Naming = { included: emptyBits(contenders.length), excluded: emptyBits(contenders.length) };
  const byClasses = new Map<string, readonly FacetNaming[]>();
  const facetsFor = (classes: Person["classes"]): readonly FacetNaming[] => {
    const key = classes.join("|");
    const known = byClasses.get(key) ?? distinctFacets(contenders, facetsOf(classes, homes));
    byClasses.set(key, known);
    return known;
  };
  roster.cohorts.forEach(({ first, naming }, cohort) => {
    if (crowds.isFull) return;
    const named = naming();
    for (const facet of facetsFor(people[first]?.classes ?? []))
      crowds.join({ kind: "cohort", cohort, facets: facet.facets }, facet, named);
  });
  for (const facet of facetsFor(tenants.map(unnamedClasses)))
    crowds.join({ kind: "somebody", facets: facet.facets }, facet, roster.usual);
  for (const facet of distinctFacets(contenders, outsiderFacets(tenants.length, homes)))
    crowds.join({ kind: "outsider", facets: facet.facets }, facet, unnamed);
  return { people, roster, crowds: crowds.all(), isWhole: !crowds.isFull };
}

/** While the users aren't known there may be people of every class whom nothing names. */
const unnamedClasses = ({ users }: Tenant): readonly PersonClass[] => (users === undefined ? PERSON_CLASSES : []);

class Crowds {
  readonly #signatures: Signatures;
  readonly #bySignature = new Map<string, { signature: Signature; members: CrowdMember[] }>();

  constructor(contenders: readonly Contender[]) {
    this.#signatures = new Signatures(contenders);
  }

  get isFull(): boolean {
    return this.#bySignature.size >= MOST_CROWDS;
  }

  join(member: CrowdMember, facet: FacetNaming, naming: Naming): void {
    const signature = this.#signatures.of(facet, naming);
    const presence = member.facets.map((one) => (one === undefined ? "-" : "+")).join("");
    const key = presence + signature.key;
    const crowd = this.#bySignature.get(key);
    if (crowd === undefined) this.#bySignature.set(key, { signature, members: [member] });
    else crowd.members.push(member);
  }

  all(): readonly Crowd[] {
    return [...this.#bySignature.values()];
  }
}

const NOBODY_IN_PARTICULAR: Facet = { type: "member", home: "unnamed" };

/** The identity that signs in to one of the tenants: of several, the person with the lowest id, so that it is always the same. */
export function principalOf({ members }: Crowd, { people, roster }: Population, side: number): Principal {
  const principals = members.map((member): Principal => {
    const facet = member.facets[side] ?? NOBODY_IN_PARTICULAR;
    if (member.kind !== "cohort") return { kind: member.kind, facet };
    const id = people[roster.cohorts[member.cohort]?.first ?? -1]?.id;
    return id === undefined ? { kind: "somebody", facet } : { kind: "person", id, facet };
  });
  const [first, ...others] = principals.flatMap((principal) => (principal.kind === "person" ? [principal] : []));
  if (first === undefined) return principals[0] ?? { kind: "somebody", facet: NOBODY_IN_PARTICULAR };
  return others.reduce((lowest, person) => (person.id < lowest.id ? person : lowest), first);
}

/** The people of these crowds, in the order of the population, which is by id. */
export function peopleIn(crowds: readonly Crowd[], { people, roster }: Population): readonly UserId[] {
  const present = new Uint8Array(roster.cohorts.length);
  for (const { members } of crowds) for (const one of members) if (one.kind === "cohort") present[one.cohort] = 1;
  const ids: UserId[] = [];
  people.forEach(({ id }, number) => {
    if (present[roster.cohortOf[number] ?? 0] === 1) ids.push(id);
  });
  return ids;
}

/** Those in these crowds who are no people of the directory by name. */
export function othersIn(crowds: readonly Crowd[], side: number): readonly Principal[] {
  return crowds.flatMap(({ members }) =>
    members.flatMap((member) => {
      const facet = member.facets[side];
      return member.kind === "cohort" || facet === undefined ? [] : [{ kind: member.kind, facet }];
    }),
  );
}
