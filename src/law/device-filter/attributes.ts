/** What an attribute holds, which decides the operators and values it can be compared with. */
export type AttributeType = "text" | "boolean" | "collection";

/** The attributes of a device that a Conditional Access device filter can ask about, as Microsoft spells them. */
export const attributeNames = [
  "deviceId",
  "displayName",
  "deviceOwnership",
  "enrollmentProfileName",
  "isCompliant",
  "manufacturer",
  "mdmAppId",
  "model",
  "operatingSystem",
  "operatingSystemVersion",
  "physicalIds",
  "profileType",
  "systemLabels",
  "trustType",
  ...([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15] as const).map(
    (number) => `extensionAttribute${number}` as const,
  ),
] as const;

/** @see https://learn.microsoft.com/entra/identity/conditional-access/concept-condition-filters-for-devices (2025-04) */
export type AttributeName = (typeof attributeNames)[number];

/** The attribute of that name in any letter case (Microsoft's own examples vary it), or `undefined`. */
export function attributeNamed(text: string): AttributeName | undefined {
  return attributeNames.find((name) => name.toLowerCase() === text.toLowerCase());
}

/** The type of the attribute's values. */
export function typeOf(attribute: AttributeName): AttributeType {
  if (attribute === "isCompliant") return "boolean";
  return attribute === "physicalIds" || attribute === "systemLabels" ? "collection" : "text";
}

/** Values that real devices have. The search tries them first, so that its devices look real. */
const ORDINARY_VALUES: Partial<Record<AttributeName, readonly string[]>> = {
  deviceId: ["00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000002"],
  displayName: ["DESKTOP-1", "LAPTOP-2"],
  deviceOwnership: ["Personal", "Company"],
  operatingSystem: ["Windows", "Linux", "macOS", "iOS", "Android"],
  operatingSystemVersion: ["10.0.26100.1", "15.5"],
  profileType: ["RegisteredDevice", "SecureVM", "Shared", "Printer", "IoT"],
  trustType: ["Workplace", "AzureAD", "ServerAD"],
};

/** The attribute's ordinary values; none if devices commonly have no value, or any. */
export const ordinaryValues = (attribute: AttributeName): readonly string[] => ORDINARY_VALUES[attribute] ?? [];
