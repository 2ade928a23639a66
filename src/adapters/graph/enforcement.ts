import type { Enforcement } from "../../model/policy";
import { unknownWord, wrongShape } from "./complaints";
import { isAbsent, type JsonObject } from "./json";

/** `state`, in exactly Graph's spelling. A policy that was deleted, and can be restored, is off. */
export function readEnforcement(policy: JsonObject): Enforcement {
  if (!isAbsent(policy["deletedDateTime"])) return { kind: "off" };
  const state = policy["state"];
  switch (state) {
    case "enabled":
      return { kind: "enforced" };
    case "disabled":
      return { kind: "off" };
    case "enabledForReportingButNotEnforced":
      return { kind: "reportOnly" };
    default:
      return {
        kind: "notUnderstood",
        ...(typeof state === "string" ? unknownWord("state", state, "state") : wrongShape("state", state, "text")),
      };
  }
}
