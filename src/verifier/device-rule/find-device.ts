import type { Device } from "./device";
import type { DeviceRule } from "./rule";
import type { Truth } from "./truth";

/** A wish about the device looked for: what the rule says of it must be among these. */
export interface DeviceDemand {
  readonly rule: DeviceRule;
  readonly among: readonly Truth[];
}

/** `none` is a proof that no device meets the demands; `tooHard` says nothing either way. */
export type DeviceSearch =
  | { readonly kind: "found"; readonly device: Device }
  | { readonly kind: "none" }
  | { readonly kind: "tooHard" };

export function findDevice(_demands: readonly DeviceDemand[], _budget: number): DeviceSearch {
  return { kind: "tooHard" };
}
