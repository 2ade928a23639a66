import type { PlatformCondition, PlatformList } from "../../model/policy";
import type { Platform } from "../../model/sign-in";
import { every, not, type Truth } from "../../model/truth";

/**
 * `all` also stands for platforms that Entra can't tell; listing the six named ones doesn't.
 * @see Microsoft Entra, "Conditional Access: Conditions", device platforms (2024-06)
 */
function lists(list: PlatformList, platform: Platform): Truth {
  if (list.all || list.named.has(platform)) return "yes";
  return list.notUnderstood.length > 0 ? "unclear" : "no";
}

/** Exclusion beats inclusion. */
export function meetsPlatforms(condition: PlatformCondition, platform: Platform): Truth {
  if (condition.kind === "any") return "yes";
  return every([lists(condition.include, platform), not(lists(condition.exclude, platform))]);
}
