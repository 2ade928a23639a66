import type { AttributeName } from "./attributes";

/** What an attribute of a registered device holds, when it isn't null. */
export type AttributeValue = string | boolean | ReadonlySet<string>;

/**
 * The device as Entra sees it at a sign-in: known to the directory, or not at all.
 * An attribute missing from the map is null.
 */
export type Device =
  | { readonly kind: "unregistered" }
  | { readonly kind: "registered"; readonly attributes: ReadonlyMap<AttributeName, AttributeValue> };

/**
 * The device in words, to follow "from": "an unregistered device", "a registered device with trustType `AzureAD`".
 * @param matters attributes worth a word even when the device has none, such as `attributesOf` the rules at hand
 */
export function describeDevice(device: Device, matters: Iterable<AttributeName> = []): string {
  if (device.kind === "unregistered") return "an unregistered device";
  const held = [...device.attributes].map(([name, value]) => `${name} ${inWords(value)}`);
  const missing = [...new Set(matters)].filter((name) => !device.attributes.has(name)).map((name) => `no ${name}`);
  const traits = [...held, ...missing];
  return traits.length === 0 ? "a registered device" : `a registered device with ${joined(traits)}`;
}

function inWords(value: AttributeValue): string {
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "string") return `\`${value}\``;
  return value.size === 0 ? "empty" : joined([...value].map((element) => `\`${element}\``));
}

function joined(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}
