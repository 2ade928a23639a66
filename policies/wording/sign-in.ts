import { formatAddress } from "../../src/ip/address";
import type { Tenant } from "../../src/model/tenant";
import type { Bypass } from "../../src/verifier/verdict";
import { shown } from "./evidence";

const CLASSES: { readonly [type: string]: string } = {
  member: "members",
  internalGuest: "internal guests",
  b2bCollaborationGuest: "B2B guests",
  b2bCollaborationMember: "B2B members",
  b2bDirectConnectUser: "B2B direct connect users",
  otherExternalUser: "other external users",
  serviceProvider: "service provider users",
};

const MOST_NAMED = 5;

/** Whom a bypass is open for, in words: ids, or sorts of people. */
function whoIn({ people, others, signIn }: Bypass): string {
  const types = new Set(others.map(({ identity: facet }) => facet.type));
  const sorts = Object.keys(CLASSES).filter((type) => [...types].some((one) => one === type));
  if (sorts.length === Object.keys(CLASSES).length) return "anybody";
  const named = people.slice(0, MOST_NAMED).map((id) => `user ${shown(id)}`);
  const more = people.length > MOST_NAMED ? [`${people.length - MOST_NAMED} more users`] : [];
  const words = [...named, ...more, ...sorts.map((type) => CLASSES[type] ?? type)];
  if (words.length > 0) return words.join(", ");
  return signIn.principal.kind === "person" ? `user ${shown(signIn.principal.id)}` : "somebody";
}

/** The conditions of the sign-in that gets through, those left out that don't matter to it. */
function conditionsOf({ signIn, alsoTrueFor }: Bypass, locations: Tenant["locations"]): string {
  const telling = PHRASES.filter(({ dimension }) => alsoTrueFor[dimension] !== "any").map(({ say }) =>
    say(signIn, locations),
  );
  return telling.filter((phrase) => phrase !== undefined).join(", ");
}

type SignIn = Bypass["signIn"];
type Dimension = Exclude<keyof SignIn, "principal">;

const PHRASES: readonly {
  readonly dimension: Dimension;
  readonly say: (signIn: SignIn, locations: Tenant["locations"]) => string | undefined;
}[] = [
  { dimension: "clientApp", say: ({ clientApp }) => `with client ${clientApp}` },
  {
    dimension: "platform",
    say: ({ platform }) => (platform === "unknown" ? "on a platform that Entra can't tell" : `on ${platform}`),
  },
  { dimension: "network", say: placeInWords },
  {
    dimension: "device",
    say: ({ device }) =>
      device.kind === "unregistered"
        ? "from an unregistered device"
        : "from a registered device that the filter takes for one of its own",
  },
  { dimension: "signInRisk", say: ({ signInRisk }) => `at sign-in risk ${signInRisk}` },
  { dimension: "userRisk", say: ({ userRisk }) => `at user risk ${userRisk}` },
  { dimension: "insiderRisk", say: ({ insiderRisk }) => `at insider risk ${insiderRisk ?? "none"}` },
  {
    dimension: "authenticationFlow",
    say: ({ authenticationFlow: flow }) => (flow === null ? "in an ordinary flow" : `by ${flow}`),
  },
];

/** Whatever a location is called, it is its id that is said. Countries are said where a location names any. */
function placeInWords({ network: place }: SignIn, locations: Tenant["locations"]): string {
  const { address, within, trustedElsewhere, countryByAddress } = place;
  const [location] = within;
  if (location !== undefined) return `from within location ${shown(location)}`;
  if (trustedElsewhere) return "from a trusted address";
  const namesCountries = [...(locations?.values() ?? [])].some(({ extent: places }) => places.kind === "countries");
  const from = `from ${formatAddress(address)}`;
  if (!namesCountries) return from;
  switch (countryByAddress.kind) {
    case "code":
      return `${from} in country ${shown(countryByAddress.code)}`;
    case "unnamed":
      return `${from} in a country that no location names`;
    case "unmapped":
      return `${from}, which maps to no country`;
  }
}

/** `anybody can reach Azure management without MFA with client browser, on linux` */
export function signInInWords(bypass: Bypass, locations: Tenant["locations"]): string {
  const conditions = conditionsOf(bypass, locations);
  return `${whoIn(bypass)} can reach Azure management without MFA${conditions === "" ? "" : ` ${conditions}`}`;
}
