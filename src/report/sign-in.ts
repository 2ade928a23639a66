import { type Device, describeDevice } from "../device-filter/device";
import { formatAddress } from "../ip/address";
import { includes } from "../ip/address-range";
import type { LocationId } from "../model/ids";
import {
  type AuthenticationFlow,
  CLIENT_APPS,
  type ClientApp,
  type Country,
  type Network,
  PLATFORMS,
  type Platform,
  type SignIn,
} from "../model/sign-in";
import type { Tenant } from "../model/tenant";
import { listing, named } from "../text/sentence";
import type { Width } from "../verifier/verdict";

const CLIENT_NAMES: Record<ClientApp, string> = {
  browser: "a browser",
  mobileAppsAndDesktopClients: "an app or command line tool",
  exchangeActiveSync: "Exchange ActiveSync",
  easSupported: "Exchange ActiveSync on a supported platform",
  other: "a legacy client",
};

export const PLATFORM_NAMES: Record<Platform, string> = {
  windows: "Windows",
  macOS: "macOS",
  linux: "Linux",
  iOS: "iOS",
  android: "Android",
  windowsPhone: "Windows Phone",
  unknown: "an unknown platform",
};

const FLOW_WORDS: Record<NonNullable<AuthenticationFlow>, string> = {
  deviceCodeFlow: "by device code flow",
  authenticationTransfer: "by authentication transfer",
};

/** The sign-in as wide as it is true: `any client, on Linux or an unknown platform, from anywhere`. */
export function describeSignIn(signIn: SignIn, width: Width, tenant: Tenant): string {
  return [
    clients(valuesOf(signIn, width, "clientApp")),
    platforms(valuesOf(signIn, width, "platform")),
    width.network === "any" ? "from anywhere" : `from ${describeNetwork(signIn.network, tenant)}`,
    ...(width.device === "any" ? [] : [`on ${describeDevice(signIn.device)}`]),
    ...flows(valuesOf(signIn, width, "authenticationFlow")),
    ...risk("sign-in risk", valuesOf(signIn, width, "signInRisk")),
    ...risk("user risk", valuesOf(signIn, width, "userRisk")),
    ...risk("insider risk", valuesOf(signIn, width, "insiderRisk")),
  ].join(", ");
}

/** One sign-in of those: a client, a platform and a network, and of the rest what matters. */
export function describeExample(signIn: SignIn, width: Width, tenant: Tenant): string {
  const { clientApp, platform, network, ...rest } = width;
  const matterless = Object.fromEntries(Object.entries(rest).filter(([, values]) => values === "any"));
  return describeSignIn(signIn, matterless, tenant);
}

type Listed = Exclude<keyof Width, "place" | "device">;

function valuesOf<Name extends Listed>(signIn: SignIn, width: Width, name: Name): "any" | readonly SignIn[Name][] {
  const wide: Width[Name] = width[name];
  return (wide ?? [signIn[name]]) as "any" | readonly SignIn[Name][];
}

function clients(apps: "any" | readonly ClientApp[]): string {
  if (apps === "any") return "any client";
  const others = CLIENT_APPS.filter((app) => !apps.includes(app));
  if (others.length < apps.length && others.length <= 2)
    return `any client but ${listing(
      others.map((app) => CLIENT_NAMES[app]),
      "and",
    )}`;
  return listing(
    apps.map((app) => CLIENT_NAMES[app]),
    "or",
  );
}

function platforms(found: "any" | readonly Platform[]): string {
  if (found === "any") return "on any platform";
  const others = PLATFORMS.filter((platform) => !found.includes(platform));
  if (others.length < found.length && others.length <= 3)
    return `on any platform but ${listing(
      others.map((platform) => PLATFORM_NAMES[platform]),
      "and",
    )}`;
  return `on ${listing(
    found.map((platform) => PLATFORM_NAMES[platform]),
    "or",
  )}`;
}

function flows(found: "any" | readonly AuthenticationFlow[]): readonly string[] {
  if (found === "any") return [];
  return [
    listing(
      found.map((flow) => (flow === null ? "by an ordinary sign-in" : FLOW_WORDS[flow])),
      "or",
    ),
  ];
}

function risk(kind: string, found: "any" | readonly (string | null)[]): readonly string[] {
  return found === "any"
    ? []
    : [
        `${kind} ${listing(
          found.map((level) => level ?? "none"),
          "or",
        )}`,
      ];
}

/**
 * Where a sign-in comes from: `203.0.113.7, in "HQ", country that no location names`. Countries are
 * said where some location names any, the one by GPS where it isn't the one by address.
 */
export function describeNetwork(network: Network, { locations }: Pick<Tenant, "locations">): string {
  const { address, countryByAddress, countryByGps, trustedElsewhere, within } = network;
  const byAddress = describeCountry(countryByAddress);
  const byGps = describeCountry(countryByGps);
  const namesCountries = [...(locations?.values() ?? [])].some(({ extent }) => extent.kind === "countries");
  const nameOf = (id: LocationId): string => locations?.get(id)?.displayName ?? id;
  return [
    formatAddress(address),
    ...locationsHolding(address, locations),
    ...(countryByAddress.kind === "unnamed" && !namesCountries ? [] : [byAddress]),
    ...(byGps === byAddress ? [] : [`${byGps} by GPS`]),
    ...(trustedElsewhere ? ["trusted by a list that Graph doesn't show"] : []),
    ...Array.from(within, (id) => `in ${named(nameOf(id))}, whose places aren't known`),
  ].join(", ");
}

/** The locations whose ranges hold the address: that is often what it was chosen for. */
function locationsHolding(address: Network["address"], locations: Tenant["locations"]): readonly string[] {
  const holding = [...(locations?.values() ?? [])].filter(
    ({ extent }) => extent.kind === "ranges" && includes(extent.ranges, address),
  );
  return holding.length === 0
    ? []
    : [`in ${holding.map(({ id, displayName }) => named(displayName ?? id)).join(" and ")}`];
}

function describeCountry(country: Country): string {
  switch (country.kind) {
    case "code":
      return `country ${country.code}`;
    case "unnamed":
      return "country that no location names";
    case "unmapped":
      return "no country";
  }
}

/** The device as a value: `unregistered`, `registered with trustType …`. */
export const describeDeviceBriefly = (device: Device): string =>
  describeDevice(device).replace(/^an? (\w+) device/, "$1");
