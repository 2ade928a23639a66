import { Option } from "commander";
import { formatAddress, parseAddress } from "../law/addresses/address";
import { DIMENSIONS, isListed, LISTED_CONDITIONS, varies } from "../law/conditions";
import { whole } from "../law/conditions/condition";
import { type AttributeName, attributeNamed, typeOf } from "../law/device-filter/attributes";
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
import { checked } from "./arguments";
import type { Given } from "./command";

/** An option as it is written, without the hyphens, and its text. */
export type WrittenOption = readonly [option: string, text: string];

/** How one dimension of a sign-in is given. */
interface SignInOptions<Value> {
  readonly options: readonly Option[];
  readonly read: (text: Given["text"]) => Known<Value> | undefined;
  /** The options that say the same. @param withNames whether names of people may be among them */
  write(known: Known<Value>, withNames: boolean): readonly WrittenOption[];
}

/** One option with a word for each value; `none` stands for null. There is no option if all sign-ins have the same value. */
function byWord(dimension: ListedDimension): SignInOptions<Circumstances[ListedDimension]> {
  const { word, words, values } = LISTED_CONDITIONS[dimension];
  const byName = new Map<string, Circumstances[ListedDimension]>(values.map((value) => [value ?? "none", value]));
  const hasOption = varies(dimension);
  return {
    options: hasOption ? [new Option(`--${word} <${word}>`, words.name).choices([...byName.keys()])] : [],
    read: (text) => whole(hasOption ? byName.get(text(word) ?? "") : values[0]),
    write: (known) => (hasOption && known.kind === "whole" ? [[word, String(known.value ?? "none")]] : []),
  };
}

const insistOnCountry = (text: string): string | false =>
  readCountry(text) === undefined && "Use a code of two letters, such as DE, or none.";

/** A network is given in parts: its address, its countries, and whether the address is trusted although no list shows it. */
const NETWORK: SignInOptions<Network> = {
  options: [
    checked(
      new Option("--ip <address>", "the address that they sign in from"),
      (text) => parseAddress(text.trim()) === undefined && "Use an IPv4 or IPv6 address.",
    ),
    checked(
      new Option("--country <code>", "the country of the address, two letters; none: no country"),
      insistOnCountry,
    ),
    checked(new Option("--gps-country <code>", "the country by GPS; none: no country"), insistOnCountry),
    new Option("--hidden-trust <trust>", "whether a list that Graph doesn't show trusts the address").choices([
      "yes",
      "no",
    ]),
  ],
  read: (text) => {
    const part = {
      address: parseAddress((text("ip") ?? "").trim()),
      countryByAddress: readCountry(text("country")),
      countryByGps: readCountry(text("gps-country")),
      trustedElsewhere: text("hidden-trust") && text("hidden-trust") === "yes",
    };
    const parts = Object.entries(part).filter(([, value]) => value !== undefined);
    return parts.length === 0 ? undefined : { kind: "part", part: Object.fromEntries(parts) };
  },
  write: (known) => {
    const part: Partial<Network> = known.kind === "whole" ? known.value : known.part;
    const { address, trustedElsewhere: isTrusted } = part;
    const texts = {
      ip: address && formatAddress(address),
      country: codeOf(part.countryByAddress),
      "gps-country": codeOf(part.countryByGps),
      "hidden-trust": isTrusted === undefined ? undefined : isTrusted ? "yes" : "no",
    };
    return Object.entries(texts).flatMap(([option, text]) => (text === undefined ? [] : [[option, text]]));
  },
};

function readCountry(written = ""): Country | undefined {
  const code = written.trim().toUpperCase();
  if (code === "NONE") return { kind: "unmapped" };
  return /^[A-Z]{2}$/.test(code) ? { kind: "code", code } : undefined;
}

/** A country that no location names has no word. */
function codeOf(country: Country | undefined): string | undefined {
  if (country?.kind === "code") return country.code;
  return country?.kind === "unmapped" ? "none" : undefined;
}

/** A device is given whole: unregistered, or registered with these attributes alone. With `,*` it may have others too. */
const DEVICE: SignInOptions<Device> = {
  options: [
    checked(
      new Option(
        "--device <NAME=VALUE,...>",
        "unregistered, or a registered device; with ,* at the end others may be set",
      ),
      (text) =>
        deviceIn(text) === undefined &&
        "Use unregistered, or NAME=VALUE,... such as trustType=AzureAD,isCompliant=true.",
    ),
  ],
  read: (text) => {
    const written = text("device");
    const device = written === undefined ? undefined : deviceIn(written);
    if (device === undefined) return undefined;
    return OTHERS.test(written ?? "") ? { kind: "part", part: device } : { kind: "whole", value: device };
  },
  // Devices are often named after people, so a device's name is left out as people's names are.
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

/** Reads a device. @returns undefined if a part isn't an attribute with its value */
function deviceIn(written: string): Device | undefined {
  if (written.trim().toLowerCase() === "unregistered") return { kind: "unregistered" };
  const attributes = new Map<AttributeName, AttributeValue>();
  // A comma may be part of a value: the next attribute begins at a name and `=`.
  for (const pair of written.replace(OTHERS, "").split(/,(?=\s*\w+\s*=)/)) {
    const [, name = "", text = ""] = /^([^=]*)=(.*)$/s.exec(pair) ?? [];
    const attribute = attributeNamed(name.trim());
    const value = attribute && READERS[typeOf(attribute)](text.trim());
    if (attribute === undefined || value === undefined) return undefined;
    attributes.set(attribute, value);
  }
  return { kind: "registered", attributes };
}

/** The value of a text by the type of its attribute; `undefined` iff it is neither true nor false where it should be. */
const READERS: { readonly [T in ReturnType<typeof typeOf>]: (text: string) => AttributeValue | undefined } = {
  text: (text) => text,
  collection: (text) => new Set(text === "" ? [] : text.split(";").map((one) => one.trim())),
  boolean: (text) => (/^(true|false)$/i.test(text) ? text.toLowerCase() === "true" : undefined),
};

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
export const SIGN_IN_OPTIONS = BY_DIMENSION.flatMap(([, { options }]) => options);

/** Reads them. A dimension that isn't given may have any value. */
export const signInFrom = (text: Given["text"]): PartialSignIn =>
  Object.fromEntries(
    BY_DIMENSION.map(([dimension, { read }]) => [dimension, read(text)]).filter(([, known]) => known !== undefined),
  );

/** The options that say what is known of a sign-in. @param withNames whether names of people may be among them */
export const signInAsOptions = (signIn: PartialSignIn, withNames: boolean): readonly WrittenOption[] =>
  BY_DIMENSION.flatMap(([dimension, { write }]) => {
    const known = signIn[dimension];
    return known === undefined ? [] : write(known, withNames);
  });
