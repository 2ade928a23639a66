import { type Device, describeDevice } from "../../device-filter/device";

/** The device as a value: `unregistered`, `registered with trustType …`. */
export const describeDeviceBriefly = (device: Device): string =>
  describeDevice(device).replace(/^an? (\w+) device/, "$1");
