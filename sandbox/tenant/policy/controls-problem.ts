import { isObject, type JsonObject, objectIn, stringsIn } from "../json";

/**
 * The combination of controls that Graph refuses, by the name in its message 1032; `undefined` when there is none.
 * The rules are those of the reference page of `conditionalAccessGrantControls`.
 */
export function controlsProblem(policy: JsonObject): "InvalidPasswordResetControl" | "InvalidControls" | undefined {
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
