import { coversDevice, devicesOf } from "./devices";
import { grantStops } from "./grant";
import { CLASSES, type Exempted, everybody, OUTSIDERS, Population } from "./people";
import { coversPlace, placesOf } from "./places";
import { list, type Raw, raw } from "./raw";
import { forWorkloads, SIMPLE, unheardOf } from "./simple-conditions";
import { targets } from "./target";
import { and, NO, type Tri, tri, YES } from "./tri";

export interface OracleVerdict {
  readonly kind: "proved" | "bypass" | "unknown";
  readonly users: readonly string[];
  readonly classes: readonly string[];
  readonly externals: readonly string[];
}

/** What each policy says, one `Tri` for each; joined by a comma it tells two such answers apart. */
type Answers = readonly Tri[];

/**
 * A second opinion: decides a tenant by trying every sign-in, straight from Graph's JSON and from the documents.
 * It shares no line with the product. Sign-ins that every policy answers alike are tried once; that is all its cleverness.
 */
export function secondOpinion(tenant: Raw, exempted: Exempted = { users: [], groups: [] }): OracleVerdict {
  const policies = list(tenant["policies"]);
  const conditions = policies.map((policy) => raw(policy["conditions"]));
  const answers = (covers: (conditions: Raw) => Tri): Answers => conditions.map(covers);
  const circumstances = [
    ...SIMPLE.map(({ values, covers }) => values.map((value) => answers((one) => covers(one, value)))),
    placesOf(tenant).map((place) => answers((one) => coversPlace(one, tenant, place))),
    devicesOf(tenant).map((device) => answers((one) => coversDevice(one, device))),
  ].reduce(crossed, [policies.map((policy) => standing(policy, tenant))]);
  const population = new Population(tenant, exempted);
  const found = { users: new Set<string>(), classes: new Set<string>(), externals: new Set<string>() };
  let kind = "proved" as OracleVerdict["kind"];
  for (const who of everybody(tenant)) {
    if (population.isExempt(who)) continue;
    const own = answers((one) => population.covers(one, who));
    const strongest = Math.min(
      ...circumstances.map((one) => Math.max(0, ...own.map((tri, at) => and(tri, one[at] ?? NO)))),
    );
    if (strongest === 1) continue;
    kind = strongest === 0 || kind === "bypass" ? "bypass" : "unknown";
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

/** What doesn't depend on the sign-in. */
function standing(policy: Raw, tenant: Raw): Tri {
  const conditions = raw(policy["conditions"]);
  if (policy["state"] !== "enabled" || forWorkloads(conditions) === YES) return NO;
  return and(tri(true), targets(policy), grantStops(policy, tenant), unheardOf(conditions));
}

function crossed(some: readonly Answers[], others: readonly Answers[]): Answers[] {
  const distinct = new Map<string, Answers>();
  for (const one of new Map(others.map((answer) => [answer.join(), answer])).values())
    for (const other of some) {
      const both = one.map((tri, at) => and(tri, other[at] ?? NO));
      distinct.set(both.join(), both);
    }
  return [...distinct.values()];
}
