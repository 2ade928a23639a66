import { Option } from "commander";
import { formatAddress, parseAddress } from "../law/addresses/address";
import { LISTED_CONDITIONS, LISTED_DIMENSIONS } from "../law/conditions";
import { whole } from "../law/conditions/condition";
import { type AttributeName, attributeNamed, typeOf } from "../law/device-filter/attributes";
import type { AttributeValue, Device } from "../law/device-filter/device";
import type { Circumstances, Country, ListedDimension, Network, PartialSignIn } from "../law/model/dimensions";
import { checked } from "./arguments";
import type { Given } from "./command";

/** An option that says one part of a sign-in. */
interface SignInOption<Value> {
  readonly option: Option;
  /** @returns undefined if the text says no such value */
  read(text: string): Value | undefined;
  /** @returns undefined if the value has no text */
  write(value: Value): string | undefined;
}

/** An option with a word for each value of a dimension; `none` stands for null. */
function byWord(dimension: ListedDimension): SignInOption<Circumstances[ListedDimension]> {
  const { word, words, values } = LISTED_CONDITIONS[dimension];
  const byName = new Map<string, Circumstances[ListedDimension]>(values.map((value) => [value ?? "none", value]));
  return {
    option: new Option(`--${word} <${word}>`, words.name).choices([...byName.keys()]),
    read: (text) => byName.get(text),
    write: (value) => value ?? "none",
  };
}

/** Dimensions that have only one value for all sign-ins need no option. */
const LISTED = LISTED_DIMENSIONS.map((dimension) => [dimension, byWord(dimension)] as const);

/** An option with a text. @param isNot what to write instead of a text that says no value */
const byText = <Value>(
  flags: string,
  about: string,
  isNot: string,
  text: Omit<SignInOption<Value>, "option">,
): SignInOption<Value> => ({
  option: checked(new Option(flags, about), (written) => text.read(written) === undefined && isNot),
  ...text,
});

const COUNTRY = {
  read(text: string): Country | undefined {
    const code = text.trim().toUpperCase();
    if (code === "NONE") return { kind: "unmapped" };
    return /^[A-Z]{2}$/.test(code) ? { kind: "code", code } : undefined;
  },
  /** A country that no location names has no text. */
  write(country: Country): string | undefined {
    if (country.kind === "code") return country.code;
    return country.kind === "unmapped" ? "none" : undefined;
  },
};
const NO_COUNTRY = "Use a code of two letters, such as DE, or none.";

const NETWORK: { readonly [P in Exclude<keyof Network, "within">]: SignInOption<Network[P]> } = {
  address: byText("--ip <address>", "the address that they sign in from", "Use an IPv4 or IPv6 address.", {
    read: (text) => parseAddress(text.trim()),
    write: formatAddress,
  }),
  countryByAddress: byText("--country <code>", "the country of the address; none: no country", NO_COUNTRY, COUNTRY),
  countryByGps: byText("--gps-country <code>", "the country by GPS; none: no country", NO_COUNTRY, COUNTRY),
  trustedElsewhere: {
    option: new Option("--hidden-trust <trust>", "whether a list that Graph doesn't show trusts the address").choices([
      "yes",
      "no",
    ]),
    read: (text) => (text === "" ? undefined : text === "yes"),
    write: (isTrusted) => (isTrusted ? "yes" : "no"),
  },
};
const PLACE = Object.entries(NETWORK) as readonly (readonly [keyof Network, SignInOption<unknown>])[];

/** A registered device is given by some of its attributes. The others may have any value. */
const DEVICE = byText<Partial<Device>>(
  "--device <NAME=VALUE,...>",
  "attributes of a registered device; or unregistered",
  "Use unregistered, or NAME=VALUE,... such as trustType=AzureAD,isCompliant=true.",
  { read: readDevice, write: writeDevice },
);

function readDevice(text: string): Device | undefined {
  if (text.trim().toLowerCase() === "unregistered") return { kind: "unregistered" };
  const attributes = new Map<AttributeName, AttributeValue>();
  // A comma may be part of a value: the next attribute begins at a name and `=`.
  for (const pair of text.split(/,(?=\s*\w+\s*=)/)) {
    const [, name = "", written = ""] = /^([^=]*)=(.*)$/s.exec(pair) ?? [];
    const attribute = attributeNamed(name.trim());
    const value = attribute && VALUES[typeOf(attribute)](written.trim());
    if (attribute === undefined || value === undefined) return undefined;
    attributes.set(attribute, value);
  }
  return { kind: "registered", attributes };
}

/** The value of a text by the type of its attribute; `undefined` iff it is neither true nor false where it should be. */
const VALUES: { readonly [T in ReturnType<typeof typeOf>]: (text: string) => AttributeValue | undefined } = {
  text: (text) => text,
  collection: (text) => new Set(text === "" ? [] : text.split(";").map((one) => one.trim())),
  boolean: (text) => (/^(true|false)$/i.test(text) ? text.toLowerCase() === "true" : undefined),
};

/** Devices are often named after people, so their names are left out. */
function writeDevice(device: Partial<Device>): string | undefined {
  if (device.kind !== "registered") return "unregistered";
  const shown = [...(device.attributes ?? [])].filter(([name]) => name !== "displayName");
  const traits = shown.map(([name, value]) => `${name}=${typeof value === "object" ? [...value].join(";") : value}`);
  return traits.length === 0 ? undefined : traits.join(",");
}

/** The options of a command line that say how a person signs in. */
export const SIGN_IN_OPTIONS = [...LISTED, ...PLACE, ["device", DEVICE] as const].map(([, { option }]) => option);

const known = <Value>(entries: readonly (readonly [string, Value | undefined])[]) =>
  entries.filter((entry): entry is readonly [string, Value] => entry[1] !== undefined);

/** Reads them. A dimension that isn't given may have any value. */
export function signInFrom(text: Given["text"]): PartialSignIn {
  const said = <Value>({ option, read }: SignInOption<Value>) => read(text(option.name()) ?? "");
  const place = known(PLACE.map(([part, option]) => [part, said(option)]));
  const device = said(DEVICE);
  return Object.fromEntries(
    known<unknown>([
      ...LISTED.map(([dimension, option]) => [dimension, whole(said(option))] as const),
      ["network", place.length === 0 ? undefined : { kind: "part", part: Object.fromEntries(place) }],
      ["device", device?.kind === "registered" ? { kind: "part", part: device } : whole(device)],
    ]),
  );
}

/** The options that say what is known of a sign-in. */
export function signInAsOptions(signIn: PartialSignIn): readonly (readonly [option: string, text: string])[] {
  const { network, device } = signIn;
  const place: Partial<Network> = network?.kind === "whole" ? network.value : (network?.part ?? {});
  return known([
    ...LISTED.map(([dimension, { option, write }]) => {
      const value = signIn[dimension];
      return [option.name(), value?.kind === "whole" ? write(value.value) : undefined] as const;
    }),
    ...PLACE.map(
      ([part, { option, write }]) =>
        [option.name(), place[part] === undefined ? undefined : write(place[part])] as const,
    ),
    ["device", device && writeDevice(device.kind === "whole" ? device.value : device.part)],
  ]);
}
