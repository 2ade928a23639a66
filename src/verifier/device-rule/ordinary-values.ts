import type { AttributeName } from "./attributes";

/** Values that real devices have, tried before any are made up, so that a device found reads like one. */
const ORDINARY_VALUES: Partial<Record<AttributeName, readonly string[]>> = {
  deviceId: ["00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000002"],
  displayName: ["DESKTOP-1", "LAPTOP-2"],
  deviceOwnership: ["Personal", "Company"],
  operatingSystem: ["Windows", "Linux", "macOS", "iOS", "Android"],
  operatingSystemVersion: ["10.0.26100.1", "15.5"],
  profileType: ["RegisteredDevice", "SecureVM", "Shared", "Printer", "IoT"],
  trustType: ["Workplace", "AzureAD", "ServerAD"],
};

/** The attribute's ordinary values; none where devices commonly have no value, or any. */
export const ordinaryValues = (attribute: AttributeName): readonly string[] => ORDINARY_VALUES[attribute] ?? [];
