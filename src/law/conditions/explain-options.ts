import { nearestWord } from "../../text/nearest-word";
import { quoted } from "../../text/printable";
import { type Result, resultOf } from "../../text/result";
import { parseAddress } from "../addresses/address";
import { type AttributeName, attributeNamed, attributeNames, typeOf } from "../device-filter/attributes";
import type { AttributeValue, Device } from "../device-filter/device";
import type { Country, Network } from "../model/dimensions";

/** An option of a command line that says how a person signs in. */
export type ExplainOption =
  | { readonly kind: "choice"; readonly choices: readonly string[]; readonly help: string }
  | { readonly kind: "text"; readonly value: string; readonly help: string };

/** What is known of one dimension of a sign-in: its whole value, or a part of it; the rest of it may be anything. */
export type Known<Value> =
  | { readonly kind: "whole"; readonly value: Value }
  | { readonly kind: "part"; readonly part: Partial<Value> };

type TextOf = (option: string) => string | undefined;

/** How a dimension is given on a command line, for `azmfa explain`. */
export interface ExplainOptions<Value> {
  /** What it is called, e.g. `the platform`. */
  readonly name: string;
  /** The options by their long names. */
  readonly options: { readonly [name: string]: ExplainOption };
  /** Reads the texts of the options that were given. @returns `undefined` where none was, or what is wrong, each as one line */
  readonly read: (text: TextOf) => Result<Known<Value> | undefined, string>;
}

/** All of a value is known. */
export const known = <Value>(value: Value): Known<Value> => ({ kind: "whole", value });

/** One option with a word for each value; `none` stands for null. */
export function optionByWord<Value extends string | null>(
  { name, option, help }: { readonly name: string; readonly option: string; readonly help: string },
  values: readonly Value[],
): ExplainOptions<Value> {
  const byWord = new Map(values.map((value) => [value ?? "none", value]));
  const choices = [...byWord.keys()];
  return {
    name,
    options: { [option]: { kind: "choice", choices, help } },
    read: (text) => {
      const word = text(option);
      if (word === undefined) return { ok: true, value: undefined };
      const value = byWord.get(word);
      return value === undefined
        ? { ok: false, errors: [`--${option} is ${choices.join(" or ")}, not ${word}`] }
        : { ok: true, value: known(value) };
    },
  };
}

/** A network is given bit by bit: its address, its countries, and whether the address is trusted without showing. */
export const networkOptions: ExplainOptions<Network> = {
  name: "the network",
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
};

function readCountry(written: string): Country | undefined {
  if (written.toLowerCase() === "none") return { kind: "unmapped" };
  const code = written.toUpperCase();
  return /^[A-Z]{2}$/.test(code) ? { kind: "code", code } : undefined;
}

/** A device is given whole: unregistered, or registered with these attributes and no others; or with these and any others. */
export const deviceOptions: ExplainOptions<Device> = {
  name: "the device",
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
    return { ok: true, value: OTHERS.test(written) ? { kind: "part", part: device.value } : known(device.value) };
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
    const [, before, text = ""] = /^([^=]*)=(.*)$/s.exec(pair) ?? [];
    const name = before?.trim().replace(/^device\./i, "");
    const attribute = name === undefined ? undefined : attributeNamed(name);
    const value = attribute && readValue(attribute, text.trim());
    if (name === undefined)
      errors.push(
        `--device ${quoted(pair)} is neither unregistered nor ATTRIBUTE=VALUE${meant(pair, ["unregistered"])}`,
      );
    else if (attribute === undefined)
      errors.push(`--device: there is no attribute ${quoted(name)}${meant(name, attributeNames)}`);
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

function meant(typed: string, words: readonly string[]): string {
  const word = nearestWord(typed, words);
  return word === undefined ? "" : `; did you mean ${word}?`;
}
