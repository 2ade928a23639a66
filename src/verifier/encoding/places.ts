import { type Address, type AddressRange, includes, parseAddress } from "../../law/addresses/address";
import { addressClasses } from "../../law/addresses/address-classes";
import { type CountryLocation, holdsCountry } from "../../law/conditions/locations-law";
import type { Country, Network } from "../../law/model/dimensions";
import type { LocationId } from "../../law/model/ids";
import type { Policy } from "../../law/model/policy";
import type { NamedLocation, Tenant } from "../../law/model/tenant";
import { any, type Formula, type Literal, literally, negate } from "../solver/formula";
import type { Logic } from "./logic";

/** The most addresses that are distinguished, and the most addresses times locations. */
const MOST_ADDRESSES = 50_000;
const MOST_MEMBERSHIPS = 8_000_000;

/** The locations that policies ask about. */
export const locationsAskedAbout = (policies: readonly Policy[], { locations }: Pick<Tenant, "locations">) =>
  [...(locations?.values() ?? [])].filter(({ id, trusted }) =>
    policies.some(
      ({ conditions: { network } }) =>
        network.kind === "listed" &&
        [network.include, network.exclude].some((list) => list.ids.has(id) || (list.allTrusted && trusted)),
    ),
  );

/**
 * Where a sign-in may come from: one address for each combination of locations, a country by address, a country by GPS, and whether the
 * address is trusted by a list that Graph doesn't show.
 */
export class Places {
  /** False if the locations distinguish more addresses than can be checked. */
  readonly areWhole: boolean;
  readonly trustedElsewhere: Literal;
  readonly #sets: ReadonlyMap<readonly AddressRange[], Literal>;
  readonly #addresses: readonly { readonly literal: Literal; readonly address: Address }[];
  readonly #byAddress: Countries;
  readonly #byGps: Countries;

  /** @param locations those that policies ask about */
  constructor(logic: Logic, locations: readonly NamedLocation[]) {
    this.trustedElsewhere = logic.solver.variable();
    const sets = [...new Set(locations.flatMap(({ extent }) => (extent.kind === "ranges" ? [extent.ranges] : [])))];
    const classes = addressClasses(sets);
    this.areWhole = classes.length <= MOST_ADDRESSES && classes.length * sets.length <= MOST_MEMBERSHIPS;
    const inSet = sets.map(() => logic.solver.variable());
    this.#sets = new Map(sets.map((ranges, at) => [ranges, inSet[at] ?? logic.true]));
    const held = (this.areWhole ? classes : []).map(({ members, representative }) => {
      const literal = logic.solver.variable(true);
      const isMember = new Set(members);
      logic.imply(literal, () => inSet.map((one, set) => (isMember.has(set) ? one : negate(one))));
      return { literal, isMember, address: representative };
    });
    inSet.forEach((one, set) => {
      const those = (isIn: boolean) => () =>
        held.filter(({ isMember }) => isMember.has(set) === isIn).map(({ literal }) => negate(literal));
      logic.imply(one, those(false));
      logic.imply(negate(one), those(true));
    });
    logic.solver.add(held.map(({ literal }) => literal));
    this.#addresses = held;
    this.#byAddress = new Countries(logic, locations, "address");
    this.#byGps = new Countries(logic, locations, "gps");
  }

  /** True iff the sign-in's address is in these ranges of a location. */
  inRanges(ranges: readonly AddressRange[]): Formula {
    const literal = this.#sets.get(ranges);
    return literal === undefined ? any([]) : literally(literal);
  }

  /** True iff the sign-in's country is one of the location's. */
  inCountries(extent: CountryLocation): Formula {
    return (extent.by === "gps" ? this.#byGps : this.#byAddress).in(extent);
  }

  /** The place of a model. @param within the locations that it is in although their places can't be read */
  at(isTrue: (literal: Literal) => boolean, within: ReadonlySet<LocationId>): Network {
    return {
      address: this.#addresses.find(({ literal }) => isTrue(literal))?.address ?? ORDINARY,
      countryByAddress: this.#byAddress.at(isTrue),
      countryByGps: this.#byGps.at(isTrue),
      trustedElsewhere: isTrue(this.trustedElsewhere),
      within,
    };
  }

  /** Literals that are true iff the sign-in comes from there. */
  from(part: Partial<Network>): readonly Literal[] {
    const { address, countryByAddress, countryByGps, trustedElsewhere } = part;
    const of = (literal: Literal, isTrue: boolean): Literal => (isTrue ? literal : negate(literal));
    return [
      ...(address === undefined ? [] : Array.from(this.#sets, ([ranges, one]) => of(one, includes(ranges, address)))),
      ...(countryByAddress === undefined ? [] : [this.#byAddress.literalOf(countryByAddress)]),
      ...(countryByGps === undefined ? [] : [this.#byGps.literalOf(countryByGps)]),
      ...(trustedElsewhere === undefined ? [] : [of(this.trustedElsewhere, trustedElsewhere)]),
    ];
  }
}

const ORDINARY: Address = parseAddress("192.0.2.1") ?? { family: 4, value: 0n };

const nameOf = (country: Country): string => (country.kind === "code" ? country.code : country.kind);

/** The countries that locations distinguish, by address or by GPS. */
class Countries {
  readonly #all: readonly { readonly country: Country; readonly literal: Literal }[];

  constructor(logic: Logic, locations: readonly NamedLocation[], by: "address" | "gps") {
    const codes = locations.flatMap(({ extent }) =>
      extent.kind === "countries" && extent.by === by ? [...extent.codes] : [],
    );
    const named = [...new Set(codes)].sort().map((code) => ({ kind: "code", code }) as const);
    const all: readonly Country[] = [{ kind: "unnamed" }, { kind: "unmapped" }, ...named];
    const literals = logic.oneOf(all.length);
    this.#all = all.map((country, at) => ({ country, literal: literals[at] ?? logic.true }));
  }

  in(places: CountryLocation): Formula {
    const held = this.#all.filter(({ country }) => holdsCountry(places, country));
    return any(held.map(({ literal }) => literally(literal)));
  }

  at(isTrue: (literal: Literal) => boolean): Country {
    return this.#all.find(({ literal }) => isTrue(literal))?.country ?? { kind: "unnamed" };
  }

  /** A country that no location lists is *unnamed*. */
  literalOf(country: Country): Literal {
    const [unnamed, ...others] = this.#all;
    const own = others.find((one) => nameOf(one.country) === nameOf(country));
    return (own ?? unnamed)?.literal ?? 0;
  }
}
