import { bitsOf, parseAddress } from "../law/addresses/address";
import { meetsLocations } from "../law/conditions/network-law";
import type { LocationCondition, LocationList, Network } from "../law/model/dimensions";
import type { LocationId } from "../law/model/ids";
import type { RecordedCircumstances } from "../law/model/recorded-sign-in";
import type { NamedLocation, Tenant } from "../law/model/tenant";
import { inAllCases, type Met } from "./rows";

type Known = Pick<Tenant, "locations">;
type Where = Pick<RecordedCircumstances, "address" | "country" | "trusted">;

/**
 * Whether a condition on locations is met by somebody who signs in from there. A location may hold them or not where that isn't known.
 * The condition is likeliest to be met if those that it only includes do and the others don't, and least likely the other way round:
 * these two are tried.
 */
export function meetsPlaces(condition: LocationCondition, where: Where, tenant: Known): Met {
  if (condition.kind === "any") return "yes";
  const { include, exclude } = condition;
  const [included, excluded] = [include, exclude].map((list) => namedIn(list, tenant)) as [Ids, Ids];
  const open = [...new Set([...included, ...excluded])].filter((id) => isOpen(tenant.locations?.get(id), where));
  const onlyIncluded = open.filter((id) => !excluded.has(id));
  const others = open.filter((id) => excluded.has(id));
  const hidden = include.allTrusted || exclude.allTrusted ? hiddenTrust(where, tenant) : [false];
  return inAllCases(
    [onlyIncluded, others].flatMap((holding) =>
      hidden.map((trustedElsewhere) =>
        meetsLocations(condition, networkOf(where, trustedElsewhere), supposing(tenant, open, new Set(holding))),
      ),
    ),
  );
}

type Ids = ReadonlySet<LocationId>;

function namedIn({ ids, allTrusted }: LocationList, { locations }: Known): Ids {
  const trusted = [...(locations?.values() ?? [])].filter((location) => location.trusted).map(({ id }) => id);
  return new Set([...ids, ...(allTrusted ? trusted : [])]);
}

/** Whether nobody knows if the location holds somebody who signs in from there. */
function isOpen(location: NamedLocation | undefined, where: Where): boolean {
  switch (location?.extent.kind) {
    case undefined:
    case "notKnown":
      return true;
    case "ranges":
      return where.address === undefined;
    case "countries":
      return (location?.extent.kind === "countries" && location.extent.by === "gps") || where.country === undefined;
    case "notUnderstood":
      return false;
  }
}

/**
 * Whether a list that Graph doesn't show trusts the address. Where Entra saw a trusted network that none of the named locations
 * is, one does.
 */
export function hiddenTrust(where: Where, tenant: Known): readonly boolean[] {
  if (where.trusted === undefined) return [false, true];
  if (!where.trusted) return [false];
  return [meetsLocations(ONLY_TRUSTED, networkOf(where, false), tenant) !== "yes"];
}

const NONE = { all: false, allTrusted: false, ids: new Set<LocationId>() };
const ONLY_TRUSTED: LocationCondition = { kind: "listed", include: { ...NONE, allTrusted: true }, exclude: NONE };

const networkOf = ({ address, country }: Where, trustedElsewhere: boolean): Network => ({
  address: parseAddress(address ?? "") ?? { family: 4, value: 0n },
  countryByAddress: country === undefined ? { kind: "unnamed" } : { kind: "code", code: country },
  countryByGps: { kind: "unnamed" },
  trustedElsewhere,
  within: new Set(),
});

/** The named locations where some of the open ones hold everything, and the other open ones nothing. */
function supposing({ locations }: Known, open: readonly LocationId[], holding: Ids): Known {
  if (open.length === 0) return { locations };
  const supposed = new Map(locations);
  for (const id of open) {
    const known = locations?.get(id) ?? UNKNOWN;
    supposed.set(id, { ...known, id, extent: holding.has(id) ? EVERYWHERE : NOWHERE });
  }
  return { locations: supposed };
}

const all = (family: 4 | 6) => ({ family, first: 0n, last: 2n ** BigInt(bitsOf(family)) - 1n });
const EVERYWHERE: NamedLocation["extent"] = { kind: "ranges", ranges: [all(4), all(6)], notUnderstood: [] };
const NOWHERE: NamedLocation["extent"] = { kind: "ranges", ranges: [], notUnderstood: [] };
const UNKNOWN = { displayName: undefined, trusted: false, written: { in: () => "" } };
