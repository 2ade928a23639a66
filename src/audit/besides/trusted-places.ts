import type { AddressRange } from "../../law/addresses/address";
import type { NamedLocation, Tenant } from "../../law/model/tenant";
import { counted, listing, named } from "../../text/sentence";
import { type Doubt, readWith } from "../known";
import { fewOf } from "../policies-in-words";

/** The places that policies leave out because they are trusted. */
export type TrustedPlaces =
  /** In words: each with how many addresses it holds. */
  | { readonly kind: "places"; readonly inWords: string }
  | { readonly kind: "too wide"; readonly inWords: string }
  | { readonly kind: "not known"; readonly doubt: Doubt };

/**
 * No network that somebody can vouch for is wider than these, all of it together: 16.8 million addresses of IPv4, which is the
 * longest mask but one that Entra takes for a single range, and one of 65,536 parts of IPv6.
 * @see Microsoft Entra, "Conditional Access: Network assignment" (2024-05): only masks longer than /8
 */
const WIDEST = { 4: 2n ** 24n, 6: 2n ** 112n } as const;

/** The trusted locations that the tenant's policies leave out, by name or as all trusted ones. */
export function trustedPlaces({ policies, locations, open }: Tenant): TrustedPlaces {
  if (locations === undefined || open?.has("namedLocations"))
    return { kind: "not known", doubt: { what: "which locations are trusted", todo: readWith("Policy.Read.All") } };
  const excludes = policies.flatMap(({ conditions: { network } }) => (network.kind === "any" ? [] : [network.exclude]));
  const isLeftOut = ({ id }: NamedLocation): boolean =>
    excludes.some(({ allTrusted, ids }) => allTrusted || ids.has(id));
  const places = [...locations.values()].filter((location) => location.trusted && isLeftOut(location));
  const unread = places.filter(({ extent }) => !isRead(extent));
  if (unread.length > 0)
    return {
      kind: "not known",
      doubt: {
        what: `how wide ${listing(fewOf(unread.map(nameOf)), "and")} ${unread.length === 1 ? "is" : "are"}`,
        todo: "look at the ranges of the trusted locations in the Entra admin center",
      },
    };
  const inWords = listing(fewOf(places.map(sizeInWords)), "and");
  const isTooWide = ([4, 6] as const).some((family) => addressesIn(places, family) > WIDEST[family]);
  return { kind: isTooWide ? "too wide" : "places", inWords };
}

const isRead = (extent: NamedLocation["extent"]): boolean =>
  extent.kind === "ranges" && extent.notUnderstood.length === 0 && extent.mayHold === undefined;

const rangesOf = ({ extent }: NamedLocation): readonly AddressRange[] =>
  extent.kind === "ranges" ? extent.ranges : [];

/** Ranges that overlap count twice, which errs on the safe side. */
const addressesIn = (places: readonly NamedLocation[], family: 4 | 6): bigint =>
  places
    .flatMap(rangesOf)
    .filter((range) => range.family === family)
    .reduce((sum, { first, last }) => sum + (last - first + 1n), 0n);

const nameOf = ({ id, displayName }: NamedLocation): string => named(displayName ?? id);

function sizeInWords(place: NamedLocation): string {
  const [v4, v6] = [addressesIn([place], 4), addressesIn([place], 6)];
  const sizes = [
    ...(v4 > 0n || v6 === 0n ? [counted(Number(v4), "address", "addresses")] : []),
    ...(v6 > 0n ? [`${v6 >= 2n ** 64n ? "many" : Number(v6).toLocaleString("en-US")} of IPv6`] : []),
  ];
  return `${nameOf(place)} (${listing(sizes, "and")})`;
}
