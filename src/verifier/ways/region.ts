import { type LocationTerms, listsNetwork, located } from "../../law/conditions/locations-law";
import type { LocationCondition, LocationList, Network } from "../../law/model/dimensions";
import type { LocationId } from "../../law/model/ids";
import type { Policy } from "../../law/model/policy";
import type { NamedLocation, Tenant } from "../../law/model/tenant";
import { METS, type Met, some } from "../../law/model/truth";
import { present } from "../../text/present";

/** Every place in one named location, in any trusted location, or anywhere: but outside of a list of locations. */
export interface Region {
  readonly inside: NamedLocation | "trusted" | "anywhere";
  readonly outside: LocationList;
}

/** Every place that there is. */
export const ANYWHERE: Region = { inside: "anywhere", outside: { all: false, allTrusted: false, ids: new Set() } };

/** Whether the places of a region meet a location condition: yes iff all do, no iff none does. */
export const meetsInRegion = (condition: LocationCondition, region: Region, tenant: Tenant): Met =>
  located(condition, tenant, termsOf(region, tenant));

function termsOf({ inside, outside }: Region, { locations }: Tenant): LocationTerms<Met> {
  const placesOf = (id: LocationId) => {
    const extent = locations?.get(id)?.extent;
    return extent?.kind === "ranges" ? extent.ranges : extent;
  };
  const placesInside = typeof inside === "object" ? placesOf(inside.id) : undefined;
  const placesOutside = new Set(Array.from(outside.ids, placesOf)); // there may be thousands, and each policy may list them all
  const isIn = (places: ReturnType<typeof placesOf>): Met =>
    places === placesInside ? "yes" : placesOutside.has(places) ? "no" : "depends";
  return {
    ...METS,
    isInRanges: isIn,
    isInCountries: isIn,
    isInUnknown: (id) => (outside.ids.has(id) ? "no" : "depends"),
    isInOdd: () => "unclear",
    isTrusted(marked) {
      const isMarked = inside === "trusted" ? "yes" : some(marked());
      return outside.allTrusted && isMarked !== "yes" ? "no" : some(["depends", isMarked]);
    },
  };
}

/** How many locations are tried. The way in may be open in others too. */
const MOST_TRIED = 20;

/** A policy of one tenant. */
type PolicyIn = { readonly policy: Policy; readonly tenant: Tenant };

/**
 * The regions around a place that these policies leave out and the other tenant's policy doesn't: each location that these exclude or that
 * one includes. Without such a location, it is everything outside the locations that these include and that one excludes. Empty if the
 * place is in a location whose places can't be read, or if the two tenants' locations differ.
 */
export function regionsLeftOut(
  policies: readonly PolicyIn[],
  network: Network,
  tenant: Tenant,
  elsewhere?: PolicyIn,
): readonly Region[] {
  if (network.within.size > 0 || (elsewhere !== undefined && !haveSameLocations(tenant, elsewhere.tenant))) return [];
  const sidesOf = ({ policy }: PolicyIn) => [policy.conditions.network].filter((of) => of.kind === "listed");
  const stopping = elsewhere === undefined ? [] : sidesOf(elsewhere);
  const inside: LocationList[] = stopping.flatMap(({ include }) => (include.all ? [] : [include]));
  const outside: LocationList[] = stopping.map(({ exclude }) => exclude);
  for (const { include, exclude } of policies.flatMap(sidesOf)) {
    const isExcluded = listsNetwork(exclude, network, tenant) !== "no";
    (isExcluded ? inside : outside).push(isExcluded ? exclude : include);
  }
  const others = { all: false, allTrusted: outside.some(({ allTrusted }) => allTrusted), ids: idsOf(outside) };
  if (inside.length === 0) return [{ inside: "anywhere", outside: others }];
  const named = present(Array.from(idsOf(inside), (id) => tenant.locations?.get(id))).filter(isSomewhere);
  const trusted = inside.some(({ allTrusted }) => allTrusted) ? (["trusted"] as const) : [];
  return [...trusted, ...named.slice(0, MOST_TRIED)].map((one) => ({ inside: one, outside: others }));
}

function haveSameLocations({ locations }: Tenant, { locations: others }: Tenant): boolean {
  if (locations?.size !== others?.size) return false;
  return [...(locations ?? [])].every(([id, one]) => {
    const other = others?.get(id);
    return one === other || (one.trusted === other?.trusted && one.written.in("") === other.written.in(""));
  });
}

const idsOf = (lists: readonly LocationList[]): ReadonlySet<LocationId> =>
  new Set(lists.flatMap(({ ids }) => [...ids]));

/** Whether a location certainly has places. */
const isSomewhere = ({ extent }: NamedLocation): boolean =>
  extent.kind === "ranges" ? extent.ranges.length > 0 : extent.kind === "countries" && extent.codes.size > 0;
