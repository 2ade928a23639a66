import * as azuread from "@pulumi/azuread";
import type { InvokeOptions } from "@pulumi/pulumi";
import { type ProviderSettings, type TenantPolicies, tenantPolicies } from "./tenant-policies";

/** What the tenant says about an excluded id. A failed look-up is an answer of its own, never a pass. */
export type PrincipalStatus =
  | { readonly kind: "live-user" }
  | { readonly kind: "disabled-user" }
  /** With the ids of everybody in it, through nested groups too, in lower case. */
  | { readonly kind: "group"; readonly members: readonly string[] }
  | { readonly kind: "gone" }
  | { readonly kind: "unreadable"; readonly because: string; readonly forbidden: boolean };

/** How the tenant is asked. No call fails: a failure is a status. */
export type Directory = {
  readonly user: (id: string) => Promise<PrincipalStatus>;
  readonly group: (id: string) => Promise<PrincipalStatus>;
  readonly policies: () => Promise<TenantPolicies>;
};

/**
 * The tenant as the azuread plugin sees it; policies, which it can't list, as Graph shows them.
 * A look-up that fails would end the program with the provider's own words; here it becomes a status.
 */
export const azureadDirectory = (provider: ProviderSettings, options?: InvokeOptions): Directory => ({
  user: (id) => statusOf(azuread.getUser({ objectId: id }, options), userStatus),
  group: (id) => statusOf(azuread.getGroup({ objectId: id, includeTransitiveMembers: true }, options), groupStatus),
  policies: async () => tenantPolicies(provider, await providersTenant(options)),
});

/** The id of the tenant that the provider deploys to; `undefined` where it doesn't say. */
export async function providersTenant(options?: InvokeOptions): Promise<string | undefined> {
  try {
    return (await azuread.getClientConfig(options)).tenantId;
  } catch {
    return undefined;
  }
}

async function statusOf<T>(lookUp: Promise<T>, convert: (found: T) => PrincipalStatus): Promise<PrincipalStatus> {
  try {
    return convert(await lookUp);
  } catch (error) {
    return failureStatus(error instanceof Error ? error.message : String(error));
  }
}

function userStatus({ accountEnabled }: Partial<azuread.GetUserResult>): PrincipalStatus {
  if (accountEnabled === undefined) return unreadable("the answer doesn't say whether the account is enabled", false);
  return { kind: accountEnabled ? "live-user" : "disabled-user" };
}

function groupStatus({ members }: Partial<azuread.GetGroupResult>): PrincipalStatus {
  if (members === undefined) return unreadable("the answer doesn't say who is in the group", false);
  return { kind: "group", members: members.map((id) => id.toLowerCase()) };
}

const GONE = /\b(user|group)\b.*\bnot (be )?found\b|\bno (user|group) found\b|Request_ResourceNotFound|\b404\b/is;
const FORBIDDEN = /Authorization_RequestDenied|Insufficient privileges|\b403\b|\bForbidden\b/i;

/** The provider has no error codes, only text: its own words for a missing object, or Graph's. */
function failureStatus(message: string): PrincipalStatus {
  if (FORBIDDEN.test(message)) return unreadable(message, true);
  return GONE.test(message) ? { kind: "gone" } : unreadable(message, false);
}

const unreadable = (because: string, forbidden: boolean): PrincipalStatus => ({
  kind: "unreadable",
  because,
  forbidden,
});
