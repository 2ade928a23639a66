import type { AttributeName } from "./attributes";
import type { AttributeValue, Device } from "./device";

/**
 * The device in words, to follow "from": "an unregistered device", "a registered device with trustType `AzureAD`".
 * @param matters attributes worth a word even when the device has none, such as `attributesOf` the rules at hand
 */
export function describeDevice(device: Device, matters: Iterable<AttributeName> = []): string {
  if (device.kind === "unregistered") return "an unregistered device";
  const held = [...device.attributes].map(([name, value]) => `${name} ${inWords(value)}`);
  const missing = [...new Set(matters)].filter((name) => !device.attributes.has(name)).map((name) => `no ${name}`);
  const traits = [...held, ...missing];
  return traits.length === 0 ? "a registered device" : `a registered device with ${listed(traits)}`;
}

function inWords(value: AttributeValue): string {
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "string") return `\`${value}\``;
  return value.size === 0 ? "empty" : listed([...value].map((element) => `\`${element}\``));
}

function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}
