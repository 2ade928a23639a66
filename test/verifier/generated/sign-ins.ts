import fc from "fast-check";
import { devicesOf, type OracleDevice } from "../../../oracle/devices";
import type { OracleSignIn } from "../../../oracle/one-sign-in";
import type { Somebody } from "../../../oracle/people";
import { type OraclePlace, placesOf } from "../../../oracle/places";
import { raw } from "../../../oracle/raw";
import { meetsLocations } from "../../../src/law/conditions/locations-law";
import { type Device, showsDevice } from "../../../src/law/device-filter/device";
import { SHOWN_BY_ANYBODY } from "../../../src/law/grant";
import {
  AUTHENTICATION_FLOWS,
  CLIENT_APPS,
  type Country,
  INSIDER_RISKS,
  type Network,
  PLATFORMS,
  RISKS,
} from "../../../src/law/model/dimensions";
import { homeTenantId, locationId } from "../../../src/law/model/ids";
import {
  type HomeTenant,
  type IdentityType,
  OUTSIDER_TYPES,
  PERSON_CLASSES,
  type PersonClass,
  type Principal,
  type SignIn,
} from "../../../src/law/model/sign-in";
import type { Tenant } from "../../../src/law/model/tenant";
import type { Bypass } from "../../../src/verifier/verdict";
import { TENANTS } from "./graph-tenants";

export type Circumstances = Omit<SignIn, "principal">;

/** Any way to sign in to generated tenants, its values taken from the oracle's universe and not from the prover's. */
export function circumstancesIn(...json: readonly unknown[]): fc.Arbitrary<Circumstances> {
  const tenants = json.map(raw);
  const any = fc.record({
    clientApp: fc.constantFrom(...CLIENT_APPS),
    platform: fc.constantFrom(...PLATFORMS),
    network: fc.constantFrom(...placesOf(tenants)).map(placeFrom),
    device: fc.constantFrom(...devicesOf(tenants)).map(deviceFrom),
    signInRisk: fc.constantFrom(...RISKS),
    userRisk: fc.constantFrom(...RISKS),
    insiderRisk: fc.constantFrom(...INSIDER_RISKS),
    authenticationFlow: fc.constantFrom(...AUTHENTICATION_FLOWS),
    shows: fc.constant(new Set(["password", ...SHOWN_BY_ANYBODY])),
  });
  // A device-code flow shows no device.
  return any.map((one) =>
    one.authenticationFlow === "deviceCodeFlow" ? { ...one, device: { kind: "unregistered" } } : one,
  );
}

/** The same for the oracle. */
export const asOracle = (one: Circumstances): OracleSignIn => ({
  values: [one.clientApp, one.platform, one.signInRisk, one.userRisk, one.insiderRisk, one.authenticationFlow].map(
    (value) => (value ?? "").toLowerCase(),
  ),
  place: {
    address: { six: one.network.address.family === 6, value: one.network.address.value },
    country: wordOf(one.network.countryByAddress),
    gps: wordOf(one.network.countryByGps),
    trustedElsewhere: one.network.trustedElsewhere,
    unread: one.network.within,
  },
  device: new Map(
    one.device.kind === "unregistered"
      ? []
      : Array.from(one.device.attributes, ([name, value]) => [name.toLowerCase(), String(value)] as const),
  ),
});

const wordOf = (country: Country): string => (country.kind === "code" ? country.code.toLowerCase() : country.kind);

/** The same for the oracle, where the id is somebody's. */
export const somebody = (id: string | undefined, { type, home }: IdentityType): Somebody => ({
  id,
  type,
  home: home === "unnamed" ? "elsewhere" : home,
});

function placeFrom({ address, country, gps, trustedElsewhere, unread }: OraclePlace): Network {
  return {
    address: { family: address.six ? 6 : 4, value: address.value },
    countryByAddress: countryFrom(country),
    countryByGps: countryFrom(gps),
    trustedElsewhere,
    within: new Set([...unread].map(locationId)),
  };
}

const countryFrom = (word: string): Country =>
  word === "unnamed" || word === "unmapped" ? { kind: word } : { kind: "code", code: word.toUpperCase() };

/** The attributes' names as the product spells them: read off a rule that asks about each. */
const SPELLING = new Map(
  ["isCompliant", "model", "extensionAttribute1", "trustType"].map((name) => [name.toLowerCase(), name] as const),
);

function deviceFrom(device: OracleDevice): Device {
  if (device.size === 0) return { kind: "unregistered" };
  const attributes = new Map(
    Array.from(device, ([name, text]) => [SPELLING.get(name) ?? name, name === "iscompliant" ? text === "true" : text]),
  );
  return { kind: "registered", attributes } as Device;
}

const HOMES: readonly HomeTenant[] = ["unnamed", ...TENANTS.map(homeTenantId)];

/** Everything that somebody of a class may be. */
export const facetsOf = (type: PersonClass) =>
  (type === "member" || type === "internalGuest" ? HOMES.slice(0, 1) : HOMES).map((home) => ({ type, home }));

/** Everybody who may sign in: the people of the directory, or people that nothing names if it isn't known; and outsiders. */
export function principalsIn({ users }: Tenant): readonly Principal[] {
  const people = users?.flatMap(({ id, classes }) =>
    classes.flatMap(facetsOf).map((facet): Principal => ({ kind: "person", id, identity: facet })),
  );
  return [
    ...(people ?? PERSON_CLASSES.flatMap(facetsOf).map((facet): Principal => ({ kind: "unnamed", identity: facet }))),
    ...OUTSIDER_TYPES.flatMap((type) =>
      HOMES.map((home): Principal => ({ kind: "outsider", identity: { type, home } })),
    ),
  ];
}

/** Another sign-in that the way in says gets through too; `pick` chooses where the width lists values. */
export function within(
  { signIn, alsoTrueFor, places }: Pick<Bypass, "signIn" | "alsoTrueFor" | "places">,
  other: Circumstances,
  pick: number,
  tenant: Tenant,
): SignIn {
  const chosen = Object.entries(alsoTrueFor).map(([name, values]) => [
    name,
    values === "any" ? other[name as keyof Circumstances] : values[pick % values.length],
  ]);
  const isElsewhere =
    places.length > 0 &&
    places.every(({ condition, isMet }) => meetsLocations(condition, other.network, tenant) === (isMet ? "yes" : "no"));
  const another = { ...signIn, ...(isElsewhere ? { network: other.network } : {}), ...Object.fromEntries(chosen) };
  return showsDevice(another.authenticationFlow) ? another : { ...another, device: { kind: "unregistered" } };
}
