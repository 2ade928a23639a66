import type { DeviceRule } from "./rule";

/** A rule, or where (offset in UTF-16 units) and why it can't be read. */
export type ParsedDeviceRule =
  | { readonly ok: true; readonly rule: DeviceRule }
  | { readonly ok: false; readonly offset: number; readonly message: string };

export function parseDeviceRule(_text: string): ParsedDeviceRule {
  return { ok: false, offset: 0, message: "not yet read" };
}
