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
  readonly #countries: Readonly<Record<CountryLocation["by"], readonly Distinguished[]>>;

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
    this.#countries = {
      address: distinguished(logic, locations, "address"),
      gps: distinguished(logic, locations, "gps"),
    };
  }

  /** True iff the sign-in's address is in these ranges of a location. */
  inRanges(ranges: readonly AddressRange[]): Formula {
    const literal = this.#sets.get(ranges);
    return literal === undefined ? any([]) : literally(literal);
  }

  /** True iff the sign-in's country is one of the location's. */
  inCountries(extent: CountryLocation): Formula {
    const held = this.#countries[extent.by].filter(({ country }) => holdsCountry(extent, country));
    return any(held.map(({ literal }) => literally(literal)));
  }

  /** The place of a model. @param within the locations that it is in although their places can't be read */
  at(isTrue: (literal: Literal) => boolean, within: ReadonlySet<LocationId>): Network {
    const trueIn = <Part extends { readonly literal: Literal }>(parts: readonly Part[]): Part | undefined =>
      parts.find(({ literal }) => isTrue(literal));
    return {
      address: trueIn(this.#addresses)?.address ?? ORDINARY,
      countryByAddress: trueIn(this.#countries.address)?.country ?? { kind: "unnamed" },
      countryByGps: trueIn(this.#countries.gps)?.country ?? { kind: "unnamed" },
      trustedElsewhere: isTrue(this.trustedElsewhere),
      within,
    };
  }

  /** Literals that are true iff the sign-in comes from there. */
  from(part: Partial<Network>): readonly Literal[] {
    const { address, countryByAddress, countryByGps, trustedElsewhere } = part;
    const of = (literal: Literal, isTrue: boolean): Literal => (isTrue ? literal : negate(literal));
    const inOne = (all: readonly Distinguished[], country: Country): readonly Literal[] =>
      [all.find((one) => nameOf(one.country) === nameOf(country)) ?? all[0]].flatMap((one) => one?.literal ?? []);
    return [
      ...(address === undefined ? [] : Array.from(this.#sets, ([ranges, one]) => of(one, includes(ranges, address)))),
      ...(countryByAddress === undefined ? [] : inOne(this.#countries.address, countryByAddress)),
      ...(countryByGps === undefined ? [] : inOne(this.#countries.gps, countryByGps)),
      ...(trustedElsewhere === undefined ? [] : [of(this.trustedElsewhere, trustedElsewhere)]),
    ];
  }
}

const ORDINARY: Address = parseAddress("192.0.2.1") ?? { family: 4, value: 0n };

/** A country that locations distinguish: one that some location lists, one that none does, or none at all. */
interface Distinguished {
  readonly country: Country;
  readonly literal: Literal;
}

/** The countries that locations distinguish, by address or by GPS. First comes every country that no location lists. */
function distinguished(logic: Logic, locations: readonly NamedLocation[], by: CountryLocation["by"]) {
  const codes = locations.flatMap(({ extent }) =>
    extent.kind === "countries" && extent.by === by ? [...extent.codes] : [],
  );
  const named = [...new Set(codes)].sort().map((code) => ({ kind: "code", code }) as const);
  const all: readonly Country[] = [{ kind: "unnamed" }, { kind: "unmapped" }, ...named];
  const literals = logic.oneOf(all.length);
  return all.map((country, at): Distinguished => ({ country, literal: literals[at] ?? logic.true }));
}

const nameOf = (country: Country): string => (country.kind === "code" ? country.code : country.kind);
