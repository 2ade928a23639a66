import type { LocationCondition, LocationList } from "../../law/model/dimensions";
import type { LocationId } from "../../law/model/ids";
import type { Policy } from "../../law/model/policy";
import type { Tenant } from "../../law/model/tenant";
import { onlyOn, type Place, type SignInKind } from "./kind";

/** Named locations that are asked about one by one: those that most policies use. The others are asked about together. */
const MOST_BY_THEMSELVES = 8;

/** Each named location that a policy uses, any trusted place where one uses that, and anywhere else. */
export function placeKinds(
  policies: readonly Policy[],
  { locations }: Pick<Tenant, "locations">,
): readonly SignInKind[] {
  const lists = policies.flatMap(({ conditions: { network } }) =>
    network.kind === "any" ? [] : [network.include, network.exclude],
  );
  if (lists.length === 0) return [];
  const used = byUse(lists);
  const [own, rest] = [used.slice(0, MOST_BY_THEMSELVES), used.slice(MOST_BY_THEMSELVES)];
  const usesTrusted = lists.some(({ allTrusted }) => allTrusted);
  const isKnown = (id: LocationId): boolean => locations?.has(id) === true;
  return [
    ...own.map((id) => within({ place: "named", locations: [id] }, { ...NOWHERE, ids: new Set([id]) })),
    ...(rest.length > 0 ? [within({ place: "named", locations: rest }, { ...NOWHERE, ids: new Set(rest) })] : []),
    ...(usesTrusted ? [within({ place: "trusted" }, { ...NOWHERE, allTrusted: true })] : []),
    // A place that nobody knows may be anywhere, so being in none that is known is as far as one can tell.
    kind(
      { place: "elsewhere" },
      { include: { all: false, allTrusted: usesTrusted, ids: new Set(used.filter(isKnown)) }, exclude: NOWHERE },
    ),
  ];
}

const NOWHERE: LocationList = { all: false, allTrusted: false, ids: new Set() };
const ANYWHERE: LocationList = { ...NOWHERE, all: true };

const within = (place: Place, list: LocationList): SignInKind => kind(place, { include: ANYWHERE, exclude: list });

const kind = (place: Place, others: Omit<Extract<LocationCondition, { kind: "listed" }>, "kind">): SignInKind => ({
  what: { dimension: "network", ...place },
  others: onlyOn("network", { kind: "listed", ...others }),
});

/** The locations of these lists, those first that most of them have. */
function byUse(lists: readonly LocationList[]): readonly LocationId[] {
  const uses = new Map<LocationId, number>();
  for (const { ids } of lists) for (const id of ids) uses.set(id, (uses.get(id) ?? 0) + 1);
  return [...uses].sort(([one, times], [other, often]) => often - times || (one < other ? -1 : 1)).map(([id]) => id);
}
