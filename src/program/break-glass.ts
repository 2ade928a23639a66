import { asText, graphId, type JsonObject } from "../law/json/json-object";
import type { Finding, PolicyLocation } from "../law/model/finding";
import { userId } from "../law/model/ids";
import { quoted } from "../text/printable";
import { listing, listingSome } from "../text/sentence";
import type { TenantPolicies } from "./directory";
import type { LookUps } from "./lock-out";
import type { OwnPolicies } from "./stack-policy";

/** Break-glass accounts that other policies keep out of Azure management. It doesn't stop the run, because this stack isn't the reason. */
export type BreakGlassFinding = Finding<"break-glass-stopped", PolicyLocation>;

/**
 * The live break-glass accounts that can't sign in to Azure management under the tenant's other policies, grouped by the policies that
 * stop them. The stack's own policy excludes them, or isn't enforced. If a group isn't known, an account may be in it.
 */
export function stoppedBreakGlass(
  { entries, liveBreakGlass }: LookUps,
  own: OwnPolicies,
  inTenant: TenantPolicies,
): readonly BreakGlassFinding[] {
  const ownIds = new Set(own.kind === "read" ? own.ids : []);
  const isEnforcedOther = (policy: JsonObject) => policy["state"] === "enabled" && !ownIds.has(graphId(policy));
  const others = inTenant.kind === "read" ? inTenant.policies.filter(isEnforcedOther) : [];
  if (others.length === 0) return [];
  // The code that decides about sign-ins is slow to load, and most runs don't need it.
  const { readTenant } = require("../tenant/graph/tenant") as typeof import("../tenant/graph/tenant");
  const { emergencyAccess } = require("../verifier/emergency-access") as typeof import("../verifier/emergency-access");
  const asUser = (id: string): JsonObject => ({ "@odata.type": "#microsoft.graph.user", id });
  const groups = entries.flatMap(({ entry, status }) =>
    status.kind === "group" ? [{ id: entry.principal.id, members: status.members.map(asUser) }] : [],
  );
  const read = readTenant({ policies: others, groups });
  if (!read.ok) return [];
  const stopped = new Map<string, { readonly by: readonly JsonObject[]; readonly who: string[] }>();
  for (const account of liveBreakGlass) {
    const access = emergencyAccess(read.tenant, userId(account));
    const stopping: ReadonlySet<unknown> = new Set(access.kind === "closed" ? access.by : []);
    const by = others.filter((_, index) => stopping.has(read.tenant.policies[index]));
    const key = by.map(graphId).join();
    stopped.set(key, { by, who: [...(stopped.get(key)?.who ?? []), account] });
  }
  return [...stopped.values()].flatMap(({ by, who }) => findingAbout(by, who, who.length === liveBreakGlass.size));
}

function findingAbout(by: readonly JsonObject[], who: readonly string[], isAll: boolean): readonly BreakGlassFinding[] {
  const [first] = by;
  if (first === undefined) return [];
  const accounts = isAll ? "no break-glass user can" : `break-glass user ${listing(who.map(quoted), "and")} can't`;
  const names = by.map((policy) => quoted(asText(policy["displayName"]) ?? graphId(policy)));
  const stop = by.length === 1 ? "stops" : "together stop";
  return [
    {
      code: "break-glass-stopped",
      severity: "warning",
      primary: { kind: "policy", id: graphId(first), field: undefined },
      message: `${accounts} sign in to Azure management: ${listingSome(names, 5)} ${stop} every sign-in`,
      related: [],
      help: "exclude break-glass accounts from every policy that blocks, or that requires a device, an app, a new password or terms of use",
    },
  ];
}
