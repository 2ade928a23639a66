import { canBe, canBeWhatever, type Formula, Numbered } from "./formula";
import { isNotTold, Members } from "./law";
import { CLASSES, type Exempted, everybody, homesOf, OUTSIDERS, Population } from "./people";
import type { Raw } from "./raw";
import { bothOf, openIn, policiesOf, type Way, waysOf } from "./ways";

type Kind = "proved" | "bypass" | "unknown";

export interface OracleVerdict {
  readonly kind: Kind;
  /** The same if groups and roles of which some isn't known held nobody but those who are known. */
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
  const holesFor = (about: Way) =>
    openIn(
      ways.map((way) => bothOf(way, about, numbered)),
      numbered,
    );
  const aboutOf = (formulas: readonly Formula[]): Way => formulas.map((one) => numbered.of(one));
  const opinion = (isEmptied: boolean) =>
    opinionOn(tenant, exempted, isEmptied, (about) => kindOf(holesFor(aboutOf(about))));
  const { kind, ...found } = opinion(false);
  const { kind: ifUnknownGroupsEmpty } = opinion(true);
  return { kind, ifUnknownGroupsEmpty, ...found };
}

function opinionOn(
  tenant: Raw,
  exempted: Exempted,
  isEmptied: boolean,
  kindFor: (about: readonly Formula[]) => Kind,
): Omit<OracleVerdict, "ifUnknownGroupsEmpty"> {
  const population = new Population(tenant, exempted);
  const members = new Members(tenant, exempted.groups, { isEmptied });
  const found = { users: new Set<string>(), classes: new Set<string>(), externals: new Set<string>() };
  const kinds = new Map<string, Kind>();
  for (const who of everybody(tenant, homesOf([tenant]))) {
    if (population.isExempt(who)) continue;
    const about = policiesOf([tenant]).map(({ conditions }) => members.about(conditions, who));
    const key = JSON.stringify(about);
    const kind = kinds.get(key) ?? kindFor(about);
    kinds.set(key, kind);
    if (kind === "proved") continue;
    if ((OUTSIDERS as readonly string[]).includes(who.type)) found.externals.add(who.type);
    else if (Array.isArray(tenant["users"]) && who.id !== undefined) found.users.add(who.id);
    else found.classes.add(who.type);
  }
  const all = [...kinds.values()];
  return {
    kind: all.includes("bypass") ? "bypass" : all.includes("unknown") ? "unknown" : "proved",
    users: [...found.users].sort(),
    classes: CLASSES.filter((one) => found.classes.has(one)),
    externals: OUTSIDERS.filter((one) => found.externals.has(one)),
  };
}

/** A bypass, if in some case nothing stops a sign-in whatever the content means that isn't understood; else unknown, if in some case. */
function kindOf(holes: readonly Formula[]): Kind {
  if (holes.some((hole) => canBeWhatever(hole, isNotTold))) return "bypass";
  return holes.some(canBe) ? "unknown" : "proved";
}
