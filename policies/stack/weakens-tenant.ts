import type { Resource } from "../model/resource";
import { isUnknown } from "../model/unknown";
import { type GraphRequest, requestsOf } from "./graph-request";
import { asObject } from "./json";

/** What a generic resource does to every tenant's sign-ins, whatever rests on what; `undefined` where it does nothing. */
export const weakensTenant = (resource: Resource): string | undefined =>
  requestsOf(resource)
    .map(consequenceOf)
    .find((consequence) => consequence !== undefined);

function consequenceOf({ address = "", body }: GraphRequest): string | undefined {
  if (/identitySecurityDefaultsEnforcementPolicy/i.test(address) && maySwitchOn(body, ["isEnabled"]))
    return "security defaults and Conditional Access exclude each other: with the former on, no policy is in force";
  if (/crossTenantAccessPolicy/i.test(address) && maySwitchOn(body, ["inboundTrust", "isMfaAccepted"]))
    return "the MFA of other tenants is trusted from now on, and nobody here knows what that is";
  return undefined;
}

/** Whether something may be on afterwards. What isn't mentioned stays as it is; what can't be read may be anything. */
function maySwitchOn(value: unknown, path: readonly string[]): boolean {
  if (isUnknown(value)) return true;
  const [key, ...rest] = path;
  if (key === undefined) return value !== undefined && value !== null && value !== false;
  const object = asObject(value);
  if (object === undefined) return value !== undefined && value !== null;
  const given = Object.entries(object).filter(([name]) => name.toLowerCase() === key.toLowerCase());
  return given.some(([, inner]) => (rest.length > 0 && inner === null ? false : maySwitchOn(inner, rest)));
}
