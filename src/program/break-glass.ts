import { asText, graphId, type JsonObject } from "../law/json/json-object";
import type { Finding, PolicyLocation } from "../law/model/finding";
import { userId } from "../law/model/ids";
import { quoted } from "../text/printable";
import { listing, listingSome } from "../text/sentence";
import type { TenantPolicies } from "./directory";
import type { LookUps } from "./lock-out";
import type { OwnPolicies } from "./own-policies";

/** Break-glass accounts that other policies than the stack's keep from Azure management. It stops no run: this stack's policy isn't why. */
export type BreakGlassFinding = Finding<"break-glass-stopped", PolicyLocation>;

/**
 * Which live break-glass accounts have no sign-in to Azure management left under the tenant's other policies, together with those
 * of the accounts that the same policies stop. The stack's own leaves them out already, or isn't enforced. Groups that aren't known may
 * hold an account where they are excluded.
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
  // What decides about sign-ins takes its time to load, and most runs don't ask.
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
