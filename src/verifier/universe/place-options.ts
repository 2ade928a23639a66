import { add, type Bits, bitsWhere, either, emptyBits, isEmpty } from "../cells/bits";
import type { Contender } from "../cells/contender";
import type { LocationId } from "../ids";
import { addressClasses } from "../network";
import type { LocationList } from "../policy";
import type { Country, Place } from "../sign-in";
import type { NamedLocation, Tenant } from "../tenant";
import { holds, type Reading } from "../truth";

/** A part of a place, and the contenders whose condition it includes, or excludes. */
export interface Option {
  readonly place: Partial<Place>;
  readonly included: Bits;
  readonly excluded: Bits;
}

/** A named location on the side (before or after) that it belongs to. */
interface Used {
  readonly location: NamedLocation;
  readonly included: Bits;
  readonly excluded: Bits;
}

/** The options of each aspect of a place, see `Places`. Some may make the same difference. */
export function optionsOfAspects(contenders: readonly Contender[], reading: Reading): readonly Iterable<Option>[] {
  const used = usedLocations(contenders);
  const size = contenders.length;
  return [
    addressOptions(used, size, reading),
    countryOptions(used, size, "address"),
    countryOptions(used, size, "gps"),
    ...trustOptions(contenders),
    ...unreadOptions(used, size),
    notUnderstoodOptions(used, size, reading),
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
      .filter(({ included, excluded }) => !isEmpty(included) || !isEmpty(excluded)),
  );
}

const uses = (list: LocationList, { id, trusted }: NamedLocation): boolean =>
  list.ids.has(id) || (list.allTrusted && trusted);

/** Contenders of a tenant, or of any, whose list uses it. */
function usersOf(
  contenders: readonly Contender[],
  tenant: Tenant | undefined,
  side: "include" | "exclude",
  uses: (list: LocationList) => boolean,
): Bits {
  return bitsWhere(contenders.length, (index) => {
    const contender = contenders[index];
    if (contender === undefined || (tenant !== undefined && contender.ground.tenant !== tenant)) return false;
    const { locations } = contender.policy;
    return locations.kind === "listed" && uses(locations[side]);
  });
}

/** What it takes for a place to be in all of these locations. */
function within(size: number, place: Partial<Place>, holding: Iterable<Pick<Used, "included" | "excluded">>): Option {
  const option = { place, included: emptyBits(size), excluded: emptyBits(size) };
  for (const { included, excluded } of holding) {
    add(option.included, included);
    add(option.excluded, excluded);
  }
  return option;
}

/** A location that may hold a place: read so that it helps under the generous reading and harms under the cautious one. */
function maybe({ included, excluded }: Used, reading: Reading): Pick<Used, "included" | "excluded"> {
  const none = emptyBits(included.length * 32);
  return holds("unclear", reading) ? { included, excluded: none } : { included: none, excluded };
}

/**
 * Addresses, told apart by which locations with ranges hold them. Outside the ranges that can be read, one that has others
 * may hold the address too.
 */
function* addressOptions(used: readonly Used[], size: number, reading: Reading): Generator<Option> {
  const ranged = sameRangesTogether(used);
  const unclear = ranged.filter(({ notUnderstood }) => notUnderstood.length > 0);
  for (const { representative, members } of addressClasses(ranged.map(({ ranges }) => ranges))) {
    const certain = members.flatMap((index) => ranged[index] ?? []);
    const others = unclear.filter((one) => !certain.includes(one)).map((one) => maybe(one, reading));
    yield within(size, { address: representative }, [...certain, ...others]);
  }
}

type Ranged = Used & Extract<NamedLocation["places"], { readonly kind: "ranges" }>;

/** Locations with ranges. One that is the same in both of two tenants is one. */
function sameRangesTogether(used: readonly Used[]): readonly Ranged[] {
  const together: Ranged[] = [];
  const byId = new Map<LocationId, number>();
  for (const { location, included, excluded } of used) {
    const { id, places } = location;
    if (places.kind !== "ranges") continue;
    const at = byId.get(id) ?? together.length;
    const known = together[at];
    if (known !== undefined && isSame(known, places))
      together[at] = {
        ...known,
        included: either(known.included, included),
        excluded: either(known.excluded, excluded),
      };
    else together.push({ location, included, excluded, ...places });
    byId.set(id, at);
  }
  return together;
}

const isSame = (one: Omit<Ranged, keyof Used>, other: Omit<Ranged, keyof Used>): boolean =>
  one.notUnderstood.length + other.notUnderstood.length === 0 &&
  one.ranges.length === other.ranges.length &&
  one.ranges.every(({ family, first, last }, index) => {
    const range = other.ranges[index];
    return range?.family === family && range.first === first && range.last === last;
  });

function countryOptions(used: readonly Used[], size: number, by: "address" | "gps"): readonly Option[] {
  const listed = used.flatMap(({ location: { places }, ...rest }) =>
    places.kind === "countries" && places.by === by ? [{ ...rest, places }] : [],
  );
  const codes = new Set(listed.flatMap(({ places }) => [...places.codes]));
  const countries: readonly Country[] = [
    { kind: "unnamed" },
    { kind: "unmapped" },
    ...[...codes].sort().map((code): Country => ({ kind: "code", code })),
  ];
  return countries.map((country) =>
    within(
      size,
      by === "gps" ? { countryByGps: country } : { countryByAddress: country },
      listed.filter(({ places }) =>
        country.kind === "code" ? places.codes.has(country.code) : country.kind === "unmapped" && places.unmapped,
      ),
    ),
  );
}

/** Trust that no named location shows: the MFA trusted IPs, and whatever the tenant file doesn't tell. */
function trustOptions(contenders: readonly Contender[]): readonly (readonly Option[])[] {
  const byTrust = (list: LocationList): boolean => list.allTrusted;
  const included = usersOf(contenders, undefined, "include", byTrust);
  const excluded = usersOf(contenders, undefined, "exclude", byTrust);
  if (isEmpty(included) && isEmpty(excluded)) return [];
  return [[within(contenders.length, {}, []), { place: { trustedElsewhere: true }, included, excluded }]];
}

/** A location whose places can't be read is one set of places, the same wherever its id is used. */
function unreadOptions(used: readonly Used[], size: number): readonly (readonly Option[])[] {
  const byId = new Map<LocationId, Used[]>();
  for (const one of used)
    if (one.location.places.kind === "unread") byId.set(one.location.id, [...(byId.get(one.location.id) ?? []), one]);
  return Array.from(byId, ([id, same]) => [within(size, {}, []), within(size, { within: new Set([id]) }, same)]);
}

function notUnderstoodOptions(used: readonly Used[], size: number, reading: Reading): readonly Option[] {
  const unclear = used.filter(({ location }) => location.places.kind === "notUnderstood");
  return [
    within(
      size,
      {},
      unclear.map((one) => maybe(one, reading)),
    ),
  ];
}
