import { CONDITIONS, LISTED_DIMENSIONS, meetsCondition, NOT_CONFIGURED, valuesOf, varies } from "../../law/conditions";
import type { KnownLocations } from "../../law/conditions/condition";
import type { AttributeName } from "../../law/device-filter/attributes";
import { allNull, attributesOf, type DeviceRule } from "../../law/device-filter/rule";
import type {
  Circumstances,
  Conditions,
  DeviceFilter,
  Dimension,
  ListCondition,
  ListedDimension,
  LocationCondition,
  LocationList,
} from "../../law/model/dimensions";
import type { LocationId, PolicyId } from "../../law/model/ids";
import type { Policy } from "../../law/model/policy";
import type { Tenant } from "../../law/model/tenant";
import { findDevice } from "../../verifier/devices/find-device";

/** Rules that are asked about one by one. The others are asked about together. */
const MOST_RULES = 4;

/** What people call a device with that value of an attribute. */
const CALLED: readonly (readonly [
  Extract<DeviceKind["device"], "compliant" | "hybrid joined" | "joined" | "registered by its owner">,
  AttributeName,
  DeviceRule,
])[] = [
  ["compliant", "isCompliant", comparison("isCompliant", { kind: "isBoolean", value: true })],
  ["hybrid joined", "trustType", comparison("trustType", { kind: "isOneOf", values: ["ServerAD"] })],
  ["joined", "trustType", comparison("trustType", { kind: "isOneOf", values: ["AzureAD"] })],
  ["registered by its owner", "trustType", comparison("trustType", { kind: "isOneOf", values: ["Workplace"] })],
];

type Comparison = Extract<DeviceRule, { readonly kind: "comparison" }>;

function comparison(attribute: AttributeName, test: Comparison["test"]): Comparison {
  return { kind: "comparison", attribute, negated: false, test };
}

/**
 * Where a policy has a device filter: unregistered devices; compliant ones and those of each sort of trust, where a filter asks
 * for that; what each filter's rule says; and any other device.
 */
export function deviceKinds(policies: readonly Policy[]): readonly SignInKind[] {
  const rules = rulesOf(policies);
  if (rules.length === 0) return [];
  const asked = new Set(rules.flatMap(({ rule }) => [...attributesOf(rule)]));
  const called = CALLED.filter(([, attribute]) => asked.has(attribute));
  const others = rules.filter(({ rule }) => !called.some(([, , one]) => isSame(one, rule)));
  const [own, rest] = [others.slice(0, MOST_RULES), others.slice(MOST_RULES)];
  const filtered = [...own.map((one) => [one]), ...(rest.length > 0 ? [rest] : [])];
  // Devices that differ in nothing that a filter asks for are one to all policies, so no other attribute matters.
  const unregistered = allNull(asked);
  const told = [unregistered, ...called.map(([, , rule]) => rule), ...rules.map(({ rule }) => rule)];
  return [
    deviceKind({ device: "unregistered" }, { mode: "exclude", rule: unregistered }),
    ...called.map(([device, , rule]) => deviceKind({ device }, { mode: "exclude", rule })),
    ...filtered.map((some) =>
      deviceKind(
        { device: "filtered", rules: some.map(({ rule }) => rule), by: some.flatMap(({ by }) => by) },
        { mode: "exclude", rule: anyOf(some.map(({ rule }) => rule)) },
      ),
    ),
    ...(isAnyLeft(anyOf(told)) ? [deviceKind({ device: "other" }, { mode: "include", rule: anyOf(told) })] : []),
  ];
}

const deviceKind = (
  device: DeviceKind,
  filter: Omit<Extract<DeviceFilter, { kind: "filter" }>, "kind">,
): SignInKind => ({
  what: { dimension: "device", ...device },
  others: onlyOn("device", { kind: "filter", ...filter }),
});

/** False iff it is certain that every device meets the rule. */
const isAnyLeft = (rule: DeviceRule): boolean =>
  findDevice([{ rule, among: ["no", "unclear"] }], 100_000).kind !== "none";

const anyOf = (parts: readonly DeviceRule[]): DeviceRule =>
  parts.length === 1 && parts[0] !== undefined ? parts[0] : { kind: "or", parts };

interface UsedRule {
  readonly rule: DeviceRule;
  readonly by: readonly PolicyId[];
}

/** The distinct rules of these policies' filters. */
function rulesOf(policies: readonly Policy[]): readonly UsedRule[] {
  const found = new Map<string, UsedRule>();
  for (const {
    id,
    conditions: { device },
  } of policies) {
    if (device.kind !== "filter") continue;
    const key = JSON.stringify(device.rule);
    found.set(key, { rule: device.rule, by: [...(found.get(key)?.by ?? []), id] });
  }
  return [...found.values()];
}

const isSame = (one: DeviceRule, other: DeviceRule): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Dimensions that are always shown; others where a policy tells their values apart. */
const ALWAYS: readonly ListedDimension[] = ["clientApp", "authenticationFlow"];

/** Of each listed dimension that is worth it a kind for each value. */
export const listedKinds = (policies: readonly Policy[]): readonly SignInKind[] =>
  LISTED_DIMENSIONS.filter(varies).flatMap((dimension) => {
    const isToldApart = policies.some(
      ({ conditions }) => conditions[dimension].kind !== CONDITIONS[dimension].notConfigured.kind,
    );
    return isToldApart || ALWAYS.includes(dimension) ? kindsOf(dimension) : [];
  });

const kindsOf = <D extends ListedDimension>(dimension: D): readonly SignInKind[] =>
  together(dimension).map((values) => {
    const others = valuesOf(dimension).filter((value) => !values.includes(value));
    return { what: { dimension, values }, others: onlyOn(dimension, LISTING[dimension](others)) };
  });

/** Exchange ActiveSync is one kind: a condition that names all of it names it on a supported platform too. */
const together = <D extends ListedDimension>(dimension: D): readonly (readonly Circumstances[D][])[] => {
  const values = valuesOf(dimension);
  const isActiveSync = (value: Circumstances[D]): boolean => value === "exchangeActiveSync" || value === "easSupported";
  const activeSync = values.filter(isActiveSync);
  return values.flatMap((value) => {
    if (!isActiveSync(value)) return [[value]];
    return value === activeSync[0] ? [activeSync] : [];
  });
};

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

/** Named locations that are asked about one by one: those that most policies use. The others are asked about together. */
const MOST_PLACES = 8;

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
  const [own, rest] = [used.slice(0, MOST_PLACES), used.slice(MOST_PLACES)];
  const usesTrusted = lists.some(({ allTrusted }) => allTrusted);
  const isKnown = (id: LocationId): boolean => locations?.has(id) === true;
  return [
    ...own.map((id) => within({ place: "named", locations: [id] }, { ...NOWHERE, ids: new Set([id]) })),
    ...(rest.length > 0 ? [within({ place: "named", locations: rest }, { ...NOWHERE, ids: new Set(rest) })] : []),
    ...(usesTrusted ? [within({ place: "trusted" }, { ...NOWHERE, allTrusted: true })] : []),
    // A place that nobody knows may be anywhere, so being in none that is known is as far as one can tell.
    placeKind(
      { place: "elsewhere" },
      { include: { all: false, allTrusted: usesTrusted, ids: new Set(used.filter(isKnown)) }, exclude: NOWHERE },
    ),
  ];
}

const NOWHERE: LocationList = { all: false, allTrusted: false, ids: new Set() };
const ANYWHERE: LocationList = { ...NOWHERE, all: true };

const within = (place: Place, list: LocationList): SignInKind => placeKind(place, { include: ANYWHERE, exclude: list });

const placeKind = (place: Place, others: Omit<Extract<LocationCondition, { kind: "listed" }>, "kind">): SignInKind => ({
  what: { dimension: "network", ...place },
  others: onlyOn("network", { kind: "listed", ...others }),
});

/** The locations of these lists, those first that most of them have. */
function byUse(lists: readonly LocationList[]): readonly LocationId[] {
  const uses = new Map<LocationId, number>();
  for (const { ids } of lists) for (const id of ids) uses.set(id, (uses.get(id) ?? 0) + 1);
  return [...uses].sort(([one, times], [other, often]) => often - times || (one < other ? -1 : 1)).map(([id]) => id);
}

/** Sign-ins of one kind: those with some values of one dimension, whatever the others are. */
export interface SignInKind {
  readonly what: What;
  /** A policy with these conditions is met by exactly the sign-ins of other kinds. */
  readonly others: Conditions;
}

/** What the sign-ins of a kind have in common. */
export type What =
  | { readonly dimension: ListedDimension; readonly values: readonly Circumstances[ListedDimension][] }
  | ({ readonly dimension: "network" } & Place)
  | ({ readonly dimension: "device" } & DeviceKind);

/** Where somebody signs in from. *elsewhere*: from no place that a policy uses. */
export type Place =
  | { readonly place: "named"; readonly locations: readonly LocationId[] }
  | { readonly place: "trusted" }
  | { readonly place: "elsewhere" };

/** On what device. *filtered*: one that a policy's filter names by this rule; *other*: one that no kind is about. */
export type DeviceKind =
  | { readonly device: "unregistered" | "compliant" | "hybrid joined" | "joined" | "registered by its owner" | "other" }
  | { readonly device: "filtered"; readonly rules: readonly DeviceRule[]; readonly by: readonly PolicyId[] };

/** Met by all sign-ins but those with other values of one dimension. */
export const onlyOn = <D extends Dimension>(dimension: D, condition: Conditions[D]): Conditions => ({
  ...NOT_CONFIGURED,
  [dimension]: condition,
});

/** Whether a sign-in is of the kind, or may be as far as can be known. */
export const isOfKind = ({ what, others }: SignInKind, signIn: Circumstances, tenant: KnownLocations): boolean =>
  meetsCondition(what.dimension, others, signIn[what.dimension], tenant) !== "yes";
