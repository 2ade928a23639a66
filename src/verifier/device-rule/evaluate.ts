import type { Device } from "./device";
import type { DeviceRule } from "./rule";
import type { Truth } from "./truth";

export function evaluateDeviceRule(_rule: DeviceRule, _device: Device): Truth {
  return "unsettled";
}
