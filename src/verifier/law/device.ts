import type { Device } from "../../device-filter/device";
import { evaluateDeviceRule } from "../../device-filter/evaluate";
import type { DeviceFilter } from "../../model/policy";
import type { Truth as RuleTruth } from "../../model/truth";
import { type Truth, truthOf } from "../../model/truth";

/** The truth of a rule under which a filter lets its policy apply. An unclear one never does: the safe reading. */
export function applyingTruth(mode: "include" | "exclude"): RuleTruth {
  return mode === "include" ? "yes" : "no";
}

/**
 * A policy with an include filter applies to devices that match, one with an exclude filter to those that don't.
 * A filter that can't be read is undecidable.
 * @see Microsoft Entra, "Conditional Access: Filter for devices" (2025-05)
 */
export function meetsDeviceFilter(filter: DeviceFilter, device: Device): Truth {
  switch (filter.kind) {
    case "any":
      return "yes";
    case "notUnderstood":
      return "unclear";
    case "filter":
      return truthOf(evaluateDeviceRule(filter.rule, device) === applyingTruth(filter.mode));
  }
}
