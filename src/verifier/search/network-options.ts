import { addressClasses } from "../../law/addresses/address-classes";
import type { Country, LocationList, Network } from "../../law/model/dimensions";
import type { LocationId } from "../../law/model/ids";
import type { LocationExtent, NamedLocation, Tenant } from "../../law/model/tenant";
import { holds, type Reading } from "../../law/model/truth";
import type { Option } from "./aspect";
import { add, type BitSet, bitSetWhere, either, emptyBitSet, isEmpty } from "./bit-set";
import type { CandidatePolicy } from "./candidate-policy";

/** The candidate policies whose condition includes, and excludes, whatever is in a location. */
type UsedBy = Pick<Option, "included" | "excluded">;

/** A named location of one tenant, before or after, and who uses it. */
interface UsedLocation extends UsedBy {
  readonly location: NamedLocation;
}

/** The options that networks have with regard to some candidate policies. Some may make the same difference. */
export class NetworkOptions {
  readonly #candidates: readonly CandidatePolicy[];
  readonly #reading: Reading;
  readonly #used: readonly UsedLocation[];
  readonly #nobody: BitSet;

  constructor(candidates: readonly CandidatePolicy[], reading: Reading) {
    this.#candidates = candidates;
    this.#reading = reading;
    this.#nobody = emptyBitSet(candidates.length);
    const tenants = new Set(candidates.map(({ context }) => context.tenant));
    this.#used = [...tenants].flatMap((tenant) => this.#usedIn(tenant));
  }

  /** For each aspect of a network (see `Aspect`) its options, the most ordinary one first. */
  byAspect(): readonly Iterable<Option>[] {
    return [
      this.#addresses(),
      this.#countries("address"),
      this.#countries("gps"),
      ...this.#hiddenTrust(),
      ...this.#extentsNotKnown(),
      [this.#in({}, this.#withExtent("notUnderstood").map(this.#mayHold))],
    ];
  }

  /** The known locations of a tenant that some condition of its uses, by id or as trusted. */
  #usedIn(tenant: Tenant): readonly UsedLocation[] {
    return [...(tenant.locations?.values() ?? [])]
      .map((location) => {
        const usedBy = this.#usedBy((list, of) => of === tenant && namesLocation(list, location));
        return { location, ...usedBy };
      })
      .filter(isUsed);
  }

  #usedBy(uses: (list: LocationList, tenant: Tenant) => boolean): UsedBy {
    const by = (clause: "include" | "exclude"): BitSet =>
      bitSetWhere(this.#candidates, ({ policy: { conditions }, context: { tenant } }) => {
        const { network } = conditions;
        return network.kind === "listed" && uses(network[clause], tenant);
      });
    return { included: by("include"), excluded: by("exclude") };
  }

  /** What it takes for a network to be in all of these locations. */
  #in(network: Partial<Network>, holding: Iterable<UsedBy>): Option {
    const option = { network, included: this.#nobody.slice(), excluded: this.#nobody.slice() };
    for (const { included, excluded } of holding) {
      add(option.included, included);
      add(option.excluded, excluded);
    }
    return option;
  }

  /** A location that may hold a network: read so that it helps under the generous reading and harms under the cautious one. */
  readonly #mayHold = ({ included, excluded }: UsedBy): UsedBy =>
    holds("unclear", this.#reading) ? { included, excluded: this.#nobody } : { included: this.#nobody, excluded };

  /**
   * Addresses, told apart by which locations with ranges hold them. Outside the ranges that can be read, one that has others
   * may hold the address too.
   */
  *#addresses(): Generator<Option> {
    const ranged = sameRangesTogether(this.#withExtent("ranges"));
    const unclear = ranged.filter(({ extent }) => extent.notUnderstood.length > 0);
    const embedding = ranged.filter(({ extent }) => extent.mayHold !== undefined);
    const sets = [...ranged.map(({ extent }) => extent.ranges), ...embedding.map(({ extent }) => extent.mayHold ?? [])];
    for (const { representative, members } of addressClasses(sets)) {
      const certain = members.flatMap((index) => ranged[index] ?? []);
      const possible = [...unclear, ...members.flatMap((index) => embedding[index - ranged.length] ?? [])];
      const others = possible.filter((one) => !certain.includes(one)).map(this.#mayHold);
      yield this.#in({ address: representative }, [...certain, ...others]);
    }
  }

  #countries(by: "address" | "gps"): readonly Option[] {
    const listed = this.#withExtent("countries").filter(({ extent }) => extent.by === by);
    const codes = new Set(listed.flatMap(({ extent }) => [...extent.codes]));
    const countries: readonly Country[] = [
      { kind: "unnamed" },
      { kind: "unmapped" },
      ...[...codes].sort().map((code): Country => ({ kind: "code", code })),
    ];
    return countries.map((country) =>
      this.#in(
        by === "gps" ? { countryByGps: country } : { countryByAddress: country },
        listed.filter(({ extent }) =>
          country.kind === "code" ? extent.codes.has(country.code) : country.kind === "unmapped" && extent.unmapped,
        ),
      ),
    );
  }

  /** Trust that no named location shows: the MFA trusted IPs, and whatever the tenant file doesn't tell. */
  #hiddenTrust(): readonly (readonly Option[])[] {
    const usedBy = this.#usedBy(({ allTrusted }) => allTrusted);
    return isUsed(usedBy) ? [[this.#in({}, []), { network: { trustedElsewhere: true }, ...usedBy }]] : [];
  }

  /** A location whose networks can't be read is one set of networks, the same wherever its id is used. */
  #extentsNotKnown(): readonly (readonly Option[])[] {
    const byId = new Map<LocationId, UsedLocation[]>();
    for (const one of this.#withExtent("notKnown")) {
      const { id } = one.location;
      byId.set(id, [...(byId.get(id) ?? []), one]);
    }
    return Array.from(byId, ([id, same]) => [this.#in({}, []), this.#in({ within: new Set([id]) }, same)]);
  }

  #withExtent<Kind extends LocationExtent["kind"]>(kind: Kind): readonly WithExtent<Kind>[] {
    const isOfKind = (extent: LocationExtent): extent is ExtentOf<Kind> => extent.kind === kind;
    return this.#used.flatMap((one) => {
      const { extent } = one.location;
      return isOfKind(extent) ? [{ ...one, extent }] : [];
    });
  }
}

type ExtentOf<Kind> = Extract<LocationExtent, { readonly kind: Kind }>;
type WithExtent<Kind> = UsedLocation & { readonly extent: ExtentOf<Kind> };

const isUsed = ({ included, excluded }: UsedBy): boolean => !isEmpty(included) || !isEmpty(excluded);

const namesLocation = (list: LocationList, { id, trusted }: NamedLocation): boolean =>
  list.ids.has(id) || (list.allTrusted && trusted);

/** Locations with ranges. One that is the same in both of two tenants is one. */
function sameRangesTogether(used: readonly WithExtent<"ranges">[]): readonly WithExtent<"ranges">[] {
  const together: WithExtent<"ranges">[] = [];
  const byId = new Map<LocationId, number>();
  for (const one of used) {
    const at = byId.get(one.location.id) ?? together.length;
    const known = together[at];
    if (known !== undefined && isSame(known.extent, one.extent))
      together[at] = {
        ...known,
        included: either(known.included, one.included),
        excluded: either(known.excluded, one.excluded),
      };
    else together.push(one);
    byId.set(one.location.id, at);
  }
  return together;
}

const isSame = (one: ExtentOf<"ranges">, other: ExtentOf<"ranges">): boolean =>
  one.notUnderstood.length + other.notUnderstood.length === 0 &&
  one.ranges.length === other.ranges.length &&
  one.ranges.every(({ family, first, last }, index) => {
    const range = other.ranges[index];
    return range?.family === family && range.first === first && range.last === last;
  });
