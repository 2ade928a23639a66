import type { Device } from "../../device-filter/device";

/** A registered device as What If's `deviceInfo`: fields are called as in device rules, but for the ownership. */
export function deviceInfo({ attributes }: Extract<Device, { kind: "registered" }>): object {
  return Object.fromEntries(
    Array.from(attributes, ([name, value]) => [
      name === "deviceOwnership" ? "ownership" : name,
      typeof value === "object" ? [...value] : value,
    ]),
  );
}
