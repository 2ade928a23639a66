import { asObject, type JsonObject } from "../law/json/json-object";
import { readTenant } from "../tenant/graph/tenant";
import { prove } from "../verifier/prove";

/**
 * True iff the policy, if it were enforced and excluded nobody, would by itself stop every sign-in to Azure management
 * without MFA. One that is off does nothing.
 * @param policy in Graph's words
 */
export function hasSameEffect(policy: JsonObject): boolean {
  const conditions = asObject(policy["conditions"]);
  const included = asObject(conditions?.["users"])?.["includeUsers"];
  if (policy["state"] === "disabled" || !Array.isArray(included) || !included.includes("All")) return false;
  const withoutExclusions = { ...conditions, users: { includeUsers: ["All"] } };
  const read = readTenant([{ ...policy, state: "enabled", conditions: withoutExclusions }]);
  return read.ok && prove(read.tenant).kind === "proved";
}
