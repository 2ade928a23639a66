import { addressClasses } from "../../ip/address-classes";
import type { Country, LocationList, Network } from "../../model/dimensions";
import type { LocationId } from "../../model/ids";
import type { NamedLocation, Tenant } from "../../model/tenant";
import { holds, type Reading } from "../../model/truth";
import { add, type BitSet, bitSetWhere, either, emptyBitSet, isEmpty } from "./bit-set";
import type { CandidatePolicy } from "./candidate-policy";

/** A part of a network, and the candidate policies whose condition it includes, or excludes. */
export interface Option {
  readonly network: Partial<Network>;
  readonly included: BitSet;
  readonly excluded: BitSet;
}

/** A named location on the side (before or after) that it belongs to. */
interface UsedLocation {
  readonly location: NamedLocation;
  readonly included: BitSet;
  readonly excluded: BitSet;
}

/** The options of each aspect of a network, see `Networks`. Some may make the same difference. */
export function optionsOfAspects(
  candidates: readonly CandidatePolicy[],
  reading: Reading,
): readonly Iterable<Option>[] {
  const used = usedLocations(candidates);
  const size = candidates.length;
  return [
    addressOptions(used, size, reading),
    countryOptions(used, size, "address"),
    countryOptions(used, size, "gps"),
    ...trustOptions(candidates),
    ...notKnownOptions(used, size),
    notUnderstoodOptions(used, size, reading),
  ];
}

/** The known locations that some condition uses, by id or as trusted. */
function usedLocations(candidates: readonly CandidatePolicy[]): readonly UsedLocation[] {
  const tenants = new Set(candidates.map(({ context }) => context.tenant));
  return [...tenants].flatMap((tenant) =>
    [...(tenant.locations?.values() ?? [])]
      .map((location) => ({
        location,
        included: candidatesUsing(candidates, tenant, "include", (list) => namesLocation(list, location)),
        excluded: candidatesUsing(candidates, tenant, "exclude", (list) => namesLocation(list, location)),
      }))
      .filter(({ included, excluded }) => !isEmpty(included) || !isEmpty(excluded)),
  );
}

const namesLocation = (list: LocationList, { id, trusted }: NamedLocation): boolean =>
  list.ids.has(id) || (list.allTrusted && trusted);

/** Candidate policies of a tenant, or of any, whose list uses it. */
function candidatesUsing(
  candidates: readonly CandidatePolicy[],
  tenant: Tenant | undefined,
  clause: "include" | "exclude",
  uses: (list: LocationList) => boolean,
): BitSet {
  return bitSetWhere(candidates.length, (index) => {
    const candidate = candidates[index];
    if (candidate === undefined || (tenant !== undefined && candidate.context.tenant !== tenant)) return false;
    const { network } = candidate.policy.conditions;
    return network.kind === "listed" && uses(network[clause]);
  });
}

/** What it takes for a network to be in all of these locations. */
function within(
  size: number,
  network: Partial<Network>,
  holding: Iterable<Pick<UsedLocation, "included" | "excluded">>,
): Option {
  const option = { network, included: emptyBitSet(size), excluded: emptyBitSet(size) };
  for (const { included, excluded } of holding) {
    add(option.included, included);
    add(option.excluded, excluded);
  }
  return option;
}

/** A location that may hold a network: read so that it helps under the generous reading and harms under the cautious one. */
function maybe({ included, excluded }: UsedLocation, reading: Reading): Pick<UsedLocation, "included" | "excluded"> {
  const none = emptyBitSet(included.length * 32);
  return holds("unclear", reading) ? { included, excluded: none } : { included: none, excluded };
}

/**
 * Addresses, told apart by which locations with ranges hold them. Outside the ranges that can be read, one that has others
 * may hold the address too.
 */
function* addressOptions(used: readonly UsedLocation[], size: number, reading: Reading): Generator<Option> {
  const ranged = sameRangesTogether(used);
  const unclear = ranged.filter(({ notUnderstood }) => notUnderstood.length > 0);
  const embedding = ranged.filter(({ mayHold }) => mayHold !== undefined);
  const sets = [...ranged.map(({ ranges }) => ranges), ...embedding.map(({ mayHold }) => mayHold ?? [])];
  for (const { representative, members } of addressClasses(sets)) {
    const certain = members.flatMap((index) => ranged[index] ?? []);
    const possible = [...unclear, ...members.flatMap((index) => embedding[index - ranged.length] ?? [])];
    const others = possible.filter((one) => !certain.includes(one)).map((one) => maybe(one, reading));
    yield within(size, { address: representative }, [...certain, ...others]);
  }
}

type Ranged = UsedLocation & Extract<NamedLocation["extent"], { readonly kind: "ranges" }>;

/** Locations with ranges. One that is the same in both of two tenants is one. */
function sameRangesTogether(used: readonly UsedLocation[]): readonly Ranged[] {
  const together: Ranged[] = [];
  const byId = new Map<LocationId, number>();
  for (const { location, included, excluded } of used) {
    const { id, extent: places } = location;
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

const isSame = (one: Omit<Ranged, keyof UsedLocation>, other: Omit<Ranged, keyof UsedLocation>): boolean =>
  one.notUnderstood.length + other.notUnderstood.length === 0 &&
  one.ranges.length === other.ranges.length &&
  one.ranges.every(({ family, first, last }, index) => {
    const range = other.ranges[index];
    return range?.family === family && range.first === first && range.last === last;
  });

function countryOptions(used: readonly UsedLocation[], size: number, by: "address" | "gps"): readonly Option[] {
  const listed = used.flatMap(({ location: { extent: places }, ...rest }) =>
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
function trustOptions(candidates: readonly CandidatePolicy[]): readonly (readonly Option[])[] {
  const byTrust = (list: LocationList): boolean => list.allTrusted;
  const included = candidatesUsing(candidates, undefined, "include", byTrust);
  const excluded = candidatesUsing(candidates, undefined, "exclude", byTrust);
  if (isEmpty(included) && isEmpty(excluded)) return [];
  return [[within(candidates.length, {}, []), { network: { trustedElsewhere: true }, included, excluded }]];
}

/** A location whose networks can't be read is one set of networks, the same wherever its id is used. */
function notKnownOptions(used: readonly UsedLocation[], size: number): readonly (readonly Option[])[] {
  const byId = new Map<LocationId, UsedLocation[]>();
  for (const one of used)
    if (one.location.extent.kind === "unread") byId.set(one.location.id, [...(byId.get(one.location.id) ?? []), one]);
  return Array.from(byId, ([id, same]) => [within(size, {}, []), within(size, { within: new Set([id]) }, same)]);
}

function notUnderstoodOptions(used: readonly UsedLocation[], size: number, reading: Reading): readonly Option[] {
  const unclear = used.filter(({ location }) => location.extent.kind === "notUnderstood");
  return [
    within(
      size,
      {},
      unclear.map((one) => maybe(one, reading)),
    ),
  ];
}
