import { asObject, type JsonObject } from "../law/json/json-object";
import { userId } from "../law/model/ids";
import { readTenant } from "../tenant/graph/tenant";
import { emergencyAccess } from "../verifier/emergency-access";
import { prove } from "../verifier/prove";
import type { Members } from "./break-glass";

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

/**
 * Which policies leave a break-glass account no sign-in. Groups that aren't known may hold it where they are excluded.
 * @public loaded by the plan where there are other policies
 */
export function stoppedBy(account: string, policies: readonly JsonObject[], members: Members): readonly JsonObject[] {
  const asUser = (id: string): JsonObject => ({ "@odata.type": "#microsoft.graph.user", id });
  const groups = Array.from(members, ([id, ids]) => ({ id, members: ids.map(asUser) }));
  const read = readTenant({ policies, groups });
  if (!read.ok) return [];
  const access = emergencyAccess(read.tenant, userId(account));
  const by: ReadonlySet<unknown> = new Set(access.kind === "closed" ? access.by : []);
  return policies.filter((_, index) => by.has(read.tenant.policies[index]));
}
