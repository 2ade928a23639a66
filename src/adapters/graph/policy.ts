import { asObject, asText, isAbsent, type JsonObject } from "../../json/json-object";
import { unknownWord, wrongShape } from "../../json/not-understood";
import { Written } from "../../json/spelling";
import { policyId } from "../../model/ids";
import type { Enforcement, Policy } from "../../model/policy";
import { notUnderstoodConditions, readConditions } from "./conditions";
import { notUnderstoodGrant, readGrant } from "./grant";
import type { ReadingContext } from "./reading-context";
import { unknownConditions } from "./unknown-conditions";

/**
 * A Conditional Access policy of Graph v1.0. Never fails: whatever isn't understood is kept in the model as such.
 * @param json a `conditionalAccessPolicy`, or anything else
 */
export function readPolicy(json: unknown, context: ReadingContext): Policy {
  const policy = asObject(json);
  if (policy === undefined) return notUnderstoodPolicy(json, context);
  const conditions = asObject(policy["conditions"]);
  const read =
    conditions === undefined
      ? notUnderstoodConditions(wrongShape("conditions", policy["conditions"], "an object"))
      : readConditions(conditions, context);
  return {
    id: policyId(asText(policy["id"]) ?? context.name),
    displayName: asText(policy["displayName"]) ?? asText(policy["id"]) ?? context.name,
    enforcement: readEnforcement(policy),
    grant: readGrant(policy["grantControls"], context),
    ...read,
    notUnderstood: [...read.notUnderstood, ...unknownConditions(policy)],
    written: new Written(policy),
  };
}

function notUnderstoodPolicy(json: unknown, { name }: ReadingContext): Policy {
  const note = wrongShape("policy", json, "an object");
  return {
    id: policyId(name),
    displayName: name,
    enforcement: { kind: "notUnderstood", ...note },
    grant: notUnderstoodGrant(note),
    ...notUnderstoodConditions(note),
    written: new Written({ policy: json }),
  };
}

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
