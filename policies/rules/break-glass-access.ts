import { Membership } from "../../src/law/membership/membership";
import { groupId, userId } from "../../src/law/model/ids";
import type { Policy } from "../../src/law/model/policy";
import { listing } from "../../src/text/sentence";
import { emergencyAccess } from "../../src/verifier/emergency-access";
import { entriesOf, type Settings } from "../settings/settings";
import { asInState } from "../stack/judgement/inputs-and-outputs";
import { policyInModel } from "../stack/judgement/judgement";
import { tenantOfStack } from "../stack/judgement/plans";
import { AZUREAD, plannedId } from "../stack/objects/entra-objects";
import { masked } from "../stack/objects/masked";
import type { Resource } from "../stack/objects/resource";
import type { ResourceGraph } from "../stack/objects/resource-graph";
import { byTenant } from "../stack/objects/this-tenant";
import { type Finding, propertyLine, type Rule, rejection } from "./support/rule";

/** The register's break-glass accounts, with the known members of its break-glass groups. */
function breakGlassAccounts(
  settings: Settings,
  directory: ConstructorParameters<typeof Membership>[0],
): readonly string[] {
  const membership = new Membership(directory);
  const accounts = entriesOf(settings).flatMap(({ kind, principal }) => {
    if (kind !== "break-glass") return [];
    if (principal.kind === "user") return [principal.id];
    return [...(principal.members ?? membership.groups.peopleIn([principal.id]))];
  });
  return [...new Set<string>(accounts)].filter((id) => directory.groups?.has(groupId(id)) !== true);
}

/** No policy of the stack or the snapshot stops the register's break-glass accounts, whatever the policy is for. */
export const breakGlassAccess: Rule = {
  id: "break-glass-access",
  title: "break-glass accounts can sign in to Azure management",
  level: "advisory",
  severity: "high",
  remediation:
    "Exclude break-glass accounts from every policy that blocks, or that requires a device, an app, a new password or terms of use.",
  url: "https://learn.microsoft.com/entra/identity/role-based-access-control/security-emergency-access",
  /** The rule judges no single resource. But the engine shows inputs only to rules that judge resources, and the stack needs the inputs. */
  onResource: () => [],
  onStack(stack, settings) {
    const state = asInState(stack);
    const groups = byTenant(state.ofTypes(AZUREAD.policy));
    const judged = groups.length === 0 && settings.baseline === "in-stack" ? [[]] : groups;
    return judged.flatMap((policies) => stoppedBy(policies, state, settings));
  },
};

/**
 * The accounts that the stack's policies stop, together with the snapshot's other policies. What only the snapshot's policies stop
 * is reported in the stack that owns the guarantee.
 */
function stoppedBy(resources: readonly Resource[], graph: ResourceGraph, settings: Settings): readonly Finding[] {
  const planned = tenantOfStack(graph, settings);
  const accounts = breakGlassAccounts(settings, planned.tenant);
  if (accounts.length === 0) return [];
  const own = new Map<Policy, Resource>(resources.map((resource) => [policyInModel(resource, planned), resource]));
  const managed = new Set(resources.map(plannedId));
  const others = settings.tenant.tenant.policies.filter(({ id }) => !managed.has(id.toLowerCase()));
  const tenant = { ...planned.tenant, policies: [...others, ...own.keys()] };
  const stopped = new Map<string, { readonly by: readonly Policy[]; readonly who: string[] }>();
  for (const account of accounts) {
    const access = emergencyAccess(tenant, userId(account));
    if (access.kind !== "closed") continue;
    const { by } = access;
    if (settings.baseline === "elsewhere" && !by.some((policy) => own.has(policy))) continue;
    const key = by.map(({ id }) => id).join();
    stopped.set(key, { by, who: [...(stopped.get(key)?.who ?? []), account] });
  }
  return [...stopped.values()].map(({ by, who }) => stoppedFinding(by, who, who.length === accounts.length, own));
}

type Own = ReadonlyMap<Policy, Resource>;

function stoppedFinding(by: readonly Policy[], who: readonly string[], isAll: boolean, own: Own): Finding {
  const blamed = by.map((policy) => own.get(policy)).find((resource) => resource !== undefined);
  const names = by.slice(0, 5).map((policy) => own.get(policy)?.name ?? policy.id);
  const accounts = isAll
    ? "no break-glass account can"
    : `break-glass account ${listing(who.map(masked), "and")} can't`;
  const stops = by.length === 1 ? "a policy stops" : `${by.length} policies stop`;
  return rejection({
    code: "break-glass-stopped",
    about: ["break-glass", ...who],
    urn: blamed?.urn,
    message: `${accounts} sign in to Azure management: ${stops} every sign-in`,
    related: names.map((name) => propertyLine(blamed?.urn, "policy", name)),
    help: "exclude break-glass accounts from it, and from every policy that blocks, or that requires a device, an app, a new password or terms of use",
  });
}
