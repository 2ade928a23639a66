import { formatAddress, parseAddress } from "../law/addresses/address";
import { DIMENSIONS, isListed, LISTED_CONDITIONS, varies } from "../law/conditions";
import { whole } from "../law/conditions/condition";
import { type AttributeName, attributeNamed, attributeNames, typeOf } from "../law/device-filter/attributes";
import type { AttributeValue, Device } from "../law/device-filter/device";
import type {
  Circumstances,
  Country,
  Dimension,
  Known,
  ListedDimension,
  Network,
  PartialSignIn,
} from "../law/model/dimensions";
import { didYouMean } from "../text/nearest-word";
import { quoted } from "../text/printable";
import { type Result, resultOf } from "../text/result";
import { type OptionSpecs, Refused } from "./command";

/** The text of an option, where it is given. */
type TextOf = (option: string) => string | undefined;

/** An option as it is written, without the hyphens, and its text. */
export type WrittenOption = readonly [option: string, text: string];

/** How one dimension of a sign-in is given. */
interface SignInOptions<Value> {
  /** By their long names. */
  readonly options: OptionSpecs;
  /** @returns `undefined` where none was given, or what is wrong, each as one line */
  readonly read: (text: TextOf) => Result<Known<Value> | undefined, string>;
  /** The options that say the same. @param withNames whether names of people may be among them */
  write(known: Known<Value>, withNames: boolean): readonly WrittenOption[];
}

/** One option with a word for each value; `none` stands for null. Where all sign-ins are the same there is none. */
function byWord(dimension: ListedDimension): SignInOptions<Circumstances[ListedDimension]> {
  const { word, words, values } = LISTED_CONDITIONS[dimension];
  const byName = new Map<string, Circumstances[ListedDimension]>(values.map((value) => [value ?? "none", value]));
  const hasOption = varies(dimension);
  return {
    options: hasOption ? { [word]: { kind: "choice", choices: [...byName.keys()], help: words.name } } : {},
    read: (text) => ({ ok: true, value: whole(hasOption ? byName.get(text(word) ?? "") : values[0]) }),
    write: (known) => (hasOption && known.kind === "whole" ? [[word, String(known.value ?? "none")]] : []),
  };
}

/** A network is given bit by bit: its address, its countries, and whether the address is trusted without showing. */
const NETWORK: SignInOptions<Network> = {
  options: {
    ip: { kind: "text", value: "ADDRESS", help: "the address that they sign in from, IPv4 or IPv6" },
    country: { kind: "text", value: "CODE", help: "the country of the address, two letters; none: it maps to none" },
    "gps-country": { kind: "text", value: "CODE", help: "the country by GPS; none: no country" },
    "hidden-trust": {
      kind: "choice",
      choices: ["yes", "no"],
      help: "whether a list that Graph doesn't show trusts the address",
    },
  },
  read: (text) => {
    const errors: string[] = [];
    const readIn = <Value>(option: string, read: (written: string) => Value | undefined, due: string) => {
      const written = text(option);
      const value = written === undefined ? undefined : read(written.trim());
      if (written !== undefined && value === undefined) errors.push(`--${option} ${quoted(written)} is no ${due}`);
      return value;
    };
    const country = "country; write its code of two letters, such as DE, or none";
    const part = {
      address: readIn("ip", parseAddress, "IPv4 or IPv6 address; write one such as 203.0.113.7 or 2001:db8::7"),
      countryByAddress: readIn("country", readCountry, country),
      countryByGps: readIn("gps-country", readCountry, country),
      trustedElsewhere: readIn("hidden-trust", (written) => written === "yes", "yes or no"),
    };
    const parts = Object.entries(part).filter(([, value]) => value !== undefined);
    return resultOf(() => (parts.length === 0 ? undefined : { kind: "part", part: Object.fromEntries(parts) }), errors);
  },
  write: (known) => {
    const { address, countryByAddress, countryByGps, trustedElsewhere }: Partial<Network> =
      known.kind === "whole" ? known.value : known.part;
    return Object.entries({
      ip: address && formatAddress(address),
      country: codeOf(countryByAddress),
      "gps-country": codeOf(countryByGps),
      "hidden-trust": trustedElsewhere === undefined ? undefined : trustedElsewhere ? "yes" : "no",
    }).flatMap(([option, text]) => (text === undefined ? [] : [[option, text] as const]));
  },
};

function readCountry(written: string): Country | undefined {
  if (written.toLowerCase() === "none") return { kind: "unmapped" };
  const code = written.toUpperCase();
  return /^[A-Z]{2}$/.test(code) ? { kind: "code", code } : undefined;
}

/** A country that no location names has no word. */
function codeOf(country: Country | undefined): string | undefined {
  if (country?.kind === "code") return country.code;
  return country?.kind === "unmapped" ? "none" : undefined;
}

/** A device is given whole: unregistered, or registered with these attributes and no others; or with these and any others. */
const DEVICE: SignInOptions<Device> = {
  options: {
    device: {
      kind: "text",
      value: "unregistered|NAME=VALUE,…",
      help: "the device; attributes that aren't named are null, or any with `,*` after",
    },
  },
  read: (text) => {
    const written = text("device");
    if (written === undefined) return { ok: true, value: undefined };
    const device = readDevice(written.replace(OTHERS, ""));
    if (!device.ok) return device;
    const { value } = device;
    return { ok: true, value: OTHERS.test(written) ? { kind: "part", part: value } : { kind: "whole", value } };
  },
  // Devices are often called after their people, so that name is left out like any other.
  write: (known, withNames) => {
    const device = known.kind === "whole" ? known.value : known.part;
    if (device.kind !== "registered") return [["device", "unregistered"]];
    const shown = [...(device.attributes ?? [])].filter(([name]) => withNames || name !== "displayName");
    const traits = shown.map(([name, value]) => `${name}=${typeof value === "object" ? [...value].join(";") : value}`);
    return [["device", [...traits, ...(known.kind === "whole" ? [] : ["*"])].join(",")]];
  },
};

/** What stands for attributes that aren't given. */
const OTHERS = /,\s*\*\s*$/;

function readDevice(written: string): Result<Device, string> {
  if (written.trim().toLowerCase() === "unregistered") return { ok: true, value: { kind: "unregistered" } };
  const attributes = new Map<AttributeName, AttributeValue>();
  const errors: string[] = [];
  // A comma may stand in a value: the next attribute begins where a name and `=` follow.
  for (const pair of written.split(/,(?=\s*\w+\s*=)/)) {
    const [, before = "", text] = /^([^=]*)=(.*)$/s.exec(pair) ?? [];
    const name = before.trim().replace(/^device\./i, "");
    const attribute = attributeNamed(name);
    const value = attribute && text !== undefined ? readValue(attribute, text.trim()) : undefined;
    if (text === undefined)
      errors.push(
        `--device: ${quoted(pair)} is neither unregistered nor ATTRIBUTE=VALUE${didYouMean(pair, ["unregistered"])}`,
      );
    else if (attribute === undefined)
      errors.push(`--device: there is no attribute ${quoted(name)}${didYouMean(name, attributeNames)}`);
    else if (value === undefined) errors.push(`--device: ${attribute} is true or false, not ${quoted(text.trim())}`);
    else if (attributes.has(attribute)) errors.push(`--device: ${attribute} is given more than once`);
    else attributes.set(attribute, value);
  }
  return resultOf(() => ({ kind: "registered", attributes }), errors);
}

/** `undefined` iff the text is neither true nor false where it should be. */
function readValue(attribute: AttributeName, text: string): AttributeValue | undefined {
  switch (typeOf(attribute)) {
    case "text":
      return text;
    case "collection":
      return new Set(text === "" ? [] : text.split(";").map((one) => one.trim()));
    case "boolean":
      return /^(true|false)$/i.test(text) ? text.toLowerCase() === "true" : undefined;
  }
}

/** Those of a dimension with a handful of values come from its condition. */
const SEARCHED: { readonly [D in Exclude<Dimension, ListedDimension>]: SignInOptions<Circumstances[D]> } = {
  network: NETWORK,
  device: DEVICE,
};

const BY_DIMENSION = DIMENSIONS.map((one): readonly [Dimension, SignInOptions<Circumstances[Dimension]>] => [
  one,
  isListed(one) ? byWord(one) : SEARCHED[one],
]);

/** The options of a command line that say how a person signs in. */
export const SIGN_IN_OPTIONS: OptionSpecs = Object.assign({}, ...BY_DIMENSION.map(([, { options }]) => options));

/** Reads them. What isn't given may be anything. @throws Refused with everything that is wrong with any of them */
export function signInFrom(text: TextOf): PartialSignIn {
  const read = BY_DIMENSION.map(([dimension, options]) => [dimension, options.read(text)] as const);
  const errors = read.flatMap(([, one]) => (one.ok ? [] : one.errors));
  if (errors.length > 0) throw new Refused(...errors.map((error) => `azmfa: ${error}`));
  return Object.fromEntries(read.flatMap(([dimension, one]) => (one.ok && one.value ? [[dimension, one.value]] : [])));
}

/** The options that say what is known of a sign-in. @param withNames whether names of people may be among them */
export const signInAsOptions = (signIn: PartialSignIn, withNames: boolean): readonly WrittenOption[] =>
  BY_DIMENSION.flatMap(([dimension, { write }]) => {
    const known = signIn[dimension];
    return known === undefined ? [] : write(known, withNames);
  });
