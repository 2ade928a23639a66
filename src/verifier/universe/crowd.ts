import type { Contender } from "../cells/contender";
import type { UserId } from "../ids";
import { type Facet, type HomeTenant, PERSON_CLASSES, type Principal } from "../sign-in";
import type { Tenant } from "../tenant";
import { facetsOf, namedHomes, outsiderFacets, type Person, peopleOf } from "./people";
import { type Naming, type Roster, rosterOf } from "./roster";
import { distinctFacets, type FacetNaming, type Signature, signatureOf } from "./signature";

/** Everybody with one signature: whole cohorts of people, people whom nothing names, and outsiders. */
export interface Crowd {
  readonly signature: Signature;
  readonly members: readonly CrowdMember[];
}

export type CrowdMember =
  | { readonly kind: "cohort"; readonly cohort: number; readonly facet: Facet }
  | { readonly kind: "somebody"; readonly facet: Facet }
  | { readonly kind: "outsider"; readonly facet: Facet };

/** The identities of the universe: enough of them, because whoever isn't here has the same signature as one who is. */
export interface Population {
  readonly people: readonly Person[];
  readonly roster: Roster;
  readonly crowds: readonly Crowd[];
}

const UNNAMED: Naming = { included: false, excluded: false };

/** @param isExempt people who may be uncovered, and are therefore not looked at */
export function populationOf(
  tenant: Tenant,
  contenders: readonly Contender[],
  isExempt: (person: UserId) => boolean,
): Population {
  const people = peopleOf([tenant], isExempt);
  const roster = rosterOf(people, contenders);
  const homes = namedHomes(contenders.map(({ policy }) => policy));
  const crowds = new Map<string, { signature: Signature; members: CrowdMember[] }>();
  const join = (member: CrowdMember, facet: FacetNaming, naming: (contender: number) => Naming): void => {
    const signature = signatureOf(contenders, facet, naming);
    const crowd = crowds.get(signature.key);
    if (crowd === undefined) crowds.set(signature.key, { signature, members: [member] });
    else crowd.members.push(member);
  };
  const inDirectory = personFacets(contenders, homes);
  roster.cohorts.forEach(({ first, naming }, cohort) => {
    const classes = people[first]?.classes[0] ?? [];
    for (const type of classes)
      for (const facet of inDirectory.get(type) ?? [])
        join({ kind: "cohort", cohort, facet: facet.facet }, facet, naming);
  });
  if (tenant.users === undefined)
    for (const facet of [...inDirectory.values()].flat())
      join({ kind: "somebody", facet: facet.facet }, facet, roster.usual);
  for (const facet of distinctFacets(contenders, outsiderFacets(homes)))
    join({ kind: "outsider", facet: facet.facet }, facet, () => UNNAMED);
  return { people, roster, crowds: [...crowds.values()] };
}

const personFacets = (contenders: readonly Contender[], homes: readonly HomeTenant[]) =>
  new Map(PERSON_CLASSES.map((type) => [type, distinctFacets(contenders, facetsOf(type, homes))] as const));

/** One identity of a crowd's member. */
export function principalOf(member: CrowdMember, { people, roster }: Population): Principal {
  if (member.kind !== "cohort") return member;
  const id = people[roster.cohorts[member.cohort]?.first ?? -1]?.id;
  return id === undefined ? { kind: "somebody", facet: member.facet } : { kind: "person", id, facet: member.facet };
}
