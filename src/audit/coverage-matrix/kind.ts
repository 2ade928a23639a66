import { CONDITIONS, LISTED_DIMENSIONS, meetsCondition, NOT_CONFIGURED, valuesOf, varies } from "../../law/conditions";
import type { KnownLocations } from "../../law/conditions/condition";
import type { AttributeName } from "../../law/device-filter/attributes";
import { allNull, attributesOf, type DeviceRule } from "../../law/device-filter/rule";
import type {
  AuthenticationFlow,
  Circumstances,
  ClientApp,
  Conditions,
  DeviceFilter,
  Dimension,
  ListCondition,
  ListedDimension,
  LocationCondition,
  LocationList,
} from "../../law/model/dimensions";
import type { LocationId } from "../../law/model/ids";
import type { Policy } from "../../law/model/policy";
import type { Tenant } from "../../law/model/tenant";
import { present } from "../../text/present";
import { listing, named, shortened, someOf } from "../../text/sentence";
import { findDevice } from "../../verifier/devices/find-device";
import { tellerOf } from "../../words/sign-in";

/** Sign-ins of one kind: those with some values of one dimension, whatever the others are. */
export interface SignInKind {
  readonly dimension: Dimension;
  /** In a few words: `browser`, `anywhere else`. */
  readonly name: string;
  /** What the name doesn't tell. */
  readonly note?: string;
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
    const isToldApart = policies.some(
      ({ conditions }) => conditions[dimension].kind !== CONDITIONS[dimension].notConfigured.kind,
    );
    return isToldApart || ALWAYS.includes(dimension) ? kindsOf(dimension, tenant) : [];
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

/** Named locations, and rules of device filters, that are asked about one by one. The others are asked about together. */
const MAX_PLACES = 8;
const MAX_RULES = 4;

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

type Comparison = Extract<DeviceRule, { readonly kind: "comparison" }>;

const comparison = (attribute: AttributeName, test: Comparison["test"]): Comparison => ({
  kind: "comparison",
  attribute,
  negated: false,
  test,
});

/** What people call a device with that value of an attribute. */
const CALLED: readonly (readonly [name: string, rule: Comparison])[] = [
  ["compliant", comparison("isCompliant", { kind: "isBoolean", value: true })],
  ["hybrid joined", comparison("trustType", { kind: "isOneOf", values: ["ServerAD"] })],
  ["Entra joined", comparison("trustType", { kind: "isOneOf", values: ["AzureAD"] })],
  ["Entra registered", comparison("trustType", { kind: "isOneOf", values: ["Workplace"] })],
];

interface UsedRule {
  readonly rule: DeviceRule;
  readonly by: readonly Policy[];
}

/**
 * Where a policy has a device filter: unregistered devices; compliant ones and those of each sort of trust, where a filter asks
 * for that; what each filter's rule says; and any other device.
 */
export function deviceKinds(policies: readonly Policy[]): readonly SignInKind[] {
  const used = new Map<string, UsedRule>();
  for (const policy of policies) {
    const { device } = policy.conditions;
    if (device.kind !== "filter") continue;
    const key = JSON.stringify(device.rule);
    used.set(key, { rule: device.rule, by: [...(used.get(key)?.by ?? []), policy] });
  }
  if (used.size === 0) return [];
  const rules = [...used.values()].map(({ rule }) => rule);
  const asked = new Set(rules.flatMap((rule) => [...attributesOf(rule)]));
  const called = CALLED.filter(([, { attribute }]) => asked.has(attribute));
  const filtered = oneByOne(
    [...used].flatMap(([key, one]) => (called.some(([, rule]) => JSON.stringify(rule) === key) ? [] : [one])),
    MAX_RULES,
  );
  // Devices that differ in nothing that a filter asks for are one to all policies, so no other attribute matters.
  const unregistered = allNull(asked);
  const all = anyOf([unregistered, ...called.map(([, rule]) => rule), ...rules]);
  return [
    deviceKind("unregistered", { mode: "exclude", rule: unregistered }),
    ...called.map(([name, rule]) => deviceKind(name, { mode: "exclude", rule })),
    ...filtered.map((some, at) => ({
      ...deviceKind(filtered.length === 1 ? "as a filter says" : `as filter ${at + 1} says`, {
        mode: "exclude",
        rule: anyOf(some.map(({ rule }) => rule)),
      }),
      note: filterText(some.flatMap(({ by }) => by)),
    })),
    ...present([isAnyLeft(all) && deviceKind("any other", { mode: "include", rule: all })]),
  ];
}

const deviceKind = (name: string, filter: Omit<Extract<DeviceFilter, { kind: "filter" }>, "kind">): SignInKind => ({
  dimension: "device",
  name,
  others: onlyOn("device", { kind: "filter", ...filter }),
});

const anyOf = (parts: readonly DeviceRule[]): DeviceRule =>
  parts.length === 1 && parts[0] !== undefined ? parts[0] : { kind: "or", parts };

/** False iff it is certain that every device meets the rule. */
const isAnyLeft = (rule: DeviceRule): boolean =>
  findDevice([{ rule, among: ["no", "unclear"] }], 100_000).kind !== "none";

/** The rules as they are written, and by whom. */
function filterText(by: readonly Policy[]): string {
  const rules = new Set(by.map(({ written }) => shortened(written.in("conditions.devices.deviceFilter.rule"))));
  const names = by.map(({ displayName }) => named(displayName));
  return `what ${listing([...rules].slice(0, 4), "or")} names, in ${listing(someOf(names, 4), "and")}`;
}
