import { canBe, canBeWhatever, type Formula, Numbered } from "./formula";
import { isNotTold, Members } from "./law";
import { CLASSES, type Exempted, everybody, homesOf, OUTSIDERS, Population, type Somebody } from "./people";
import type { Raw } from "./raw";
import { bothOf, openIn, policiesOf, waysOf } from "./ways";

/** *bypass* iff somebody gets in whatever the content that isn't understood means; *unknown* if that hangs on such content. */
export type Kind = "proved" | "bypass" | "unknown";

export interface OracleVerdict {
  readonly kind: Kind;
  /** The same if groups and roles that aren't wholly known held nobody but their known members. */
  readonly ifUnknownGroupsEmpty: Kind;
  readonly users: readonly string[];
  readonly classes: readonly string[];
  readonly externals: readonly string[];
}

/**
 * A second opinion: decides a tenant by trying every sign-in with everything that it can show, in every case of what the file
 * doesn't tell, straight from Graph's JSON and from the documents. It shares no line with the product. Sign-ins that every
 * policy answers alike are tried once; that is all its cleverness.
 */
export function secondOpinion(tenant: Raw, exempted: Exempted): OracleVerdict {
  const numbered = new Numbered();
  const ways = waysOf([tenant], policiesOf([tenant]), numbered);
  const kindFor = ({ about }: Alike): Kind => {
    const numbers = about.map((one) => numbered.of(one));
    const open = ways.map((way) => bothOf(way, numbers, numbered));
    return kindOf(openIn(open, numbered));
  };
  const opinion = (isEmptied: boolean) => {
    const everybody = whoIsAlike(tenant, exempted, isEmptied);
    return opinionOf(tenant, everybody, everybody.map(kindFor));
  };
  return { ...opinion(false), ifUnknownGroupsEmpty: opinion(true).kind };
}

/** People that the policies are about in the same cases. */
export interface Alike {
  readonly about: readonly Formula[];
  readonly people: Somebody[];
}

/** Everybody who isn't exempt. @param isEmptied whether groups and roles that aren't wholly known hold nobody else */
export function whoIsAlike(tenant: Raw, exempted: Exempted, isEmptied: boolean): readonly Alike[] {
  const population = new Population(tenant, exempted);
  const members = new Members(tenant, exempted.groups, { isEmptied });
  const policies = policiesOf([tenant]);
  const all = new Map<string, Alike>();
  for (const who of everybody(tenant, homesOf([tenant]))) {
    if (population.isExempt(who)) continue;
    const about = policies.map(({ conditions }) => members.about(conditions, who));
    const key = JSON.stringify(about);
    const known = all.get(key);
    if (known === undefined) all.set(key, { about, people: [who] });
    else known.people.push(who);
  }
  return [...all.values()];
}

/** What is said of a tenant, from what is said of its people. */
export function opinionOf(
  tenant: Raw,
  everybody: readonly Alike[],
  kinds: readonly Kind[],
): Omit<OracleVerdict, "ifUnknownGroupsEmpty"> {
  const found = everybody.flatMap(({ people }, at) => (kinds[at] === "proved" ? [] : people));
  const types = new Set(found.map(({ type }) => type));
  const isListed = Array.isArray(tenant["users"]);
  return {
    kind: kinds.includes("bypass") ? "bypass" : kinds.includes("unknown") ? "unknown" : "proved",
    users: isListed ? [...new Set(found.flatMap(({ id }) => id ?? []))].sort() : [],
    classes: isListed ? [] : CLASSES.filter((one) => types.has(one)),
    externals: OUTSIDERS.filter((one) => types.has(one)),
  };
}

/** A bypass, if in some case nothing stops a sign-in whatever the content means that isn't understood; else unknown, if in some case. */
function kindOf(holes: readonly Formula[]): Kind {
  if (holes.some((hole) => canBeWhatever(hole, isNotTold))) return "bypass";
  return holes.some(canBe) ? "unknown" : "proved";
}
