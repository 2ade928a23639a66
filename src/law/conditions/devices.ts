import { type Device, describeDevice, type Registered } from "../device-filter/device";
import { evaluateDeviceRule } from "../device-filter/evaluate";
import { parseDeviceRule } from "../device-filter/parse";
import { asObject, isAbsent, type JsonObject } from "../json/json-object";
import { unknownWord, wrongShape } from "../json/not-understood";
import { reshape, shape } from "../json/reshape";
import type { DeviceFilter } from "../model/dimensions";
import { type Truth, truthOf } from "../model/truth";
import type { Condition, Explanation, Teller } from "./condition";
import { deviceTelling } from "./device-telling";

const FIELD = "conditions.devices";

/** The filter for devices: a rule about attributes that a device has in the directory. */
export const devices: Condition<"device"> = {
  dimension: "device",
  reason: "devices",
  notConfigured: { kind: "any" },
  meets,
  notUnderstood: (filter) => (filter.kind === "notUnderstood" ? [filter] : []),
  graph: {
    key: "devices",
    fields: [
      {
        path: "devices.deviceFilter",
        azuread: "devices.filter",
        holds: { keys: ["mode", "rule"] },
        pluginOnDrift: "repairs",
        form: "Conditions, as the code says, if the form shows the field",
      },
    ],
    explicitAll: undefined,
    read: (value) => ({ condition: read(value), notUnderstood: [] }),
  },
  azuread: {
    key: "devices",
    toGraph: (value) => reshape(value, IN_AZUREAD),
    path: "devices.filter",
    notConfigured: undefined,
  },
  json: { key: "device", value: (device, { attribute }) => describeDevice(device, attribute).brief },
  whatIf: (device) => ({ deviceInfo: device.kind === "unregistered" ? {} : deviceInfo(device) }),
  words: {
    how: ([device], teller) => (typeof device === "object" ? `on ${inWords(device, teller)}` : undefined),
    preposition: "",
    unmet: "about other devices",
    explain,
    advice: "take the device filter out, or cover the other devices with a second policy",
  },
  telling: deviceTelling,
};

const FILTER = shape({ mode: ["mode"], rule: ["rule"] });
const IN_AZUREAD = shape({ filter: ["deviceFilter", (value) => reshape(value, FILTER)] });

/** The truth of a rule under which a filter lets its policy apply. An unclear one never does: the safe reading. */
export function applyingTruth(mode: "include" | "exclude"): "yes" | "no" {
  return mode === "include" ? "yes" : "no";
}

/**
 * A policy with an include filter applies to devices that match, one with an exclude filter to those that don't.
 * A filter that can't be read is unclear.
 * @see Microsoft Entra, "Conditional Access: Filter for devices" (2025-05)
 */
function meets(filter: DeviceFilter, device: Device): Truth {
  switch (filter.kind) {
    case "any":
      return "yes";
    case "notUnderstood":
      return "unclear";
    case "filter":
      return truthOf(evaluateDeviceRule(filter.rule, device) === applyingTruth(filter.mode));
  }
}

function read(value: unknown): DeviceFilter {
  if (isAbsent(value)) return { kind: "any" };
  const object = asObject(value);
  if (object === undefined) return { kind: "notUnderstood", ...wrongShape(FIELD, value, "an object") };
  if (isAbsent(object["deviceFilter"])) return { kind: "any" };
  const filter = asObject(object["deviceFilter"]);
  return filter === undefined
    ? { kind: "notUnderstood", ...wrongShape(`${FIELD}.deviceFilter`, object["deviceFilter"], "an object") }
    : readFilter(filter, `${FIELD}.deviceFilter`);
}

function readFilter(filter: JsonObject, field: string): DeviceFilter {
  const mode = filter["mode"];
  if (typeof mode !== "string")
    return { kind: "notUnderstood", ...wrongShape(`${field}.mode`, mode, "include or exclude") };
  const word = mode.toLowerCase();
  if (word !== "include" && word !== "exclude")
    return { kind: "notUnderstood", ...unknownWord(`${field}.mode`, mode, "mode") };
  return readRule(word, filter["rule"], `${field}.rule`);
}

function readRule(mode: "include" | "exclude", text: unknown, field: string): DeviceFilter {
  if (typeof text !== "string") return { kind: "notUnderstood", ...wrongShape(field, text, "a rule") };
  if (text.trim() === "") return { kind: "notUnderstood", field, why: "the rule is empty" };
  const parsed = parseDeviceRule(text);
  return parsed.ok
    ? { kind: "filter", mode, rule: parsed.rule }
    : { kind: "notUnderstood", field, why: `${parsed.message} (at offset ${parsed.offset})` };
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

const inWords = (device: Device, { attribute }: Teller): string => describeDevice(device, attribute).whole;

function explain(filter: DeviceFilter, device: Device, teller: Teller): Explanation {
  const what = inWords(device, teller);
  const excludes = filter.kind === "filter" && filter.mode === "exclude";
  return {
    why: excludes ? `has a device filter that leaves out ${what}` : `has a device filter that doesn't cover ${what}`,
    fix: "take its device filter out",
  };
}
