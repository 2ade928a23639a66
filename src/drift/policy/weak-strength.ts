import { readPolicy } from "../../adapters/graph";
import { asObject, asText, type JsonObject } from "../../adapters/graph/json";
import { strengthForcesMfa } from "../../verifier/law/grant";

/**
 * A strength that is still the one that the code names, and that doesn't ask for MFA any more: its combinations are no part
 * of the policy, so that neither a preview nor a comparison of ids shows it.
 * @returns which one, and what it allows
 */
export function weakStrength(policy: JsonObject): string | undefined {
  const { grant } = readPolicy(policy, { name: "the policy", users: undefined, strengths: undefined });
  if (grant.kind !== "controls") return undefined;
  const weak = grant.controls.some(
    (control) =>
      control.kind === "strength" &&
      control.strength.kind === "listed" &&
      strengthForcesMfa(control.strength) !== "yes",
  );
  if (!weak) return undefined;
  const strength = asObject(asObject(policy["grantControls"])?.["authenticationStrength"]);
  const combinations = strength?.["allowedCombinations"];
  const allowed = Array.isArray(combinations) ? combinations.map(String).join("; ") : "nothing that is known";
  return `the strength ${asText(strength?.["displayName"]) ?? asText(strength?.["id"]) ?? ""} doesn't ask for MFA any more; it allows ${allowed}`;
}
