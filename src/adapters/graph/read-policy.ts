import { policyId } from "../../model/ids";
import type { Policy } from "../../model/policy";
import type { NotUnderstood } from "../../model/truth";
import { wrongShape } from "./complaints";
import { readConditions, unreadConditions } from "./conditions";
import { readEnforcement } from "./enforcement";
import { readGrant, unreadGrant } from "./grant";
import { asObject, asText } from "./json";
import type { ReadingContext } from "./reading-context";
import { unknownConditions } from "./unknown-conditions";

/**
 * A Conditional Access policy of Graph v1.0. Never fails: whatever isn't understood is kept in the model as such.
 * @param json a `conditionalAccessPolicy`, or anything else
 */
export function readPolicy(json: unknown, context: ReadingContext): Policy {
  const policy = asObject(json);
  if (policy === undefined) return unreadPolicy(wrongShape("policy", json, "an object"), context);
  const conditions = asObject(policy["conditions"]);
  const read =
    conditions === undefined
      ? unreadConditions(wrongShape("conditions", policy["conditions"], "an object"))
      : readConditions(conditions, context);
  return {
    id: policyId(asText(policy["id"]) ?? context.name),
    displayName: asText(policy["displayName"]) ?? asText(policy["id"]) ?? context.name,
    enforcement: readEnforcement(policy),
    grant: readGrant(policy["grantControls"], context),
    ...read,
    notUnderstood: [...read.notUnderstood, ...unknownConditions(policy)],
  };
}

const unreadPolicy = (note: NotUnderstood, { name }: ReadingContext): Policy => ({
  id: policyId(name),
  displayName: name,
  enforcement: { kind: "notUnderstood", ...note },
  grant: unreadGrant(note),
  ...unreadConditions(note),
});
