import { type Device, describeDevice } from "../../verifier/device-rule";

/** The device as a value: `unregistered`, `registered with trustType …`. */
export const describeDeviceBriefly = (device: Device): string =>
  describeDevice(device).replace(/^an? (\w+) device/, "$1");
