import { asObject, asText, isAbsent, type JsonObject, Written } from "../../law/json/json-object";
import { unknownWord, wrongShape } from "../../law/json/not-understood";
import { policyId } from "../../law/model/ids";
import type { Enforcement, Policy } from "../../law/model/policy";
import type { NotUnderstood } from "../../law/model/truth";
import { notUnderstoodConditions, readConditions } from "./conditions";
import { notUnderstoodGrant, readGrant } from "./grant";
import { changeOf, partsWithin } from "./list";
import type { ReadingContext } from "./people";
import { fieldsNotUnderstood, keysInOtherCase } from "./policy-shape";

/**
 * Reads a Conditional Access policy of Graph v1.0. Never fails: content that isn't understood is in the model as *not understood*.
 * @param json a `conditionalAccessPolicy`, or anything else
 */
export function readPolicy(json: unknown, context: ReadingContext): Policy {
  const policy = asObject(json);
  if (policy === undefined) return notUnderstoodPolicy(wrongShape("policy", json, "an object"), json, context);
  const [misspelt] = keysInOtherCase(policy);
  if (misspelt !== undefined) return { ...notUnderstoodPolicy(misspelt, json, context), ...namesOf(policy, context) };
  const conditions = asObject(policy["conditions"]);
  const read =
    conditions === undefined
      ? notUnderstoodConditions(wrongShape("conditions", policy["conditions"], "an object"))
      : readConditions(conditions, context);
  return {
    ...namesOf(policy, context),
    ...changeOf(policy, ...strengthsOf(policy, context)),
    enforcement: readEnforcement(policy),
    grant: readGrant(policy["grantControls"], context.strengths),
    ...read,
    notUnderstood: [...read.notUnderstood, ...fieldsNotUnderstood(policy), ...partsWithin(policy)],
    written: new Written(policy),
  };
}

/** The strength that the policy asks for: as the policy has it, and as the tenant's list has it. */
function strengthsOf(policy: JsonObject, { strengths }: ReadingContext): readonly (JsonObject | undefined)[] {
  const strength = asObject(asObject(policy["grantControls"])?.["authenticationStrength"]);
  return [strength, strengths?.get(asText(strength?.["id"])?.toLowerCase() ?? "")];
}

const namesOf = (policy: JsonObject, { name }: ReadingContext): Pick<Policy, "id" | "displayName"> => ({
  id: policyId(asText(policy["id"]) ?? name),
  displayName: asText(policy["displayName"]) ?? asText(policy["id"]) ?? name,
});

/** A policy that isn't understood at all, because of one field. */
const notUnderstoodPolicy = (note: NotUnderstood, json: unknown, { name }: ReadingContext): Policy => ({
  id: policyId(name),
  displayName: name,
  enforcement: { kind: "notUnderstood", ...note },
  grant: notUnderstoodGrant(note),
  ...notUnderstoodConditions(note),
  written: new Written({ policy: json }),
});

const ENFORCEMENTS: ReadonlyMap<unknown, Enforcement> = new Map([
  ["enabled", { kind: "enforced" }],
  ["disabled", { kind: "off" }],
  ["enabledForReportingButNotEnforced", { kind: "reportOnly" }],
]);

/** Reads `state`, in Graph's exact spelling. A deleted policy, which can be restored, is off. */
export function readEnforcement(policy: JsonObject): Enforcement {
  const { deletedDateTime: deleted, state } = policy;
  if (typeof deleted === "string" || asObject(policy["@removed"]) !== undefined) return { kind: "off" };
  if (!isAbsent(deleted)) return { kind: "notUnderstood", ...wrongShape("deletedDateTime", deleted, "a time") };
  if (isAbsent(state)) return { kind: "notUnderstood", field: "state", why: "missing, so the policy may be on or off" };
  const odd = typeof state === "string" ? unknownWord("state", state, "state") : wrongShape("state", state, "text");
  return ENFORCEMENTS.get(state) ?? { kind: "notUnderstood", ...odd };
}
