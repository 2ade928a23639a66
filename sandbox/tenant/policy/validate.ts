import { badRequest, GraphError } from "../http/graph-error";
import { isObject, type Json, type JsonObject, objectIn, stringsIn } from "../json";
import { byId } from "../store/directory";
import type { TenantData } from "../store/store";
import { policyShape } from "./policy-shape";
import { misfits } from "./shape";

/**
 * Checks the body of a create or an update by itself: its values, its ids, and the objects that it refers to.
 * @param stored the policy that an update changes. The body may repeat conditions that only the stored policy has
 * @throws GraphError with Graph's recorded message (1007, 1040, both guest forms, the id of the MFA service's trusted addresses)
 */
export function validateBody(body: JsonObject, data: TenantData, stored?: JsonObject): void {
  const [misfit] = misfits(body, policyShape, stored);
  if (misfit !== undefined) throw schemaRefusal(`${misfit.path}: expected ${misfit.expected}`);
  const conditions = objectIn(body["conditions"]);
  refuseBothGuestForms(objectIn(conditions["users"]));
  for (const id of locationIds(conditions)) refuseUnknownLocation(id, data);
  refuseUnknownStrength(objectIn(body["grantControls"])["authenticationStrength"], data);
}

/**
 * Checks the policy as a create or an update would leave it.
 * @param judged the policy with the controls to check. For an update they are those of the body, because a repair leaves the
 * others as they are, and Graph was not seen to refuse that
 * @throws GraphError for missing parts, forbidden combinations of controls (1032), and an enabled policy under security defaults
 */
export function validatePolicy(policy: JsonObject, data: TenantData, judged: JsonObject = policy): void {
  const missing = missingPart(policy);
  if (missing !== undefined) throw schemaRefusal(`${missing} is required`);
  const problem = controlsProblem(judged);
  if (problem !== undefined) throw badRequest(`1032: ConditionalActionPolicy validation failed due to ${problem}.`);
  if (policy["state"] === "enabled" && data.securityDefaults["isEnabled"] === true) throw underSecurityDefaults();
}

function schemaRefusal(detail: string): GraphError {
  return badRequest(
    `1007: Incoming ConditionalAccessPolicy object is null or does not match the schema of ConditionalAccessPolicy type. (${detail})`,
  );
}

function underSecurityDefaults(): GraphError {
  return badRequest(
    "Security Defaults is enabled in the tenant. You must disable Security defaults before enabling a Conditional Access policy.",
  );
}

function refuseBothGuestForms(users: JsonObject): void {
  for (const side of ["include", "exclude"]) {
    const token = stringsIn(users[`${side}Users`]).includes("GuestsOrExternalUsers");
    if (token && users[`${side}GuestsOrExternalUsers`] != null) {
      throw badRequest("'GuestsOrExternalUsers' cannot be combined with guestOrExternalUsers.");
    }
  }
}

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

function refuseUnknownStrength(strength: Json | undefined, data: TenantData): void {
  if (strength == null) return;
  const id = objectIn(strength)["id"];
  if (typeof id !== "string")
    throw schemaRefusal("grantControls.authenticationStrength: expected an object with an id");
  if (byId(data.authenticationStrengthPolicies, id) === undefined) {
    throw badRequest(`AuthenticationStrengthPolicy with id ${id} does not exist in the directory.`);
  }
}

function missingPart(policy: JsonObject): string | undefined {
  const conditions = objectIn(policy["conditions"]);
  if (typeof policy["displayName"] !== "string" || policy["displayName"].trim() === "") return "displayName";
  if (policy["state"] === undefined) return "state";
  if (conditions["clientAppTypes"] === undefined) return "conditions.clientAppTypes";
  if (!hasUserRule(conditions)) return "a user rule in conditions.users";
  if (!hasApplicationRule(objectIn(conditions["applications"])))
    return "an application rule in conditions.applications";
  if (policy["grantControls"] == null && policy["sessionControls"] == null) return "grantControls or sessionControls";
  return undefined;
}

function hasUserRule(conditions: JsonObject): boolean {
  const users = objectIn(conditions["users"]);
  const lists = ["includeUsers", "includeGroups", "includeRoles"].some((name) => stringsIn(users[name]).length > 0);
  return lists || users["includeGuestsOrExternalUsers"] != null;
}

function hasApplicationRule(applications: JsonObject): boolean {
  const names = ["includeApplications", "includeUserActions", "includeAuthenticationContextClassReferences"];
  return names.some((name) => stringsIn(applications[name]).length > 0) || applications["applicationFilter"] != null;
}

/**
 * The name of a forbidden combination of controls in Graph's message 1032, or `undefined` if the combination is allowed. The
 * rules are on the reference page of `conditionalAccessGrantControls`.
 */
function controlsProblem(policy: JsonObject): "InvalidPasswordResetControl" | "InvalidControls" | undefined {
  const grant = policy["grantControls"];
  if (!isObject(grant)) return undefined;
  const controls = stringsIn(grant["builtInControls"]);
  if (controls.includes("passwordChange") && !passwordChangeAllowed(policy, grant, controls))
    return "InvalidPasswordResetControl";
  return hasInvalidControls(policy, grant, controls) ? "InvalidControls" : undefined;
}

function passwordChangeAllowed(policy: JsonObject, grant: JsonObject, controls: readonly string[]): boolean {
  const conditions = objectIn(policy["conditions"]);
  const applications = objectIn(conditions["applications"]);
  const everyApplication =
    stringsIn(applications["includeApplications"]).includes("All") &&
    stringsIn(applications["excludeApplications"]).length === 0;
  const others = ["platforms", "locations", "devices", "authenticationFlows"].some((name) => conditions[name] != null);
  const onlyUserRisk =
    stringsIn(conditions["userRiskLevels"]).length > 0 &&
    stringsIn(conditions["signInRiskLevels"]).length === 0 &&
    !others;
  return controls.includes("mfa") && grant["operator"] === "AND" && everyApplication && onlyUserRisk;
}

function hasInvalidControls(policy: JsonObject, grant: JsonObject, controls: readonly string[]): boolean {
  const strength = grant["authenticationStrength"] != null;
  const others = [...stringsIn(grant["customAuthenticationFactors"]), ...stringsIn(grant["termsOfUse"])];
  const count = controls.length + others.length + (strength ? 1 : 0);
  if (count === 0) return true;
  if (controls.includes("block") && count > 1) return true;
  if (controls.includes("mfa") && strength) return true;
  return controls.includes("riskRemediation") && !riskRemediationAllowed(policy, grant, strength);
}

function riskRemediationAllowed(policy: JsonObject, grant: JsonObject, strength: boolean): boolean {
  return (
    strength && grant["operator"] === "AND" && stringsIn(objectIn(policy["conditions"])["userRiskLevels"]).length > 0
  );
}
