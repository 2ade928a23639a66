import { nearestWord } from "../../text/nearest-word";
import { quoted } from "../../text/printable";
import { type Result, resultOf } from "../../text/result";
import { type AttributeName, attributeNamed, attributeNames, typeOf } from "../device-filter/attributes";
import type { AttributeValue, Device } from "../device-filter/device";
import { type Telling, toldWhole } from "./telling";

/** A device is told whole: unregistered, or registered with these attributes and no others; or with these and any others. */
export const deviceTelling: Telling<Device> = {
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
    return { ok: true, value: OTHERS.test(written) ? { kind: "part", part: device.value } : toldWhole(device.value) };
  },
};

/** What stands for attributes that aren't told. */
const OTHERS = /,\s*\*\s*$/;

function readDevice(written: string): Result<Device, string> {
  if (written.trim().toLowerCase() === "unregistered") return { ok: true, value: { kind: "unregistered" } };
  const attributes = new Map<AttributeName, AttributeValue>();
  const errors: string[] = [];
  // A comma may stand in a value: the next attribute begins where a name and `=` follow.
  for (const pair of written.split(/,(?=\s*\w+\s*=)/)) {
    const read = readPair(pair);
    if (!read.ok) errors.push(...read.errors);
    else if (attributes.has(read.value[0])) errors.push(`--device: ${read.value[0]} is given more than once`);
    else attributes.set(...read.value);
  }
  return resultOf(() => ({ kind: "registered", attributes }), errors);
}

function readPair(pair: string): Result<readonly [AttributeName, AttributeValue], string> {
  const at = pair.indexOf("=");
  if (at < 0)
    return {
      ok: false,
      errors: [`--device ${quoted(pair)} is neither unregistered nor ATTRIBUTE=VALUE${meant(pair, ["unregistered"])}`],
    };
  const name = pair
    .slice(0, at)
    .trim()
    .replace(/^device\./i, "");
  const attribute = attributeNamed(name);
  if (attribute === undefined)
    return { ok: false, errors: [`--device: there is no attribute ${quoted(name)}${meant(name, attributeNames)}`] };
  return readValue(attribute, pair.slice(at + 1).trim());
}

function readValue(attribute: AttributeName, text: string): Result<readonly [AttributeName, AttributeValue], string> {
  switch (typeOf(attribute)) {
    case "text":
      return { ok: true, value: [attribute, text] };
    case "collection":
      return { ok: true, value: [attribute, new Set(text === "" ? [] : text.split(";").map((one) => one.trim()))] };
    case "boolean": {
      const word = text.toLowerCase();
      return word === "true" || word === "false"
        ? { ok: true, value: [attribute, word === "true"] }
        : { ok: false, errors: [`--device: ${attribute} is true or false, not ${quoted(text)}`] };
    }
  }
}

function meant(typed: string, words: readonly string[]): string {
  const word = nearestWord(typed, words);
  return word === undefined ? "" : `; did you mean ${word}?`;
}
