import { parseDeviceRule } from "../../device-filter/parse";
import { asObject, isAbsent, type JsonObject } from "../../json/json-object";
import { unknownWord, wrongShape } from "../../json/not-understood";
import type { DeviceFilter } from "../../model/policy";

const FIELD = "conditions.devices";

/** `conditions.devices`: the filter for devices. */
export function readDeviceFilter(value: unknown): DeviceFilter {
  if (isAbsent(value)) return { kind: "any" };
  const devices = asObject(value);
  if (devices === undefined) return { kind: "notUnderstood", ...wrongShape(FIELD, value, "an object") };
  if (isAbsent(devices["deviceFilter"])) return { kind: "any" };
  const filter = asObject(devices["deviceFilter"]);
  return filter === undefined
    ? { kind: "notUnderstood", ...wrongShape(`${FIELD}.deviceFilter`, devices["deviceFilter"], "an object") }
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
