import { bitsOf, parseAddress } from "../law/addresses/address";
import { meetsLocations } from "../law/conditions/network-law";
import type { LocationCondition, Network } from "../law/model/dimensions";
import type { LocationId } from "../law/model/ids";
import type { RecordedCircumstances } from "../law/model/recorded-sign-in";
import type { NamedLocation, Tenant } from "../law/model/tenant";
import { inAllCases, type Met } from "./met";

type Known = Pick<Tenant, "locations">;
type Where = Pick<RecordedCircumstances, "address" | "country" | "trusted">;

/** More locations that nothing tells about than these are too many cases to try. */
const MOST_OPEN = 8;

/**
 * Whether a condition on locations is met by somebody who signs in from there. Each location of which that isn't known, or whose
 * places aren't known, may hold them or not: all cases are put to the law.
 */
export function meetsPlaces(condition: LocationCondition, where: Where, tenant: Known): Met {
  if (condition.kind === "any") return "yes";
  const named = namedIn(condition, tenant);
  const open = [...named].filter((id) => isOpen(tenant.locations?.get(id), where));
  const listsTrusted = condition.include.allTrusted || condition.exclude.allTrusted;
  if (open.length > MOST_OPEN) return "depends";
  const hidden = listsTrusted ? hiddenTrust(where, tenant) : [false];
  const truths = subsets(open).flatMap((holding) =>
    hidden.map((trustedElsewhere) =>
      meetsLocations(condition, networkOf(where, trustedElsewhere), supposing(tenant, open, holding)),
    ),
  );
  return inAllCases(truths);
}

function namedIn(
  condition: Exclude<LocationCondition, { kind: "any" }>,
  { locations }: Known,
): ReadonlySet<LocationId> {
  const { include, exclude } = condition;
  const trusted = [...(locations?.values() ?? [])].filter((location) => location.trusted).map(({ id }) => id);
  return new Set([...include.ids, ...exclude.ids, ...(include.allTrusted || exclude.allTrusted ? trusted : [])]);
}

function isOpen(location: NamedLocation | undefined, where: Where): boolean {
  switch (location?.extent.kind) {
    case undefined:
    case "notKnown":
      return true;
    case "ranges":
      return where.address === undefined;
    case "countries":
      return location?.extent.kind === "countries" && location.extent.by === "gps" ? true : where.country === undefined;
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
function supposing({ locations }: Known, open: readonly LocationId[], holding: ReadonlySet<LocationId>): Known {
  if (open.length === 0) return { locations };
  const supposed = new Map(locations);
  for (const id of open) {
    const known = locations?.get(id) ?? UNKNOWN;
    supposed.set(id, { ...known, id, extent: holding.has(id) ? EVERYWHERE : NOWHERE });
  }
  return { locations: supposed };
}

const subsets = (ids: readonly LocationId[]): readonly ReadonlySet<LocationId>[] =>
  Array.from({ length: 2 ** ids.length }, (_, bits) => new Set(ids.filter((_id, at) => (bits >> at) & 1)));

const all = (family: 4 | 6) => ({ family, first: 0n, last: 2n ** BigInt(bitsOf(family)) - 1n });
const EVERYWHERE: NamedLocation["extent"] = { kind: "ranges", ranges: [all(4), all(6)], notUnderstood: [] };
const NOWHERE: NamedLocation["extent"] = { kind: "ranges", ranges: [], notUnderstood: [] };
const UNKNOWN = { displayName: undefined, trusted: false, written: { in: () => "" } };
