import { type GraphObject, isObject } from "../json";
import { byId } from "../store/lists";

/** The policy as it reads: the authentication strength that it names is written out, its name in a policy being the id alone. */
export function expandStrength(policy: GraphObject, strengths: readonly GraphObject[]): GraphObject {
  const grant = policy["grantControls"];
  if (!isObject(grant)) return policy;
  const named = grant["authenticationStrength"];
  const id = isObject(named) ? named["id"] : undefined;
  const strength = typeof id === "string" ? byId(strengths, id) : undefined;
  return strength === undefined ? policy : { ...policy, grantControls: { ...grant, authenticationStrength: strength } };
}
