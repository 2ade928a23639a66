import type { AttributeName } from "./attributes";
import type { DeviceRule } from "./rule";

/** Every attribute that the rule asks about. */
export function attributesOf(rule: DeviceRule): ReadonlySet<AttributeName> {
  switch (rule.kind) {
    case "comparison":
      return new Set([rule.attribute]);
    case "not":
      return attributesOf(rule.part);
    default:
      return new Set(rule.parts.flatMap((part) => [...attributesOf(part)]));
  }
}
