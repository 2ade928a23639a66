import { CLASSES, type Exempted, everybody, homesOf, OUTSIDERS, Population } from "./people";
import type { Raw } from "./raw";
import { or } from "./tri";
import { type Answers, both, policiesOf, waysOf } from "./ways";

export interface OracleVerdict {
  readonly kind: "proved" | "bypass" | "unknown";
  /** The same if groups and roles of which some isn't known held nobody but those who are known. */
  readonly ifUnknownGroupsEmpty: "proved" | "bypass" | "unknown";
  readonly users: readonly string[];
  readonly classes: readonly string[];
  readonly externals: readonly string[];
}

/**
 * A second opinion: decides a tenant by trying every sign-in, straight from Graph's JSON and from the documents.
 * It shares no line with the product. Sign-ins that every policy answers alike are tried once; that is all its cleverness.
 */
export function secondOpinion(tenant: Raw, exempted: Exempted): OracleVerdict {
  const ways = waysOf([tenant]);
  const { kind, ...found } = opinionOn(tenant, ways, new Population(tenant, exempted));
  const { kind: ifUnknownGroupsEmpty } = opinionOn(tenant, ways, new Population(tenant, exempted, true));
  return { kind, ifUnknownGroupsEmpty, ...found };
}

function opinionOn(
  tenant: Raw,
  ways: readonly Answers[],
  population: Population,
): Omit<OracleVerdict, "ifUnknownGroupsEmpty"> {
  const found = { users: new Set<string>(), classes: new Set<string>(), externals: new Set<string>() };
  let kind = "proved" as OracleVerdict["kind"];
  for (const who of everybody(tenant, homesOf([tenant]))) {
    if (population.isExempt(who)) continue;
    const own = policiesOf([tenant]).map(({ conditions }) => population.covers(conditions, who));
    const weakest = Math.min(...ways.map((way) => or(...both(own, way))));
    if (weakest === 1) continue;
    kind = weakest === 0 || kind === "bypass" ? "bypass" : "unknown";
    if ((OUTSIDERS as readonly string[]).includes(who.type)) found.externals.add(who.type);
    else if (Array.isArray(tenant["users"]) && who.id !== undefined) found.users.add(who.id);
    else found.classes.add(who.type);
  }
  return {
    kind,
    users: [...found.users].sort(),
    classes: CLASSES.filter((one) => found.classes.has(one)),
    externals: OUTSIDERS.filter((one) => found.externals.has(one)),
  };
}
