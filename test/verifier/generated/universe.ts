import { parseAddress } from "../../../src/law/addresses/address";
import type { Device } from "../../../src/law/device-filter/device";
import { parseDeviceRule } from "../../../src/law/device-filter/parse";
import { type EvaluationContext, evaluationContext } from "../../../src/law/evaluate";
import { SHOWN_BY_ANYBODY } from "../../../src/law/grant";
import {
  AGENT_RISKS,
  AUTHENTICATION_FLOWS,
  CLIENT_APPS,
  type Country,
  type Dimension,
  INSIDER_RISKS,
  type Network,
  PLATFORMS,
  RISKS,
} from "../../../src/law/model/dimensions";
import { homeTenantId, type LocationId, userId } from "../../../src/law/model/ids";
import {
  type IdentityType,
  OUTSIDER_TYPES,
  PERSON_CLASSES,
  type Principal,
  type SignIn,
} from "../../../src/law/model/sign-in";
import type { Tenant } from "../../../src/law/model/tenant";
import { filterKey } from "../../../src/verifier/encoding/unknowns";
import { inPartKey, openInGroups, openInRole } from "../../../src/verifier/encoding/users";
import { supposing } from "../../../src/verifier/ways/supposed";
import { UNKNOWN_GROUP, USERS } from "./tenants";

/** What plain enumeration needs for the generated tenants: written out by hand, and not taken from the prover. */
const HOMES = [
  "unnamed",
  homeTenantId("99999999-0000-4000-8000-000000000001"),
  homeTenantId("99999999-0000-4000-8000-000000000002"),
] as const;

const facetsOf = (type: IdentityType["type"]): IdentityType[] =>
  type === "member" || type === "internalGuest" ? [{ type, home: "unnamed" }] : HOMES.map((home) => ({ type, home }));

export function principalsOf(tenant: Tenant): Principal[] {
  const people = tenant.users ?? [...USERS, UNKNOWN_GROUP].map((id) => ({ id: userId(id), classes: PERSON_CLASSES }));
  return [
    ...people.flatMap(({ id, classes }) =>
      classes.flatMap(facetsOf).map((facet): Principal => ({ kind: "person", id, identity: facet })),
    ),
    ...(tenant.users === undefined
      ? PERSON_CLASSES.flatMap(facetsOf).map((facet): Principal => ({ kind: "unnamed", identity: facet }))
      : []),
    ...OUTSIDER_TYPES.flatMap(facetsOf).map((facet): Principal => ({ kind: "outsider", identity: facet })),
  ];
}

const ADDRESSES = ["203.0.113.7", "203.0.113.200", "198.51.100.1", "192.0.2.1", "2001:db8::1", "2001:dead::1"].map(
  address,
);
const COUNTRIES: Country[] = [
  { kind: "code", code: "FI" },
  { kind: "code", code: "SE" },
  { kind: "code", code: "NO" },
  { kind: "unnamed" },
  { kind: "unmapped" },
];

function address(text: string) {
  const parsed = parseAddress(text);
  if (parsed === undefined) throw new Error(`not an address: ${text}`);
  return parsed;
}

const cross = <A, B>(one: readonly A[], other: readonly B[]): [A, B][] =>
  one.flatMap((first) => other.map((second): [A, B] => [first, second]));

/** Locations that policies name and whose places can't be read: a sign-in is in any of them or not. */
export function unreadIn(tenant: Tenant): readonly LocationId[] {
  const lists = tenant.policies.flatMap(({ conditions: { network } }) =>
    network.kind === "any" ? [] : [network.include, network.exclude],
  );
  const trusted = [...(tenant.locations?.values() ?? [])].flatMap((one) => (one.trusted ? one.id : []));
  const named = lists.flatMap(({ ids, allTrusted }) => [...ids, ...(allTrusted ? trusted : [])]);
  return [...new Set(named)].filter((id) => (tenant.locations?.get(id)?.extent.kind ?? "notKnown") === "notKnown");
}

/** Each set of them. */
export function withinsOf(tenant: Tenant): readonly ReadonlySet<LocationId>[] {
  const unread = unreadIn(tenant);
  return Array.from(
    { length: 2 ** unread.length },
    (_, bits) => new Set<LocationId>(unread.filter((_id, at) => ((bits >> at) & 1) === 1)),
  );
}

function placesOf(tenant: Tenant): Network[] {
  return cross(cross(ADDRESSES, cross(COUNTRIES, COUNTRIES)), cross([false, true], withinsOf(tenant))).map(
    ([[from, [countryByAddress, countryByGps]], [trustedElsewhere, within]]) => ({
      address: from,
      countryByAddress,
      countryByGps,
      trustedElsewhere,
      within,
    }),
  );
}

const attribute = (name: string): string => {
  const parsed = parseDeviceRule(`device.${name} -eq "x"`);
  if (!parsed.ok) throw new Error(parsed.message);
  return name;
};

function devices(): Device[] {
  const registered = cross(
    [undefined, "AzureAD", "Workplace", "ServerAD"],
    cross([undefined, true, false], [undefined, "Surface", "Surfboard", "interface", "Pixel", "Galaxy"]),
  );
  return [
    { kind: "unregistered" },
    ...registered.map(([trustType, [isCompliant, model]]): Device => {
      const attributes = Object.entries({
        [attribute("trustType")]: trustType,
        isCompliant,
        [attribute("model")]: model,
      });
      const known = attributes.filter(([, value]) => value !== undefined);
      return { kind: "registered", attributes: new Map(known as never) };
    }),
  ];
}

/** Every value of the dimensions that some policy narrows, and one value of each that none does. */
function valuesIn(tenant: Tenant): readonly (readonly [Dimension, readonly unknown[]])[] {
  const values: Record<Dimension, readonly unknown[]> = {
    clientApp: CLIENT_APPS,
    platform: PLATFORMS,
    network: placesOf(tenant),
    device: devices(),
    signInRisk: RISKS,
    userRisk: RISKS,
    insiderRisk: INSIDER_RISKS,
    authenticationFlow: AUTHENTICATION_FLOWS,
    agentRisk: AGENT_RISKS,
  };
  return (Object.entries(values) as [Dimension, readonly unknown[]][]).map(([name, all]) => {
    const isAskedFor =
      name === "device" && tenant.policies.some(({ grant }) => JSON.stringify(grant).includes("Device"));
    const isNarrowed = tenant.policies.some(({ conditions }) => conditions[name].kind !== "any");
    return [name, isAskedFor || isNarrowed ? all : all.slice(0, 1)];
  });
}

function shownIn(tenant: Tenant): readonly ReadonlySet<string>[] {
  const shown = ["password", "sms", "email"].map((factor) => new Set([factor, ...SHOWN_BY_ANYBODY]));
  const asksForFactors = JSON.stringify(tenant.policies.map(({ grant }) => grant)).includes("combinations");
  return asksForFactors ? shown : shown.slice(0, 1);
}

/** How many sign-ins there are to be tried. Ask before they are made: there may be more than fit into the memory. */
export const pointsIn = (tenant: Tenant): number =>
  valuesIn(tenant).reduce((count, [, values]) => count * values.length, shownIn(tenant).length) *
  principalsOf(tenant).length;

/** Every way to sign in that policies may tell apart. */
export function circumstancesOf(tenant: Tenant): Omit<SignIn, "principal">[] {
  let points: Record<string, unknown>[] = [{}];
  for (const [name, values] of valuesIn(tenant))
    points = points.flatMap((point) => values.map((value) => ({ ...point, [name]: value })));
  const signIns = points.flatMap((point) => shownIn(tenant).map((shows) => ({ ...point, shows }))) as unknown as Omit<
    SignIn,
    "principal"
  >[];
  return signIns.filter(
    ({ device, authenticationFlow }) => device.kind === "unregistered" || authenticationFlow !== "deviceCodeFlow",
  );
}

/** Every way in which whoever signs in may be in groups, and hold roles, that nobody knows about, and filters may be met. */
export function worldsOf(tenant: Tenant): readonly EvaluationContext[] {
  const { membership } = evaluationContext(tenant);
  const named = tenant.policies.flatMap(({ users }) => [users.include, users.exclude]);
  const roles = [...new Set(named.flatMap((one) => [...one.roles]))];
  const open = [
    ...openInGroups(new Set(named.flatMap((one) => [...one.groups])), membership),
    ...roles.flatMap((role) => [...openInRole(role, membership), { key: inPartKey(role) }]),
    ...tenant.policies.flatMap((policy) => (policy.applications.filter === "none" ? [] : { key: filterKey(policy) })),
  ];
  const keys = [...new Set(open.map(({ key }) => key))];
  return Array.from({ length: 2 ** keys.length }, (_, bits) => {
    const is = new Set(keys.filter((_key, at) => ((bits >> at) & 1) === 1));
    return supposing(tenant, new Set(), { is, isNot: new Set(keys.filter((key) => !is.has(key))) });
  });
}
