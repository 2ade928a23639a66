import type { JsonObject } from "../law/json/json-object";
import { userId } from "../law/model/ids";
import { readTenant } from "../tenant/graph/tenant";
import { emergencyAccess } from "../verifier/emergency-access";
import type { BreakGlassQuestion } from "./break-glass";

/**
 * Which policies leave a break-glass account no sign-in. Groups that aren't known may hold it where they are excluded.
 * @public loaded by the plan where there are other policies
 */
export const stoppedBy: BreakGlassQuestion["stoppedBy"] = (account, policies, members) => {
  const groups = Array.from(members, ([id, ids]) => ({ id, members: ids.map(asUser) }));
  const read = readTenant({ policies, groups });
  if (!read.ok) return [];
  const { tenant } = read;
  const access = emergencyAccess(tenant, userId(account));
  const by: ReadonlySet<unknown> = new Set(access.kind === "closed" ? access.by : []);
  return policies.filter((_, index) => by.has(tenant.policies[index]));
};

const asUser = (id: string): JsonObject => ({ "@odata.type": "#microsoft.graph.user", id });
