import type { AttributeName } from "../device-filter/attributes";
import { type AttributeValue, type Device, describeDevice, type Registered } from "../device-filter/device";
import { evaluateDeviceRule } from "../device-filter/evaluate";
import { parseDeviceRule } from "../device-filter/parse";
import { asObject, asText, type JsonObject } from "../json/json-object";
import { unknownWord, wrongShape } from "../json/not-understood";
import type { DeviceFilter, Known, Said } from "../model/dimensions";
import { type Truth, truthOf } from "../model/truth";
import { type Condition, type Meanings, meaningOf, type ValueFormatter, whole } from "./condition";
import { odd, readObject } from "./list-condition";

const FIELD = "conditions.devices.deviceFilter";

/** The filter for devices: a rule about attributes that a device has in the directory. */
export const devices: Condition<"device"> = {
  reason: "devices",
  graph: {
    key: "devices",
    fields: [{ path: "devices.deviceFilter", azuread: "devices.filter", holds: { keys: ["mode", "rule"] } }],
    read: (value) =>
      readObject(value, "conditions.devices", ({ deviceFilter }) => readObject(deviceFilter, FIELD, readFilter)),
  },
  inJson: (device, { attribute }) => describeDevice(device, attribute).brief,
  whatIf: (device) => ({ deviceInfo: device.kind === "unregistered" ? {} : deviceInfo(device) }),
  readLog,
  words: {
    name: "the device",
    how: ([device], formatter) => (typeof device === "object" ? `on ${inWords(device, formatter)}` : undefined),
    preposition: "",
    why,
    fix: "remove its device filter",
  },
};

/**
 * A policy with an include filter applies to devices that match, one with an exclude filter to those that don't. Where it is unclear
 * whether a device matches, the policy doesn't apply: the safe reading.
 * @see Microsoft Entra, "Conditional Access: Filter for devices" (2025-05)
 */
export const passesFilter = ({ mode, rule }: DeviceFilter, device: Device): Truth =>
  truthOf(evaluateDeviceRule(rule, device) === (mode === "include" ? "yes" : "no"));

/** In the words of the portal and of Graph. */
const TRUST_TYPES: Meanings<string> = [
  [/^((azure ad|microsoft entra) joined|azuread)$/, "AzureAD"],
  [/^(hybrid azure ad joined|microsoft entra hybrid joined|serverad)$/, "ServerAD"],
  [/^((azure ad|microsoft entra) registered|workplace)$/, "Workplace"],
];

/** Without an id the device didn't show which one it is: Entra saw an unregistered one. A registered one may have other attributes. */
function readLog(record: JsonObject): Known<Device> | undefined {
  const detail = asObject(record["deviceDetail"]);
  if (detail === undefined) return undefined;
  const id = asText(detail["deviceId"]);
  if (id === undefined) return whole<Device>({ kind: "unregistered" });
  const attributes = new Map<AttributeName, AttributeValue>([["deviceId", id]]);
  const name = asText(detail["displayName"]);
  if (name !== undefined) attributes.set("displayName", name);
  if (typeof detail["isCompliant"] === "boolean") attributes.set("isCompliant", detail["isCompliant"]);
  const trustType = meaningOf(detail["trustType"], TRUST_TYPES);
  if (trustType !== undefined) attributes.set("trustType", trustType);
  return { kind: "part", part: { kind: "registered", attributes } };
}

function readFilter({ mode, rule }: JsonObject): Said<"device"> {
  if (typeof mode !== "string") return odd(wrongShape(`${FIELD}.mode`, mode, "include or exclude"));
  const word = mode.toLowerCase();
  if (word !== "include" && word !== "exclude") return odd(unknownWord(`${FIELD}.mode`, mode, "mode"));
  if (typeof rule !== "string") return odd(wrongShape(`${FIELD}.rule`, rule, "a rule"));
  if (rule.trim() === "") return odd({ field: `${FIELD}.rule`, why: "the rule is empty" });
  const parsed = parseDeviceRule(rule);
  return parsed.ok
    ? { kind: "filter", mode: word, rule: parsed.rule }
    : odd({ field: `${FIELD}.rule`, why: parsed.why });
}

/** A registered device as What If's `deviceInfo`: fields are called as in device rules, but for the ownership. */
function deviceInfo({ attributes }: Registered): JsonObject {
  return Object.fromEntries(
    Array.from(attributes, ([name, value]) => [
      name === "deviceOwnership" ? "ownership" : name,
      typeof value === "object" ? [...value] : value,
    ]),
  );
}

const inWords = (device: Device, { attribute }: ValueFormatter): string => describeDevice(device, attribute).whole;

function why(filter: DeviceFilter, device: Device, formatter: ValueFormatter): string {
  return `has a device filter that ${filter.mode === "exclude" ? "excludes" : "doesn't cover"} ${inWords(device, formatter)}`;
}
