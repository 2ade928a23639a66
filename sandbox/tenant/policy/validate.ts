import { badRequest, GraphError } from "../http/graph-error";
import { isObject, type JsonObject, objectIn, stringsIn } from "../json";
import { byId } from "../store/directory";
import type { TenantData } from "../store/store";

/**
 * Checks what only the tenant can check, since the plugin has checked the values: whether the policy has all its parts, and whether the
 * objects that it names are there.
 * @param policy the policy as a create or an update would leave it
 * @param body what the request says of it. Controls that it leaves as they are aren't checked: Graph was not seen to refuse that
 * @throws GraphError with Graph's recorded message (1007, 1032, 1040, the id of the MFA service's trusted addresses)
 */
export function validatePolicy(policy: JsonObject, body: JsonObject, data: TenantData): void {
  const missing = missingPart(policy);
  if (missing !== undefined)
    throw badRequest(
      `1007: Incoming ConditionalAccessPolicy object is null or does not match the schema of ConditionalAccessPolicy type. (${missing} is required)`,
    );
  for (const id of locationIds(objectIn(body["conditions"]))) refuseUnknownLocation(id, data);
  refuseControls(body["grantControls"], data);
  if (policy["state"] === "enabled" && data.securityDefaults["isEnabled"] === true)
    throw badRequest(
      "Security Defaults is enabled in the tenant. You must disable Security defaults before enabling a Conditional Access policy.",
    );
}

function missingPart(policy: JsonObject): string | undefined {
  const conditions = objectIn(policy["conditions"]);
  const { users, applications } = conditions;
  if (typeof policy["displayName"] !== "string" || policy["displayName"].trim() === "") return "displayName";
  if (policy["state"] === undefined) return "state";
  if (!Array.isArray(conditions["clientAppTypes"])) return "conditions.clientAppTypes";
  if (!namesAny(objectIn(users))) return "a user rule in conditions.users";
  if (!namesAny(objectIn(applications))) return "an application rule in conditions.applications";
  if (policy["grantControls"] == null && policy["sessionControls"] == null) return "grantControls or sessionControls";
  return undefined;
}

/** Whether a part of the conditions includes anything, or has a filter. */
const namesAny = (part: JsonObject): boolean =>
  Object.entries(part).some(
    ([name, value]) => !name.startsWith("exclude") && (isObject(value) || stringsIn(value).length > 0),
  );

function locationIds(conditions: JsonObject): readonly string[] {
  const locations = objectIn(conditions["locations"]);
  const named = [...stringsIn(locations["includeLocations"]), ...stringsIn(locations["excludeLocations"])];
  return named.filter((id) => id !== "All" && id !== "AllTrusted");
}

/** The id of the MFA service's own trusted addresses. Graph can't find it among the named locations. */
const MFA_TRUSTED_IPS = "00000000-0000-0000-0000-000000000000";

function refuseUnknownLocation(id: string, data: TenantData): void {
  if (id === MFA_TRUSTED_IPS)
    throw new GraphError(404, "ResourceNotFound", `NamedLocation with id ${id} was not found.`);
  if (byId(data.namedLocations, id) === undefined)
    throw badRequest(`1040: NamedLocation with id ${id} does not exist in the directory.`);
}

/** Refuses a strength that isn't there, and a block or MFA with what the reference of `conditionalAccessGrantControls` forbids with it. */
function refuseControls(grant: JsonObject[string], { authenticationStrengthPolicies }: TenantData): void {
  if (!isObject(grant) || (grant["builtInControls"] === undefined && grant["authenticationStrength"] === undefined))
    return;
  const strength = grant["authenticationStrength"];
  const id = String(objectIn(strength)["id"]);
  if (strength != null && byId(authenticationStrengthPolicies, id) === undefined)
    throw badRequest(`AuthenticationStrengthPolicy with id ${id} does not exist in the directory.`);
  const controls = stringsIn(grant["builtInControls"]);
  const others = [...stringsIn(grant["customAuthenticationFactors"]), ...stringsIn(grant["termsOfUse"])];
  const count = controls.length + others.length + (strength != null ? 1 : 0);
  if (count === 0 || (controls.includes("block") && count > 1) || (controls.includes("mfa") && strength != null))
    throw badRequest("1032: ConditionalActionPolicy validation failed due to InvalidControls.");
}
