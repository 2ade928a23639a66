import { Option } from "commander";
import { parseAddress } from "../law/addresses/address";
import { LISTED_CONDITIONS, LISTED_DIMENSIONS } from "../law/conditions";
import { whole } from "../law/conditions/condition";
import { type AttributeName, type AttributeType, attributeNamed, typeOf } from "../law/device-filter/attributes";
import type { AttributeValue, Device } from "../law/device-filter/device";
import type { Country, Known, PartialSignIn } from "../law/model/dimensions";
import { checked } from "./arguments";
import type { Given } from "./command";

/** An option that says a part of a sign-in, which it names. */
type SignInOption = readonly [
  part: string,
  option: Option,
  /** @returns undefined if the text says no such value */
  read: (text: string) => unknown,
];

/** Options with a word for each value of a dimension; `none` stands for null. */
const LISTED = LISTED_DIMENSIONS.map((dimension): SignInOption => {
  const { word, words, values } = LISTED_CONDITIONS[dimension];
  const byWord = new Map<string, (typeof values)[number]>(values.map((value) => [value ?? "none", value]));
  const option = new Option(`--${word} <${word}>`, words.name).choices([...byWord.keys()]);
  return [dimension, option, (text) => whole(byWord.get(text))];
});

const readAddress = (text: string) => parseAddress(text.trim());

function readCountry(text: string): Country | undefined {
  const code = text.trim().toUpperCase();
  if (code === "NONE") return { kind: "unmapped" };
  return /^[A-Z]{2}$/.test(code) ? { kind: "code", code } : undefined;
}

/** A registered device is given by some of its attributes. The others may have any value. */
function readDevice(text: string): Known<Device> | undefined {
  if (text.trim().toLowerCase() === "unregistered") return whole<Device>({ kind: "unregistered" });
  const attributes = new Map<AttributeName, AttributeValue>();
  // A comma may be part of a value: the next attribute begins at a name and `=`.
  for (const pair of text.split(/,(?=\s*\w+\s*=)/)) {
    const [, name = "", written = ""] = /^([^=]*)=(.*)$/s.exec(pair) ?? [];
    const attribute = attributeNamed(name.trim());
    const value = attribute && valueIn(written.trim(), typeOf(attribute));
    if (attribute === undefined || value === undefined) return undefined;
    attributes.set(attribute, value);
  }
  return { kind: "part", part: { kind: "registered", attributes } };
}

/** The value of an attribute; `undefined` iff it is neither true nor false where it should be. */
function valueIn(text: string, type: AttributeType): AttributeValue | undefined {
  if (type === "boolean") return /^(true|false)$/i.test(text) ? text.toLowerCase() === "true" : undefined;
  return type === "text" ? text : new Set(text === "" ? [] : text.split(";").map((one) => one.trim()));
}

/** An option with a text. @param isNot what to write instead of a text that says no value */
function byText(flags: string, about: string, part: string, read: SignInOption[2], isNot: string): SignInOption {
  return [part, checked(new Option(flags, about), (text) => read(text) === undefined && isNot), read];
}

const NO_ADDRESS = "Use an IPv4 or IPv6 address.";
const NO_COUNTRY = "Use a code of two letters, such as DE, or none.";
const NO_DEVICE = "Use unregistered, or NAME=VALUE,... such as trustType=AzureAD,isCompliant=true.";
const TRUST = new Option("--hidden-trust <trust>", "whether a list that Graph doesn't show trusts the address");

const NETWORK: readonly SignInOption[] = [
  byText("--ip <address>", "the address that they sign in from", "address", readAddress, NO_ADDRESS),
  byText(
    "--country <code>",
    "the country of the address; none: no country",
    "countryByAddress",
    readCountry,
    NO_COUNTRY,
  ),
  byText("--gps-country <code>", "the country by GPS; none: no country", "countryByGps", readCountry, NO_COUNTRY),
  ["trustedElsewhere", TRUST.choices(["yes", "no"]), (text) => text === "yes"],
];
const ABOUT_DEVICE = "attributes of a registered device; or unregistered";
const DEVICE = byText("--device <NAME=VALUE,...>", ABOUT_DEVICE, "device", readDevice, NO_DEVICE);

/** The options of a command line that say how a person signs in. */
export const SIGN_IN_OPTIONS = [...LISTED, ...NETWORK, DEVICE].map(([, option]) => option);

/** Reads them. A dimension that isn't given may have any value. */
export function signInFrom(text: Given["text"]): PartialSignIn {
  const said = (options: readonly SignInOption[]) =>
    options.flatMap(([part, option, read]) => {
      const written = text(option.name());
      return written === undefined ? [] : [[part, read(written)] as const];
    });
  const network = said(NETWORK);
  const place = network.length === 0 ? [] : [["network", { kind: "part", part: Object.fromEntries(network) }] as const];
  return Object.fromEntries([...said([...LISTED, DEVICE]), ...place]);
}
