import type { DeviceRule } from "./rule";
import type { Truth } from "./truth";

/** A wish about the device looked for: what the rule says of it must be among these. */
export interface DeviceDemand {
  readonly rule: DeviceRule;
  readonly among: readonly Truth[];
}
