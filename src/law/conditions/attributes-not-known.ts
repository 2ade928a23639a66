import type { Device } from "../device-filter/device";
import { evaluatePartlyKnown } from "../device-filter/evaluate";
import { attributesOf } from "../device-filter/rule";
import type { DeviceFilter } from "../model/dimensions";

/**
 * Whether it hangs on attributes that aren't told whether a filter applies to a registered device. Where it doesn't, the filter
 * says the same of the device as if these had no value.
 */
export function hangsOnNotKnown(filter: DeviceFilter, device: Device): boolean {
  if (filter.kind !== "filter" || device.kind === "unregistered") return false;
  const isTold = [...attributesOf(filter.rule)].every((attribute) => device.attributes.has(attribute));
  return !isTold && evaluatePartlyKnown(filter.rule, device) === "unclear";
}
