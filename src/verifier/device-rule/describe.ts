import type { AttributeName } from "./attributes";
import type { Device } from "./device";

/**
 * The device in words, to follow "from": "an unregistered device", "a registered device with trustType `AzureAD`".
 * @param matters attributes worth a word even when the device has none, such as `attributesOf` the rules at hand
 */
export function describeDevice(device: Device, _matters: Iterable<AttributeName> = []): string {
  return device.kind;
}
