import { type Bits, countBits, either, emptyBits, isWithin, keyOf, setBit, without } from "../cells/bits";
import type { Contender } from "../cells/contender";
import type { LocationId } from "../ids";
import { type AddressRange, addressClasses, parseAddress } from "../network";
import type { LocationList } from "../policy";
import type { Country, Place } from "../sign-in";
import type { NamedLocation, Tenant } from "../tenant";
import { holds, type Reading } from "../truth";

/** A representative place and the contenders whose location condition it meets. */
export interface PlaceCell {
  readonly place: Place;
  readonly match: Bits;
}

/** More distinct places than this aren't told apart: the verdict is then unknown, with the reason. */
export const MOST_PLACES = 50_000;

/**
 * One thing that a place can vary in, apart from all the others: an address, a country by address, a country by GPS,
 * hidden trust, or being within a location whose places can't be read. Its options say which locations then hold it.
 */
interface Aspect {
  readonly options: readonly { readonly place: Partial<Place>; readonly included: Bits; readonly excluded: Bits }[];
}

interface Partway {
  readonly place: Place;
  readonly included: Bits;
  readonly excluded: Bits;
}

/** A named location on the side (before or after) that it belongs to. */
interface Used {
  readonly location: NamedLocation;
  readonly included: Bits;
  readonly excluded: Bits;
}

const ORDINARY_ADDRESS = parseAddress("203.0.113.7") ?? { family: 4, value: 0n };

/**
 * Every way in which a place can meet the location conditions, with a representative each.
 *
 * The aspects are independent, so they are crossed one by one, and after each step only what differs for some contender
 * is kept. With `leastOnly` a place is also dropped when another one meets fewer conditions: it can't be a hole unless
 * the other one is.
 * @returns `tooMany` where even so there are more than can be told apart
 */
export function placeCells(
  contenders: readonly Contender[],
  reading: Reading,
  leastOnly: boolean,
): readonly PlaceCell[] | "tooMany" {
  let partways: readonly Partway[] = [start(contenders)];
  for (const aspect of aspectsOf(contenders, reading)) {
    const crossed = cross(partways, aspect);
    if (crossed === "tooMany") return "tooMany";
    partways = leastOnly ? least(crossed) : crossed;
  }
  return partways.map(({ place, included, excluded }) => ({ place, match: without(included, excluded) }));
}

/** What holds for every place: conditions that aren't configured, `All`, and excluded ids that nobody knows. */
function start(contenders: readonly Contender[]): Partway {
  const included = emptyBits(contenders.length);
  const excluded = emptyBits(contenders.length);
  contenders.forEach(({ policy: { locations: condition }, ground: { tenant } }, index) => {
    if (condition.kind === "any" || condition.include.all) setBit(included, index);
    if (condition.kind === "any") return;
    if (condition.exclude.all || [...condition.exclude.ids].some((id) => isDangling(id, tenant)))
      setBit(excluded, index);
  });
  return { place: ORDINARY, included, excluded };
}

const ORDINARY: Place = {
  address: ORDINARY_ADDRESS,
  countryByAddress: { kind: "unnamed" },
  countryByGps: { kind: "unnamed" },
  trustedElsewhere: false,
  within: new Set(),
};

const isDangling = (id: LocationId, { locations }: Tenant): boolean => !locations?.has(id);

function cross(partways: readonly Partway[], { options }: Aspect): readonly Partway[] | "tooMany" {
  const distinct = new Map<string, Partway>();
  for (const partway of partways)
    for (const option of options) {
      const excluded = either(partway.excluded, option.excluded);
      const included = without(either(partway.included, option.included), excluded);
      const key = `${keyOf(included)}/${keyOf(excluded)}`;
      if (distinct.has(key)) continue;
      if (distinct.size === MOST_PLACES) return "tooMany";
      distinct.set(key, { place: together(partway.place, option.place), included, excluded });
    }
  return [...distinct.values()];
}

const together = (place: Place, part: Partial<Place>): Place => ({
  ...place,
  ...part,
  within: part.within === undefined ? place.within : new Set([...place.within, ...part.within]),
});

/** Comparing everything with everything would be quadratic; looking at the smallest ones catches nearly all. */
const COMPARED = 256;

function least(partways: readonly Partway[]): readonly Partway[] {
  const bySize = partways
    .map((partway, order) => ({ partway, order, size: countBits(partway.included) }))
    .sort((one, other) => one.size - other.size || countBits(other.partway.excluded) - countBits(one.partway.excluded));
  const found: typeof bySize = [];
  for (const candidate of bySize)
    if (!found.slice(0, COMPARED).some((smaller) => meetsLess(smaller.partway, candidate.partway)))
      found.push(candidate);
  return found.sort((one, other) => one.order - other.order).map(({ partway }) => partway);
}

const meetsLess = (one: Partway, other: Partway): boolean =>
  isWithin(one.included, either(other.included, one.excluded)) && isWithin(other.excluded, one.excluded);

function aspectsOf(contenders: readonly Contender[], reading: Reading): readonly Aspect[] {
  const used = usedLocations(contenders);
  return [
    addressAspect(used, contenders.length, reading),
    countryAspect(used, contenders.length, "address"),
    countryAspect(used, contenders.length, "gps"),
    ...trustAspect(contenders),
    ...unreadAspects(used),
    ...notUnderstoodAspects(used, contenders.length, reading),
  ];
}

/** The known locations that some condition uses, by id or as trusted. */
function usedLocations(contenders: readonly Contender[]): readonly Used[] {
  const tenants = new Set(contenders.map(({ ground }) => ground.tenant));
  return [...tenants].flatMap((tenant) =>
    [...(tenant.locations?.values() ?? [])]
      .map((location) => ({
        location,
        included: usersOf(contenders, tenant, "include", (list) => uses(list, location)),
        excluded: usersOf(contenders, tenant, "exclude", (list) => uses(list, location)),
      }))
      .filter(({ included, excluded }) => countBits(included) + countBits(excluded) > 0),
  );
}

const uses = (list: LocationList, { id, trusted }: NamedLocation): boolean =>
  list.ids.has(id) || (list.allTrusted && trusted);

function usersOf(
  contenders: readonly Contender[],
  tenant: Tenant | undefined,
  side: "include" | "exclude",
  uses: (list: LocationList) => boolean,
): Bits {
  const bits = emptyBits(contenders.length);
  contenders.forEach(({ policy: { locations: condition }, ground }, index) => {
    const here = tenant === undefined || ground.tenant === tenant;
    if (here && condition.kind === "listed" && uses(condition[side])) setBit(bits, index);
  });
  return bits;
}

function unionOf(size: number, parts: readonly Bits[]): Bits {
  return parts.reduce((union, part) => either(union, part), emptyBits(size));
}

/**
 * Addresses, told apart by which locations with ranges hold them. Outside the ranges that can be read, one that has
 * others may hold the address too: read so that it helps under the generous reading and harms under the cautious one.
 */
function addressAspect(used: readonly Used[], size: number, reading: Reading): Aspect {
  const ranged = used.flatMap(({ location: { places }, ...rest }) =>
    places.kind === "ranges" ? [{ places, ...rest }] : [],
  );
  const sets: (readonly AddressRange[])[] = ranged.map(({ places }) => places.ranges);
  const options = addressClasses(sets).map(({ representative, members }) => {
    const inside = new Set(members);
    const maybe = ranged.filter(({ places }, index) => !inside.has(index) && places.notUnderstood.length > 0);
    const certain = ranged.filter((_, index) => inside.has(index));
    return {
      place: { address: representative },
      included: unionOf(
        size,
        [...certain, ...(holds("unclear", reading) ? maybe : [])].map((one) => one.included),
      ),
      excluded: unionOf(
        size,
        [...certain, ...(holds("unclear", reading) ? [] : maybe)].map((one) => one.excluded),
      ),
    };
  });
  return { options };
}

function countryAspect(used: readonly Used[], size: number, by: "address" | "gps"): Aspect {
  const listed = used.flatMap(({ location: { places }, ...rest }) =>
    places.kind === "countries" && places.by === by ? [{ places, ...rest }] : [],
  );
  const codes = new Set(listed.flatMap(({ places }) => [...places.codes]));
  const countries: readonly Country[] = [
    { kind: "unnamed" },
    { kind: "unmapped" },
    ...[...codes].sort().map((code): Country => ({ kind: "code", code })),
  ];
  return {
    options: countries.map((country) => {
      const holding = listed.filter(({ places }) =>
        country.kind === "code" ? places.codes.has(country.code) : country.kind === "unmapped" && places.unmapped,
      );
      return {
        place: by === "gps" ? { countryByGps: country } : { countryByAddress: country },
        included: unionOf(
          size,
          holding.map((one) => one.included),
        ),
        excluded: unionOf(
          size,
          holding.map((one) => one.excluded),
        ),
      };
    }),
  };
}

function yesOrNo(place: Partial<Place>, included: Bits, excluded: Bits): Aspect {
  const none = new Uint32Array(included.length);
  return {
    options: [
      { place: {}, included: none, excluded: none },
      { place, included, excluded },
    ],
  };
}

/** Trust that no named location shows: the MFA trusted IPs, and whatever the tenant file doesn't tell. */
function trustAspect(contenders: readonly Contender[]): readonly Aspect[] {
  const byTrust = (list: LocationList): boolean => list.allTrusted;
  const included = usersOf(contenders, undefined, "include", byTrust);
  const excluded = usersOf(contenders, undefined, "exclude", byTrust);
  if (countBits(included) + countBits(excluded) === 0) return [];
  return [yesOrNo({ trustedElsewhere: true }, included, excluded)];
}

/** A location whose places can't be read is one set of places, the same wherever its id is used. */
function unreadAspects(used: readonly Used[]): readonly Aspect[] {
  const byId = new Map<LocationId, Used[]>();
  for (const one of used)
    if (one.location.places.kind === "unread") byId.set(one.location.id, [...(byId.get(one.location.id) ?? []), one]);
  return Array.from(byId, ([id, same]) => {
    const size = (same[0]?.included.length ?? 1) * 32;
    const included = unionOf(
      size,
      same.map((one) => one.included),
    );
    return yesOrNo(
      { within: new Set([id]) },
      included,
      unionOf(
        size,
        same.map((one) => one.excluded),
      ),
    );
  });
}

function notUnderstoodAspects(used: readonly Used[], size: number, reading: Reading): readonly Aspect[] {
  const unclear = used.filter(({ location }) => location.places.kind === "notUnderstood");
  if (unclear.length === 0) return [];
  const none = emptyBits(size);
  const generous = holds("unclear", reading);
  const included = generous
    ? unionOf(
        size,
        unclear.map((one) => one.included),
      )
    : none;
  const excluded = generous
    ? none
    : unionOf(
        size,
        unclear.map((one) => one.excluded),
      );
  return [{ options: [{ place: {}, included, excluded }] }];
}
