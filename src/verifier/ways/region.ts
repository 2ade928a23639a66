import { type LocationTerms, listsNetwork, located } from "../../law/conditions/network-law";
import type { LocationCondition, LocationList, Network } from "../../law/model/dimensions";
import type { Policy } from "../../law/model/policy";
import type { NamedLocation, Tenant } from "../../law/model/tenant";
import { METS, type Met, some } from "../../law/model/truth";
import { present } from "../../text/present";

/** Every place in one named location, in any trusted location, or anywhere: but outside of a list of locations. */
export interface Region {
  readonly inside: NamedLocation | "trusted" | "anywhere";
  readonly outside: LocationList;
}

/** Whether the places of a region meet a location condition: yes iff all do, no iff none does. */
export const meetsInRegion = (condition: LocationCondition, region: Region, tenant: Tenant): Met =>
  located(condition, tenant, termsOf(region, tenant));

function termsOf({ inside, outside }: Region, { locations }: Tenant): LocationTerms<Met> {
  const left = new Set(Array.from(outside.ids, (id) => locations?.get(id)?.extent));
  const isIn = (isExtent: (extent: NamedLocation["extent"]) => boolean): Met => {
    if (typeof inside === "object" && isExtent(inside.extent)) return "yes";
    return [...left].some((extent) => extent !== undefined && isExtent(extent)) ? "no" : "depends";
  };
  return {
    ...METS,
    isInRanges: (ranges) => isIn((extent) => extent.kind === "ranges" && extent.ranges === ranges),
    isInCountries: (countries) => isIn((extent) => extent === countries),
    isInUnknown: (id) => (outside.ids.has(id) ? "no" : "depends"),
    isInOdd: () => "unclear",
    isTrusted(marked) {
      if (inside === "trusted") return "yes";
      return outside.allTrusted ? "no" : some(["depends", ...marked()]);
    },
  };
}

/** How many locations are tried. The way in may be open in others too. */
const MOST_TRIED = 20;

/**
 * The regions of a place that policies leave out: each location that they exclude and, if they exclude none, all places outside of the
 * locations that they include. Empty if the place is in a location whose places can't be read.
 */
export function regionsLeftOut(policies: readonly Policy[], network: Network, tenant: Tenant): readonly Region[] {
  if (network.within.size > 0) return [];
  const sides = policies.flatMap(({ conditions: { network: one } }) => (one.kind === "listed" ? [one] : []));
  const [excluding, others] = [true, false].map((isExcluding) =>
    sides.filter(({ exclude }) => (listsNetwork(exclude, network, tenant) !== "no") === isExcluding),
  );
  const outside = union((others ?? []).map(({ include }) => include));
  if (excluding === undefined || excluding.length === 0) return [{ inside: "anywhere", outside }];
  const { allTrusted, ids } = union(excluding.map(({ exclude }) => exclude));
  const named = present(Array.from(ids, (id) => tenant.locations?.get(id))).filter(isSomewhere);
  const tried = [...(allTrusted ? ["trusted" as const] : []), ...named.slice(0, MOST_TRIED)];
  return tried.map((inside) => ({ inside, outside }));
}

/** Whether a location certainly has places. */
const isSomewhere = ({ extent }: NamedLocation): boolean =>
  extent.kind === "ranges" ? extent.ranges.length > 0 : extent.kind === "countries" && extent.codes.size > 0;

const union = (lists: readonly LocationList[]): LocationList => ({
  all: lists.some(({ all }) => all),
  allTrusted: lists.some(({ allTrusted }) => allTrusted),
  ids: new Set(lists.flatMap(({ ids }) => [...ids])),
});
