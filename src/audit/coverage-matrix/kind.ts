import { CONDITIONS, LISTED_DIMENSIONS, meetsCondition, NOT_CONFIGURED, valuesOf, varies } from "../../law/conditions";
import type { KnownLocations } from "../../law/conditions/condition";
import { allNull, attributesOf } from "../../law/device-filter/rule";
import type {
  AuthenticationFlow,
  Circumstances,
  ClientApp,
  Conditions,
  Dimension,
  ListCondition,
  ListedDimension,
  LocationCondition,
  LocationList,
} from "../../law/model/dimensions";
import type { LocationId } from "../../law/model/ids";
import type { Policy } from "../../law/model/policy";
import type { Tenant } from "../../law/model/tenant";
import { shortened } from "../../text/sentence";
import { tellerOf } from "../../words/sign-in";

/** Sign-ins of one kind: those with some values of one dimension, whatever the others are. */
export interface SignInKind {
  readonly dimension: Dimension;
  /** In a few words: `browser`, `anywhere else`. */
  readonly name: string;
  /** The values, where the dimension has a list of them. */
  readonly values?: readonly Circumstances[ListedDimension][];
  /** A policy with these conditions is met by exactly the sign-ins of other kinds. */
  readonly others: Conditions;
}

/** Met by all sign-ins but those with other values of one dimension. */
const onlyOn = <D extends Dimension>(dimension: D, condition: Conditions[D]): Conditions => ({
  ...NOT_CONFIGURED,
  [dimension]: condition,
});

/** Whether a sign-in is of the kind, or may be as far as can be known. */
export const isOfKind = ({ dimension, others }: SignInKind, signIn: Circumstances, tenant: KnownLocations): boolean =>
  meetsCondition(dimension, others, signIn[dimension], tenant) !== "yes";

/** Dimensions that are always shown; others where a policy tells their values apart. */
const ALWAYS: readonly ListedDimension[] = ["clientApp", "authenticationFlow"];

/** Of each dimension with a list of values that is worth it a kind for each value. */
export const listedKinds = (policies: readonly Policy[], tenant: Tenant): readonly SignInKind[] =>
  LISTED_DIMENSIONS.filter(varies).flatMap((dimension) => {
    const isDistinguished = policies.some(
      ({ conditions }) => conditions[dimension].kind !== CONDITIONS[dimension].notConfigured.kind,
    );
    return isDistinguished || ALWAYS.includes(dimension) ? kindsOf(dimension, tenant) : [];
  });

/** Exchange ActiveSync is one kind: a condition that names all of it names it on a supported platform too. */
const ACTIVE_SYNC: readonly unknown[] = ["exchangeActiveSync", "easSupported"];

function kindsOf<D extends ListedDimension>(dimension: D, tenant: Tenant): readonly SignInKind[] {
  const all = valuesOf(dimension);
  const activeSync = all.filter((value) => ACTIVE_SYNC.includes(value));
  const together = all.flatMap((value) => {
    if (!activeSync.includes(value)) return [[value]];
    return value === activeSync[0] ? [activeSync] : [];
  });
  return together.map((values) => ({
    dimension,
    name: nameOf(dimension, values[0] as Circumstances[D], tenant),
    values,
    others: onlyOn(dimension, LISTING[dimension](all.filter((value) => !values.includes(value)))),
  }));
}

/** Values whose words are too long to stand over a column. */
const BRIEF: { readonly [value: string]: string } = {
  browser: "browser",
  mobileAppsAndDesktopClients: "app or command line",
  exchangeActiveSync: "Exchange ActiveSync",
  other: "legacy client",
  null: "ordinary",
  deviceCodeFlow: "device code",
  authenticationTransfer: "transfer to another device",
} satisfies { readonly [value in ClientApp | AuthenticationFlow as `${value}`]?: string };

/** A client and a flow by names of their own; a risk, or a platform, without the name of the dimension. */
function nameOf<D extends ListedDimension>(dimension: D, value: Circumstances[D], tenant: Tenant): string {
  const brief = ALWAYS.includes(dimension) ? BRIEF[String(value)] : undefined;
  if (brief !== undefined) return brief;
  const said = CONDITIONS[dimension].words.how([value], tellerOf(tenant)) ?? "any";
  return said.replace(/^(?:sign-in risk|user risk|insider risk|agent risk) /, "").replace(/^(?:on|by) /, "");
}

const list = <T>(values: readonly T[]): ListCondition<T> => ({
  kind: "only",
  values: new Set(values),
  notUnderstood: [],
});

/** The condition that lists these values and no others. */
const LISTING: { readonly [D in ListedDimension]: (values: readonly Circumstances[D][]) => Conditions[D] } = {
  clientApp: list,
  platform: (values) => ({
    kind: "listed",
    include: { all: false, named: new Set(values), notUnderstood: [] },
    exclude: { all: false, named: new Set(), notUnderstood: [] },
  }),
  signInRisk: list,
  userRisk: list,
  insiderRisk: list,
  authenticationFlow: list,
  agentRisk: () => ({ kind: "any" }),
};

/** Named locations that are asked about one by one. The others are asked about together. */
const MAX_PLACES = 5;

/** Some of them, each by itself, and the rest together. */
const oneByOne = <T>(items: readonly T[], most: number): readonly (readonly T[])[] => [
  ...items.slice(0, most).map((item) => [item]),
  ...(items.length > most ? [items.slice(most)] : []),
];

const NOWHERE: LocationList = { all: false, allTrusted: false, ids: new Set() };
const ANYWHERE: LocationList = { ...NOWHERE, all: true };

/** Each named location that a policy uses, any trusted place where one uses that, and anywhere else. */
export function placeKinds(
  policies: readonly Policy[],
  { locations }: Pick<Tenant, "locations">,
): readonly SignInKind[] {
  const lists = policies.flatMap(({ conditions: { network } }) =>
    network.kind === "any" ? [] : [network.include, network.exclude],
  );
  if (lists.length === 0) return [];
  const used = mostUsedFirst(lists);
  const allTrusted = lists.some((one) => one.allTrusted);
  const kind = (name: string, others: Omit<Extract<LocationCondition, { kind: "listed" }>, "kind">): SignInKind => ({
    dimension: "network",
    name,
    others: onlyOn("network", { kind: "listed", ...others }),
  });
  const within = (name: string, exclude: LocationList): SignInKind => kind(name, { include: ANYWHERE, exclude });
  // A place that nobody knows may be anywhere, so being in none that is known is as far as one can tell.
  const known = new Set(used.filter((id) => locations?.has(id) === true));
  return [
    ...oneByOne(used, MAX_PLACES).map((ids) => {
      const [first = ""] = ids;
      const one = shortened(locations?.get(first as LocationId)?.displayName ?? first);
      return within(ids.length > 1 ? `${ids.length} other named places` : one, { ...NOWHERE, ids: new Set(ids) });
    }),
    ...(allTrusted ? [within("any trusted place", { ...NOWHERE, allTrusted })] : []),
    kind("anywhere else", { include: { all: false, allTrusted, ids: known }, exclude: NOWHERE }),
  ];
}

function mostUsedFirst(lists: readonly LocationList[]): readonly LocationId[] {
  const uses = new Map<LocationId, number>();
  for (const { ids } of lists) for (const id of ids) uses.set(id, (uses.get(id) ?? 0) + 1);
  return [...uses].sort(([one, times], [other, often]) => often - times || (one < other ? -1 : 1)).map(([id]) => id);
}

/** Where a policy has a device filter: unregistered devices, and registered ones. */
export function deviceKinds(policies: readonly Policy[]): readonly SignInKind[] {
  const asked = new Set(
    policies.flatMap(({ conditions: { device } }) => (device.kind === "filter" ? [...attributesOf(device.rule)] : [])),
  );
  if (asked.size === 0) return [];
  const rule = allNull(asked);
  const kind = (name: string, mode: "include" | "exclude"): SignInKind => ({
    dimension: "device",
    name,
    others: onlyOn("device", { kind: "filter", mode, rule }),
  });
  return [kind("unregistered", "exclude"), kind("registered", "include")];
}
